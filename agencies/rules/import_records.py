"""The rows of an import as records: texts by field, each with an id that tells it from every other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.hooks.imports import ImportField, ImportKind, ImportRecord, RowFault
from agencies.models import DataImport
from agencies.models.marks import EXTERNAL_LIMIT

from .imports import external_id, folded

#: The key of the field that is a row's own id.
ID = "id"


def records_of(data_import: DataImport, kind: ImportKind) -> list[ImportRecord]:
    """All rows, in their order. Two queries."""
    columns = [(each.field, each.position) for each in data_import.columns.all() if each.field]
    seen: Counter[str] = Counter()
    found = []
    for number, cells in data_import.lines.values_list("number", "cells"):
        values = {field: cells[position] for field, position in columns}
        key = kind.identity(values.get(ID, "").strip()) if values.get(ID, "").strip() else ""
        if not key:
            plain = external_id(values, 0)
            seen[plain] += 1
            key = external_id(values, seen[plain])
        found.append(ImportRecord(number, key, values))
    return found


def faults_of_all(
    records: Sequence[ImportRecord], fields: Iterable[ImportField]
) -> dict[int, list[RowFault]]:
    """What can be wrong with rows of any kind, by their number: an id that is too long or used by an earlier
    row, a required value that is missing."""
    required = [field for field in fields if field.required]
    first: dict[str, int] = {}
    found: dict[int, list[RowFault]] = {}
    for record in records:
        faults = [
            RowFault(record.number, field.key, _("Enter a value."))
            for field in required
            if not folded(record.values.get(field.key, ""))
        ]
        if words := _id_fault(record, first):
            faults.append(RowFault(record.number, ID, words))
        if faults:
            found[record.number] = faults
    return found


def _id_fault(record: ImportRecord, first: dict[str, int]) -> str:
    if len(record.external_id) > EXTERNAL_LIMIT:
        return _("Use an id of at most %(most)s characters.") % {"most": EXTERNAL_LIMIT}
    other = first.setdefault(record.external_id, record.number)
    return "" if other == record.number else _("Row %(row)s has the same id.") % {"row": other}


def read_values(
    record: ImportRecord, readers: Mapping[str, Callable[[str], Any]]
) -> tuple[dict[str, Any], list[RowFault]]:
    """What the values of a row mean, by field, and what is wrong with it. A reader raises ValidationError, or
    ValueError, with words for a person."""
    facts, faults = {}, []
    for name, read in readers.items():
        try:
            facts[name] = read(record.values.get(name, ""))
        except ValidationError as error:
            faults += [RowFault(record.number, name, text) for text in error.messages]
        except ValueError as error:
            faults.append(RowFault(record.number, name, str(error)))
    return facts, faults


def written(rows: Iterable[Any]) -> list[Any]:
    """Rows of one table, stored a thousand at a time."""
    made = list(rows)
    if made:
        type(made[0])._default_manager.bulk_create(made, batch_size=1_000)
    return made
