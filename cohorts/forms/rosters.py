"""A roster that is uploaded or pasted, and what its columns hold."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.files.tables import ACCEPT
from agencies.models.imports import MOST_COLUMNS
from cohorts.actions.rosters import NEW_FIELD
from cohorts.models import RosterUpload
from cohorts.rules.rosters import fields_of
from project.base.fields import BodyField
from project.base.forms import ActionForm

LEFT_OUT = "-"
#: Characters that can be pasted: 500 rows with room.
MOST_TEXT = 500_000


class RosterForm(ActionForm):
    """A file, or pasted rows."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("CSV or .xlsx. The first line names the columns."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )
    text = BodyField(
        label=gettext_lazy("Or paste the rows"),
        required=False,
        max_length=MOST_TEXT,
        rows=8,
        help_text=gettext_lazy("As copied from a spreadsheet, with the names of the columns first."),
    )


class MatchForm(ActionForm):
    """For each column what of a member it fills."""

    numbered = ("column-*",)

    def __init__(self, data: Any = None, *, upload: RosterUpload) -> None:
        super().__init__(data)
        self.columns = list(upload.columns.all())
        known = [(field.key, field.label) for field in fields_of(upload.cohort)]
        choices = [(LEFT_OUT, _("Leave out")), *known, (NEW_FIELD, _("A new field of this name"))]
        for column in self.columns[:MOST_COLUMNS]:
            label = column.head or _("Column %(number)s") % {"number": column.position + 1}
            self.fields[f"column-{column.position}"] = forms.ChoiceField(
                label=label, choices=choices, initial=column.field or LEFT_OUT
            )

    @property
    def matched(self) -> list[str]:
        """What match_roster takes as `fields`."""
        typed = self.cleaned_data
        return [typed[f"column-{each.position}"].removeprefix(LEFT_OUT) for each in self.columns]
