"""What somebody says of a scheduled report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Membership
from analytics.actions.reports import Plan
from analytics.models import ScheduledReport
from analytics.models.reports import NAME_LIMIT
from analytics.rules.metrics import DIMENSIONS
from analytics.states.metrics import Granularity
from analytics.states.reports import FILTERS, Rhythm, Span, Weekday
from project.base.fields import LineField, WholeNumberField
from project.base.forms import ActionForm

ONLY = "only_"


class ReportForm(ActionForm):
    """When a report is made, of which days, and for whom; by `only_<key>` whether a filter stays."""

    numbered = tuple(f"{ONLY}{key}" for key in FILTERS)

    name = LineField(
        label=gettext_lazy("Name"),
        max_length=NAME_LIMIT,
        error_messages={"required": gettext_lazy("Enter a name.")},
        help_text=gettext_lazy("It is the subject of the email."),
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=Rhythm, widget=forms.RadioSelect, initial=Rhythm.WEEKLY
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Every week on"), choices=Weekday, coerce=int, empty_value=None, initial=0
    )
    day = forms.TypedChoiceField(
        label=gettext_lazy("Every month on day"),
        choices=[(day, day) for day in range(1, 32)],
        coerce=int,
        empty_value=None,
        required=False,
        initial=1,
        help_text=gettext_lazy("In a shorter month it is the last day."),
    )
    hour = forms.TypedChoiceField(
        label=gettext_lazy("At"),
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        coerce=int,
        initial=8,
    )
    span = forms.ChoiceField(label=gettext_lazy("Period"), choices=Span, initial=Span.BEFORE)
    granularity = forms.ChoiceField(
        label=gettext_lazy("Series"),
        choices=[("", gettext_lazy("As fits")), *Granularity.choices],
        required=False,
    )
    recipients = forms.MultipleChoiceField(
        label=gettext_lazy("Recipients"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each recipient gets the figures that they can open themselves."),
        error_messages={
            "required": gettext_lazy("Choose at least one person."),
            "invalid_choice": gettext_lazy("Choose people from the list."),
        },
    )

    #: Which save it was opened from; nothing for a new one.
    version = WholeNumberField(least=1, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        people: Sequence[Membership],
        filters: Mapping[str, str],
        labels: Mapping[tuple[str, str], str],
        zone: str,
        **options: Any,
    ) -> None:
        """`filters` can be kept or dropped; `labels` say how their values are called."""
        super().__init__(data, **options)
        self.people = {person.public_id: person for person in people}
        names = [(key, person.public_name) for key, person in self.people.items()]
        self.fields["recipients"].choices = names  # type: ignore[attr-defined]
        self.fields["hour"].help_text = _("In the agency’s time zone, %(zone)s.") % {"zone": zone}
        for key, value in filters.items():
            kept = (value, labels.get((key, value), value))
            self.fields[f"{ONLY}{key}"] = forms.ChoiceField(
                label=str(DIMENSIONS[key].name), choices=[kept, ("", _("All"))], required=False, initial=value
            )

    @property
    def plan(self) -> Plan:
        """Of a valid form."""
        said = self.cleaned_data
        facts = ("name", "rhythm", "weekday", "day", "hour", "span", "granularity")
        kept = {name.removeprefix(ONLY): value for name, value in said.items() if name.startswith(ONLY)}
        return Plan(
            **{name: said[name] for name in facts},
            filters={key: value for key, value in kept.items() if value},
            recipients=[self.people[key] for key in said["recipients"]],
        )


def initial_of(report: ScheduledReport) -> dict[str, Any]:
    """A stored report as the form's initial values."""
    names = ("name", "rhythm", "weekday", "day", "hour", "span", "granularity", "version")
    rows = report.recipients.filter(left_at=None).values_list("membership__public_id", flat=True)
    stored = {name: getattr(report, name) for name in names if getattr(report, name) is not None}
    return {**stored, "recipients": list(rows)}
