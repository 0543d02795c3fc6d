"""A roster on its way in, as its page prints it."""

from __future__ import annotations

from typing import Any

from cohorts.actions.rosters import mark_of
from cohorts.forms.rosters import MatchForm
from cohorts.models import RosterUpload
from cohorts.rules.rosters import NAME, plan_of
from project.base.text import excerpt

#: Faults and names that are shown; rows that are shown beside a column, and how much of each.
SHOWN, NAMED, SAMPLE, LONGEST = 50, 30, 3, 60


def roster_page(upload: RosterUpload, form: MatchForm) -> dict[str, Any]:
    """Columns with samples; once one holds the names, what is wrong, or else what would change."""
    matched = any(column.field == NAME for column in form.columns)
    plan = plan_of(upload) if matched else None
    lines = list(upload.lines.values_list("cells", flat=True)[:SAMPLE])
    heads = {column.field: column.head for column in form.columns if column.field}
    context: dict[str, Any] = {
        "cohort": upload.cohort,
        "upload": upload,
        "form": form,
        "columns": [
            {
                "field": form[f"column-{column.position}"],
                "sample": [
                    excerpt(cells[column.position], LONGEST) for cells in lines if cells[column.position]
                ],
            }
            for column in form.columns
        ],
        "plan": plan,
    }
    if plan:
        context |= {
            "faults": [
                {"number": one.number, "column": heads.get(one.field, ""), "words": one.words}
                for one in plan.faults[:SHOWN]
            ],
            "more": len(plan.faults) > SHOWN,
            "seen": mark_of(plan),
            "parts": _parts(plan),
        }
    return context


def _parts(plan: Any) -> list[dict[str, Any]]:
    named = {
        "fresh": [entry.name for entry in plan.fresh],
        "changed": [entry.name for _member, entry in plan.changed],
        "back": [entry.name for _member, entry in plan.back],
        "gone": [member.name for member in plan.gone],
        "kept": [member.name for member in plan.kept],
        "unchanged": [member.name for member in plan.unchanged],
    }
    return [
        {"kind": kind, "count": len(names), "names": names[:NAMED], "more": len(names) > NAMED}
        for kind, names in named.items()
        if names
    ]
