"""What an editor takes, as a form."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from project.base.fields import LineField, WholeNumberField
from project.base.forms import ActionForm
from writers.actions.editor_workload import COLUMNS, WorkloadFields
from writers.querysets.editors import KeptWorkload
from writers.states.capacity import MESSAGE_LIMIT, MOST_ACTIVE

from .accepting import checked_pause, offer_preferences, preferred_services, preferred_subjects


class WorkloadForm(ActionForm):
    """All that an editor sets."""

    max_active = WholeNumberField(label=gettext_lazy("Maximum reviews at once"), most=MOST_ACTIVE)
    accepting = forms.BooleanField(label=gettext_lazy("Accept new reviews"), required=False)
    message = LineField(
        label=gettext_lazy("Message to the agency"),
        required=False,
        max_length=MESSAGE_LIMIT,
        help_text=gettext_lazy("Shown to the desk while you don’t accept new reviews."),
    )
    paused_until = forms.DateField(
        label=gettext_lazy("Accept new reviews again from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    subjects = preferred_subjects()
    services = preferred_services()

    def __init__(self, *args: Any, kept: KeptWorkload, today: dt.date, **options: Any) -> None:
        options["initial"] = initial_of(kept)
        super().__init__(*args, **options)
        self.today, self.kept = today, kept
        offer_preferences(self, kept.row.agency_id, subjects=kept.subjects, services=kept.services)

    def clean_paused_until(self) -> dt.date | None:
        day, stored = self.cleaned_data["paused_until"], self.kept.row.paused_until
        return checked_pause(day, stored=stored, today=self.today)

    @property
    def facts(self) -> WorkloadFields:
        """What the action takes."""
        return WorkloadFields(**self.cleaned_data)


def initial_of(kept: KeptWorkload) -> dict[str, Any]:
    """The form of what is stored, as the API names the same."""
    columns = {name: getattr(kept.row, name) for name in COLUMNS}
    return {**columns, "subjects": [*kept.subjects.values()], "services": [*kept.services.values()]}
