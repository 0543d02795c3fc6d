"""Imports as pages, CSV and API print them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.actions.import_moving import IMPORTS
from agencies.forms.imports import ColumnsForm
from agencies.hooks.imports import import_kinds
from agencies.models import DataImport, ImportFault
from agencies.rules.marks import undo_ends, why_no_undo
from agencies.states.imports import AT_WORK, KEPT, OPEN, TONES, ImportState
from project.base.csv_export import lines_of
from project.base.text import excerpt
from project.base.viewer import Viewer

#: Order and types of the list's keyset, of page and API alike.
ORDER, LIST_KINDS = ("-made_at", "-id"), (dt.datetime, int)
#: Faults that the page shows; the rest is in the download. Rows of a file that are shown beside its columns.
SHOWN_FAULTS, SAMPLE, LONGEST_SAMPLE = 50, 3, 60
#: What a person does with an import.
VERBS = ("check", "start", "undo", "discard")


def import_row(row: DataImport) -> dict[str, Any]:
    """What list and page print of an import. Its maker comes along in the query."""
    state, kind = ImportState(row.state), import_kinds.get(row.kind)
    return {
        "import": row,
        "title": str(kind.title) if kind else row.kind,
        "name": row.file_name,
        "url": reverse("agencies:import", args=[row.public_id]),
        "state": state.label,
        "tone": TONES[state],
        "at_work": row.state in AT_WORK,
        "open": row.state in OPEN,
        "by": row.made_by.public_name,
    }


def import_page(viewer: Viewer, row: DataImport, form: ColumnsForm, now: dt.datetime) -> dict[str, Any]:
    """What the page of one import prints."""
    ends = undo_ends(row.mark) if row.mark else None
    faults = list(row.faults.all()[: SHOWN_FAULTS + 1])
    return {
        "row": import_row(row),
        "columns": columns(row, form),
        "form": form,
        "faults": faults[:SHOWN_FAULTS],
        "more_faults": len(faults) > SHOWN_FAULTS,
        "undo_until": ends if row.state == ImportState.DONE and ends and now < ends else None,
        "may": verbs_of(viewer, row, now),
        "help": import_kinds[row.kind].help,
        "follow_up": follow_up(row) if row.state == ImportState.DONE else None,
        "kept_until": row.made_at + KEPT,
        "fields": import_kinds[row.kind].fields,
    }


def verbs_of(viewer: Viewer, row: DataImport, now: dt.datetime) -> list[str]:
    """What the viewer can do with an import now; its mark comes along. No query."""
    found = [choice.transition.verb for choice in IMPORTS.choices(viewer, row, VERBS) if choice.allowed]
    late = row.state == ImportState.DONE and row.mark is not None and why_no_undo(row.mark, now)
    return [verb for verb in found if not (late and verb == "undo")]


def follow_up(row: DataImport) -> dict[str, Any]:
    """The link to what it has brought."""
    found = import_kinds[row.kind].follow_up
    return {
        "label": found.label,
        "url": reverse(found.url_name, args=[row.public_id] if found.of_import else []),
    }


def columns(row: DataImport, form: ColumnsForm) -> list[dict[str, Any]]:
    """Each column with its select and the first values in it."""
    lines = list(row.lines.values_list("cells", flat=True)[:SAMPLE])
    return [
        {
            "field": form[f"column-{column.position}"],
            "sample": [
                excerpt(cells[column.position], LONGEST_SAMPLE) for cells in lines if cells[column.position]
            ],
        }
        for column in form.columns
    ]


def fault_lines(row: DataImport) -> Iterator[str]:
    """All faults as CSV."""
    head = (_("Row"), _("Column"), _("Value"), _("Error"))
    return lines_of(head, (_fault_cells(fault) for fault in row.faults.iterator(chunk_size=500)))


def _fault_cells(fault: ImportFault) -> tuple[Any, ...]:
    return fault.number, fault.column, fault.value, fault.words
