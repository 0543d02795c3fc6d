"""What an import reads: which column is which, and values in the customs of the file."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from agencies.hooks.imports import ImportField
from agencies.models import DataImport
from agencies.states.imports import DateOrder, DecimalMark, ImportState
from agencies.states.roles import is_management
from project.base.numbers import read_number
from project.base.viewer import System, Viewer

#: Files that an agency uploads in that time.
MOST_FILES = 40
#: Years of dates that are read.
EARLIEST, LATEST = 1990, 2100
_PARTS = re.compile(r"(\d{1,4})[./\- ]+(\d{1,2})[./\- ]+(\d{1,4})\.?(?:[ T,].*)?\Z")
_FULL_YEAR, _LAST_MONTH = 4, 12


def can_import(viewer: Viewer, data_import: DataImport | None = None) -> bool:
    """Managers and owners move an agency's data in."""
    return is_management(viewer)


def is_job(viewer: Viewer, data_import: DataImport) -> bool:
    """What jobs do with an import, no person does."""
    return isinstance(viewer, System)


def is_checked(data_import: DataImport) -> str:
    """A guard: after a check that failed, every row is checked anew. No query while it is ready."""
    if data_import.state == ImportState.READY or data_import.checked >= data_import.rows:
        return ""
    return _("This file is not ready to import. Check it first.")


def brings_something(data_import: DataImport) -> str:
    """A guard: something of it is new."""
    if data_import.fresh:
        return ""
    return _("There is nothing to import: earlier imports have brought every row.")


def guessed(heads: Sequence[str], fields: Iterable[ImportField], before: Mapping[str, str]) -> list[str]:
    """For each head the key of the field that it fills, "" for none; each field once. `before` is what an
    earlier import took them for, by head."""
    open_fields = {field.key: field for field in fields}
    found = [""] * len(heads)
    for place, head in enumerate(heads):
        if open_fields.pop(before.get(head, ""), None):
            found[place] = before[head]
    for place, head in enumerate(heads):
        if found[place] or head in before:
            continue
        for key, field in open_fields.items():
            if folded(head) in {folded(name) for name in (*field.names, str(field.label), key)}:
                found[place] = key
                del open_fields[key]
                break
    return found


def folded(text: str) -> str:
    """A head as it is compared: without case, accents, blanks and signs."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if char.isalnum())


def alike(text: str) -> str:
    """A name as it is compared: without case, however its letters are composed."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def external_id(values: Mapping[str, str], times: int) -> str:
    """The id of a row that brings none: the same for the same values, and another for the second row that
    has them."""
    parts = [f"{key}={folded(value)}" for key, value in sorted(values.items()) if value]
    said = "\x1f".join([*parts, str(times)])
    return f"#{hashlib.sha256(said.encode()).hexdigest()[:24]}"


@dataclass(frozen=True)
class Customs:
    """How a file writes dates and numbers."""

    date_order: str
    decimal_mark: str

    @classmethod
    def of(cls, data_import: DataImport) -> Customs:
        return cls(data_import.date_order, data_import.decimal_mark)

    def day(self, text: str) -> dt.date:
        """The day that a text means. Raises ValueError with words for a person."""
        found = _PARTS.match(text.strip())
        words = _("This is no date: %(text)s") % {"text": text[:40]}
        if not found:
            raise ValueError(words)
        parts = found.groups()
        order = DateOrder.YEAR_FIRST if len(parts[0]) == _FULL_YEAR else self.date_order
        try:
            day = dt.date(**{name: int(part) for name, part in zip(_NAMES[order], parts, strict=True)})
        except ValueError:
            raise ValueError(words) from None
        if not EARLIEST <= day.year <= LATEST:
            raise ValueError(words)
        return day

    def number(self, text: str, *, places: int) -> Decimal:
        """The number that a text means. Raises ValueError with words for a person."""
        plain = text.strip()
        if self.decimal_mark == DecimalMark.COMMA and re.fullmatch(r"[^,]*\.\d{3}", plain):
            plain = plain.replace(".", "")
        if self.decimal_mark == DecimalMark.POINT and re.fullmatch(r"[^.]*,\d{3}", plain):
            plain = plain.replace(",", "")
        try:
            return read_number(plain, places=places)
        except ValueError:
            raise ValueError(_("This is no number: %(text)s") % {"text": text[:40]}) from None


_NAMES: Mapping[str, Sequence[str]] = {
    DateOrder.DAY_FIRST: ("day", "month", "year"),
    DateOrder.MONTH_FIRST: ("month", "day", "year"),
    DateOrder.YEAR_FIRST: ("year", "month", "day"),
}


def date_order_of(cells: Iterable[str], otherwise: str) -> str:
    """The order of the dates among these cells, as the first tells that leaves no doubt."""
    for cell in cells:
        if found := _PARTS.match(cell):
            first, second = int(found[1]), int(found[2])
            if len(found[1]) == _FULL_YEAR:
                continue
            if first > _LAST_MONTH >= second:
                return DateOrder.DAY_FIRST
            if second > _LAST_MONTH >= first:
                return DateOrder.MONTH_FIRST
    return otherwise
