"""A closure made ready to be copied many times: each row a line of COPY with places for what differs."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any

from .closures import MOMENTS, Closure
from .schema import Table

#: Tells where a row outside of the closure has its twin in the copy's agency; None when it differs from copy
#: to copy, as people do.
Outside = Callable[[str, int], int | None]
#: Columns to which each copy adds words of its own, so that searching finds some and not others.
WORDED = {
    "orders_order": ("title", "brief"),
    "drafts_orderdraft": ("title", "brief"),
    "quotes_quoteversion": ("title", "brief"),
    "orders_messagetext": ("text",),
}
#: Whole numbers that an agency counts without gaps, and whose counter each takes.
COUNTED = {
    ("billing_invoice", "number"): "billing_invoice",
    ("billing_openinvoice", "number"): "billing_invoice",
}
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


class Stamp:
    """Makes copies of one closure.

    What differs has a place in one list, in this order: the keys of its rows, then what `names` lists: rows
    outside that differ, moments, words, and random texts that are unique. `texts` are the words of the
    closure that each copy replaces, such as its number.
    """

    def __init__(
        self, closure: Closure, tables: dict[str, Table], outside: Outside, texts: tuple[str, ...] = ()
    ) -> None:
        self.closure, self.tables, self.outside, self.texts = closure, tables, outside, texts
        self.keys = [(table, key) for table, key, _row in closure]
        self.places: dict[Any, int] = {each: place for place, each in enumerate(self.keys)}
        self.lines: list[tuple[str, str, Callable[[Any], Any]]] = [
            self._line(table, row) for table, _key, row in closure
        ]
        self.names = list(self.places)[len(self.keys) :]

    def _line(self, name: str, row: Mapping[str, Any]) -> tuple[str, str, Callable[[Any], Any]]:
        table, cells, places = self.tables[name], [], []
        for column in table.columns:
            cell, found = self._cell(table, column, row[column])
            cells.append(cell)
            places += found
        return name, "\t".join(cells) + "\n", _getter(places)

    def _cell(self, table: Table, column: str, value: Any) -> tuple[str, list[int]]:
        """The cell as a format with %s for what differs, and the places of that."""
        if value is None:
            return "\\N", []
        if column == "id":
            return "%s", [self.places[table.name, value]]
        if column in table.points_to:
            return self._pointing(table.points_to[column], value)
        if table.columns[column] in MOMENTS:
            return "%s", [self._place(value)]
        return self._text(table, column, value)

    def _pointing(self, other: str, key: int) -> tuple[str, list[int]]:
        if (other, key) in self.places:
            return "%s", [self.places[other, key]]
        twin = self.outside(other, key)
        return ("%s", [self._place((other, key))]) if twin is None else (str(twin), [])

    def _text(self, table: Table, column: str, value: str) -> tuple[str, list[int]]:
        for text in self.texts:
            if text in value:
                before, after = value.split(text, 1)
                return f"{_constant(before)}%s{_constant(after)}", [self._place(text)]
        if counter := COUNTED.get((table.name, column)):
            return "%s", [self._place(("counted", f"{counter} {value}"))]
        if column in table.unique_texts and value:
            return "%s", [self._place(("unique", value))]
        if column in WORDED.get(table.name, ()) and value:
            return f"{_constant(value)}%s", [self._place(("words", column))]
        return _constant(value), []

    def _place(self, what: Any) -> int:
        return self.places.setdefault(what, len(self.places))


def _constant(text: str) -> str:
    return text.translate(ESCAPES).replace("%", "%%")


def _getter(places: list[int]) -> Callable[[Any], Any]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda values: tuple(values[place] for place in places)


def moved(moment: dt.datetime | dt.date, by: dt.timedelta) -> str:
    """A moment or a day of a copy, as COPY reads it."""
    return (moment + by).isoformat()


class Press:
    """Writes copies: hands out keys, gathers lines, sends them by COPY."""

    def __init__(self, cursor: Any, tables: dict[str, Table]) -> None:
        self.cursor, self.tables = cursor, tables
        self.lines: dict[str, list[str]] = defaultdict(list)
        self.next: dict[str, int] = {}

    def copy(self, stamp: Stamp, value_of: Callable[[Any], Any]) -> dict[Any, Any]:
        """Add one copy. `value_of` answers for each of the stamp's names. Returns the new keys."""
        keys = {each: self._key(each[0]) for each in stamp.keys}
        values = [*keys.values(), *map(value_of, stamp.names)]
        for table, line, chosen in stamp.lines:
            self.lines[table].append(line % chosen(values))
        return keys

    def send(self) -> None:
        """Store what was gathered."""
        for name, lines in self.lines.items():
            columns = ", ".join(f'"{column}"' for column in self.tables[name].columns)
            with self.cursor.copy(f'COPY "{name}" ({columns}) FROM STDIN') as copy:
                copy.write("".join(lines))
        self.lines.clear()

    def finish(self) -> None:
        """Send the rest, and let the sequences go on after the keys that were handed out."""
        self.send()
        for name, key in self.next.items():
            self.cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)", [name, key])

    def _key(self, table: str) -> int:
        if table not in self.next:
            self.cursor.execute(f'SELECT coalesce(max(id), 0) + 1 FROM "{table}"')
            self.next[table] = self.cursor.fetchone()[0]
        self.next[table] += 1
        return self.next[table] - 1
