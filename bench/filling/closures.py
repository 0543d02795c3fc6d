"""Everything that belongs to one order, draft, quote or person: the rows that point to it, and what those
point to in turn, as far as it belongs to nobody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .schema import Table, reachable

Row = dict[str, Any]
MOMENTS = ("timestamp with time zone", "date")

#: Rows that name what they are about instead of pointing to it: (table, column, table, column named).
NAMING = (
    ("accounts_notice", "about", "orders_order", "number"),
    ("accounts_notice", "about", "quotes_orderquote", "number"),
)


@dataclass
class Closure:
    """The rows by table and primary key."""

    rows: dict[str, dict[int, Row]] = field(default_factory=lambda: defaultdict(dict))

    def __iter__(self) -> Iterator[tuple[str, int, Row]]:
        for table, rows in self.rows.items():
            for key, row in rows.items():
                yield table, key, row

    def only(self, table: str) -> Row:
        """The one row of that table."""
        (row,) = self.rows[table].values()
        return row


class World:
    """The rows of one agency, read once, and who points to whom among them."""

    def __init__(self, cursor: Any, tables: dict[str, Table], agency_id: int) -> None:
        self.tables = tables
        self.rows: dict[str, dict[int, Row]] = {}
        self.pointing: dict[tuple[str, Any], list[tuple[str, int]]] = defaultdict(list)
        for table in tables.values():
            if "id" in table.columns and ("agency_id" in table.columns or table.name in OF_PEOPLE):
                self._read(cursor, table, agency_id)
        self._link_names()

    def _read(self, cursor: Any, table: Table, agency_id: int) -> None:
        names = ", ".join(
            f'"{name}"' if _is_moved(table, name) else f'"{name}"::text' for name in table.columns
        )
        where = "agency_id = %s" if "agency_id" in table.columns else OF_PEOPLE[table.name]
        cursor.execute(f'SELECT {names} FROM "{table.name}" WHERE {where} ORDER BY id', [agency_id])
        rows = [dict(zip(table.columns, row, strict=True)) for row in cursor.fetchall()]
        self.rows[table.name] = {row["id"]: row for row in rows}
        for row in rows:
            for column, other in table.points_to.items():
                if row[column] is not None:
                    self.pointing[other, row[column]].append((table.name, row["id"]))

    def _link_names(self) -> None:
        for table, column, other, named in NAMING:
            keys = {row[named]: key for key, row in self.rows[other].items()}
            for key, row in self.rows[table].items():
                if row[column] in keys:
                    self.pointing[other, keys[row[column]]].append((table, key))

    def closure(self, root: str, key: int, own: frozenset[str] = frozenset()) -> Closure:
        """What belongs to one row. `own`: tables of which a row that is pointed to belongs to it as well."""
        found, new = Closure(), [(root, key)]
        while new:
            name, pk = new.pop()
            if pk in found.rows[name]:
                continue
            row = found.rows[name][pk] = self.rows[name][pk]
            new += self.pointing[name, pk]
            pointed = self.tables[name].points_to.items()
            new += [(other, row[column]) for column, other in pointed if other in own and row[column]]
        return found


def _is_moved(table: Table, column: str) -> bool:
    """Whether a copy has another value by kind: keys and moments. All else is read as COPY writes it."""
    return column == "id" or column in table.points_to or table.columns[column] in MOMENTS


#: Tables of people, which belong to no agency: those of its members.
MEMBERS = "IN (SELECT user_id FROM agencies_membership WHERE agency_id = %s)"
OF_PEOPLE = {"accounts_user": f"id {MEMBERS}", "account_emailaddress": f"user_id {MEMBERS}"}


def commissions(world: World) -> list[Closure]:
    """Each draft of the agency with all that came of it."""
    own = frozenset(reachable(world.tables, "drafts_orderdraft"))
    found: list[Closure] = []
    seen: set[int] = set()
    for key in world.rows["drafts_orderdraft"]:
        if key not in seen:
            found.append(world.closure("drafts_orderdraft", key, own))
            seen |= found[-1].rows["drafts_orderdraft"].keys()
    return found
