"""What an editor takes, as a form."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import ServiceType, Subject
from project.base.fields import LineField, WholeNumberField
from project.base.forms import ActionForm
from writers.actions.editor_workload import COLUMNS, WorkloadFields
from writers.querysets.editors import KeptWorkload
from writers.states.capacity import MESSAGE_LIMIT, MOST_ACTIVE

#: How far ahead somebody may say from which day on they accept reviews again.
LONGEST_PAUSE = dt.timedelta(days=366)
TICKS = forms.CheckboxSelectMultiple


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
    subjects = forms.ModelMultipleChoiceField(
        Subject.objects.none(),
        to_field_name="key",
        label=gettext_lazy("Preferred subjects"),
        required=False,
        widget=TICKS,
    )
    services = forms.ModelMultipleChoiceField(
        ServiceType.objects.none(),
        to_field_name="key",
        label=gettext_lazy("Preferred services"),
        required=False,
        widget=TICKS,
    )

    def __init__(self, *args: Any, kept: KeptWorkload, today: dt.date, **options: Any) -> None:
        options["initial"] = initial_of(kept)
        super().__init__(*args, **options)
        self.today, self.kept = today, kept
        fields: Any = self.fields
        for name, model, chosen in (
            ("subjects", Subject, kept.subjects),
            ("services", ServiceType, kept.services),
        ):
            rows = model.objects.filter(Q(archived_at=None) | Q(pk__in=chosen), agency_id=kept.row.agency_id)
            fields[name].queryset = rows.order_by("position", "id")

    def clean_paused_until(self) -> dt.date | None:
        """A day to come; one that is stored stays."""
        day: dt.date | None = self.cleaned_data["paused_until"]
        if day is None or day == self.kept.row.paused_until:
            return day
        if not self.today < day <= self.today + LONGEST_PAUSE:
            raise ValidationError(_("Choose a day after today, within a year."), code="range")
        return day

    @property
    def facts(self) -> WorkloadFields:
        """What the action takes."""
        return WorkloadFields(**self.cleaned_data)


def initial_of(kept: KeptWorkload) -> dict[str, Any]:
    """The form of what is stored, as the API names the same."""
    columns = {name: getattr(kept.row, name) for name in COLUMNS}
    return {**columns, "subjects": [*kept.subjects.values()], "services": [*kept.services.values()]}
