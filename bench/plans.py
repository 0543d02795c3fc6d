"""Reading the plan of a statement: the rows that it shows, and those that it looked at for them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

#: A statement may read so many rows for each that it shows, and so many in any case: a handful of look-ups.
PER_ROW, ALWAYS = 20, 100
#: A count says "1,000+" at most: of what is counted beyond that nothing is shown.
COUNTED = 1_000


@dataclass
class Plan:
    """One statement: rows that it gives or counts, rows that its scans read, blocks that it touched."""

    sql: str
    shown: float
    read: float
    buffers: int
    milliseconds: float

    @property
    def within(self) -> bool:
        return self.read <= max(PER_ROW * self.shown, ALWAYS)


def short(sql: str) -> str:
    """What a statement asks for, in a few words: its tables in the order in which it names them."""
    tables = dict.fromkeys(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql))
    return ", ".join(list(tables)[:4]) or sql[:40]


def plan_of(sql: str) -> Plan:
    """Run one statement under EXPLAIN, twice: what was on the disk is in memory then."""
    with connection.cursor() as cursor:
        for _time in range(2):
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql.replace('%', '%%')}", [])
            ((found,),) = cursor.fetchall()
    told = (json.loads(found) if isinstance(found, str) else found)[0]
    plan = told["Plan"]
    nodes = list(walk(plan))
    shown = plan["Actual Rows"] + sum(_counted(node) for node in nodes if node["Node Type"] == "Aggregate")
    read = sum(_read(node) for node in nodes if "Scan" in node["Node Type"])
    buffers = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return Plan(sql, shown, read, buffers, told["Execution Time"] + told["Planning Time"])


def walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A node of a plan and all below it."""
    yield node
    for child in node.get("Plans", []):
        yield from walk(child)


def _counted(node: dict[str, Any]) -> float:
    """The rows that an aggregate was made of: they are shown as a number."""
    fed = sum(child["Actual Rows"] * child["Actual Loops"] for child in node.get("Plans", [])[:1])
    return float(min(fed, COUNTED))


def _read(node: dict[str, Any]) -> float:
    """The rows of its table or index that a scan looked at. What it scans of another node was read there."""
    if "Relation Name" not in node:
        return 0
    removed = sum(
        node.get(name, 0)
        for name in ("Rows Removed by Filter", "Rows Removed by Index Recheck", "Rows Removed by Join Filter")
    )
    return float((node["Actual Rows"] + removed) * node["Actual Loops"])
