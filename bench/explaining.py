"""EXPLAIN of every statement of the lists, searches and counts: how many rows it reads for those it shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.urls import reverse

from project.launcher.say import step

from .filling.houses import House
from .pages import GOALS, Page
from .reporting import DOCUMENT, markdown, write
from .scene import scene
from .staging import Stage
from .watched import EXPLAIN

#: A statement may read so many rows for each that it shows, and so many in any case: a handful of look-ups.
PER_ROW, ALWAYS = 20, 100
#: A count says "1,000+" at most: of what is counted beyond that nothing is shown.
COUNTED = 1_000
#: The pages whose statements are looked at.
LISTS = tuple(page for page in GOALS if page.grows or page.query)
HEAD = ["page", "statement", "rows shown", "rows read", "buffers", "ms", "within"]


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


def explain(stage: Stage, house: House, wanted: list[str]) -> int:
    """Print all plans in short, and put the table into the document. 1 where a statement reads too much."""
    rows, failed = [], False
    with step(f"Explaining the statements of {house.name}"):
        for page in LISTS:
            if not wanted or any(word in page.label for word in wanted):
                for plan in plans(stage, page, house):
                    rows.append(_row(page, plan))
                    failed |= not plan.within
    table = markdown(HEAD, rows)
    print(table)
    if not wanted:
        write(DOCUMENT, {"plans": f"Measured with {house.orders:,} orders.\n\n{table}"})
    return int(failed)


def _row(page: Page, plan: Plan) -> list[str]:
    numbers = [f"{plan.shown:.0f}", f"{plan.read:.0f}", str(plan.buffers), f"{plan.milliseconds:.1f}"]
    return [page.label, short(plan.sql), *numbers, "yes" if plan.within else "no"]


def short(sql: str) -> str:
    """What a statement asks for, in a few words: its tables in the order in which it names them."""
    tables = dict.fromkeys(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql))
    return ", ".join(list(tables)[:4]) or sql[:40]


def plans(stage: Stage, page: Page, house: House) -> Iterator[Plan]:
    """Of each statement that one visit takes; it is made twice, as the first of a process asks more."""
    with connection.cursor() as cursor:
        arguments = scene(cursor, house)[page.scene]
    path = reverse(page.door, kwargs=arguments) + page.query
    visitor = stage.visitor(stage.watched, house, page.who)
    headers = {**page.headers, EXPLAIN: "1", "Accept-Encoding": "identity"}
    statements = [json.loads(visitor.ask(path, headers=headers).body) for _visit in range(3)][-1]
    for sql in statements:
        if sql.lstrip("( ").upper().startswith(("SELECT", "WITH")):
            yield plan_of(sql)


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
