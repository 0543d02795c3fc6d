"""Days of milestones, and installments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cohorts.forms.cohorts import MOST_BUDGET
from cohorts.models.plans import MOST_INSTALLMENTS
from cohorts.states.cohorts import MilestoneKind
from project.base.fields import AmountField
from project.base.forms import ActionForm

#: Years in which something is planned.
FIRST, LAST = dt.date(2020, 1, 1), dt.date(2099, 12, 31)
#: Rows that the page offers beyond those that are filled.
SPARE = 3


def day_field(label: Any) -> forms.DateField:
    """A day that may be left out."""
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Enter a day such as 2026-03-31.")},
    )


def _within(day: dt.date | None) -> bool:
    return day is None or FIRST <= day <= LAST


class MilestonesForm(ActionForm):
    """For each milestone by which day it is to be reached."""

    numbered = ("due-*",)

    def __init__(self, *args: Any, days: Mapping[str, dt.date | None], **options: Any) -> None:
        super().__init__(*args, **options)
        self.kinds = list(days)
        for kind, day in days.items():
            self.fields[f"due-{kind}"] = day_field(MilestoneKind(kind).label)
            self.initial[f"due-{kind}"] = day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, day in cleaned.items():
            if not _within(day):
                self.add_error(name, _("Choose a date between 2020 and 2099."))
        return cleaned

    @property
    def days(self) -> dict[str, dt.date | None]:
        """What save_milestones takes."""
        return {kind: self.cleaned_data[f"due-{kind}"] for kind in self.kinds}

    def add_refusal(self, refusal: Any) -> None:
        for name, texts in refusal.errors.items():
            for text in texts:
                self.add_error(f"due-{name}" if f"due-{name}" in self.fields else None, text)


class InstallmentsForm(ActionForm):
    """Rows of a payment plan, each with a day and an amount."""

    numbered = ("part-*-day", "part-*-amount")

    def __init__(self, *args: Any, rows: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = min(rows, MOST_INSTALLMENTS)
        for at in range(self.rows):
            self.fields[f"part-{at}-day"] = day_field(_("Due"))
            self.fields[f"part-{at}-amount"] = AmountField(
                label=_("Amount"), most=MOST_BUDGET, required=False
            )

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """The bound fields of each row."""
        return [(self[f"part-{at}-day"], self[f"part-{at}-amount"]) for at in range(self.rows)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for at in range(self.rows):
            day, amount = cleaned.get(f"part-{at}-day"), cleaned.get(f"part-{at}-amount")
            if (day is None) != (amount is None):
                self.add_error(f"part-{at}-day", _("Fill in both fields, or leave both empty."))
            elif not _within(day):
                self.add_error(f"part-{at}-day", _("Choose a date between 2020 and 2099."))
        return cleaned

    @property
    def parts(self) -> list[tuple[dt.date, Decimal]]:
        """What save_installments takes."""
        typed = self.cleaned_data
        pairs = [(typed[f"part-{at}-day"], typed[f"part-{at}-amount"]) for at in range(self.rows)]
        return [(day, amount) for day, amount in pairs if day is not None]
