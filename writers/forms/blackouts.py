"""Time off, as a form: two days, each with a half."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from project.base.fields import LineField
from project.base.forms import ActionForm
from writers.models import BlackoutPeriod
from writers.models.blackouts import REASON_LIMIT
from writers.rules.blackouts import ends_of, first_half, half_after
from writers.states.capacity import DayPart

#: How far back and ahead time off may begin or end: what is farther is a slip of the hand.
BACK, AHEAD = dt.timedelta(days=31), dt.timedelta(days=10 * 366)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class BlackoutForm(ActionForm):
    """The first and the last half-day. Halves that are left out make whole days."""

    from_day = _day(gettext_lazy("First day"))
    from_part = forms.ChoiceField(
        label=gettext_lazy("First day begins with"),
        required=False,
        choices=[(DayPart.MORNING, gettext_lazy("Morning")), (DayPart.AFTERNOON, gettext_lazy("Afternoon"))],
    )
    to_day = _day(gettext_lazy("Last day"))
    to_part = forms.ChoiceField(
        label=gettext_lazy("Last day ends with"),
        required=False,
        choices=[(DayPart.AFTERNOON, gettext_lazy("Afternoon")), (DayPart.MORNING, gettext_lazy("Morning"))],
    )
    reason = LineField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=REASON_LIMIT,
        help_text=gettext_lazy("Only you and the agency see this."),
    )

    def __init__(self, data: Any = None, *, today: dt.date, stored: BlackoutPeriod | None = None) -> None:
        super().__init__(data, initial=initial_of(stored))
        self.range = today - BACK, today + AHEAD

    def clean_from_day(self) -> dt.date:
        return self._within("from_day")

    def clean_to_day(self) -> dt.date:
        return self._within("to_day")

    def _within(self, name: str) -> dt.date:
        day: dt.date = self.cleaned_data[name]
        if day != self.initial.get(name) and not self.range[0] <= day <= self.range[1]:
            raise ValidationError(
                _("Choose a day between a month ago and ten years from today."), code="range"
            )
        return day

    @property
    def facts(self) -> dict[str, Any]:
        """What add_blackout and change_blackout take."""
        said = self.cleaned_data
        return {
            "from_half": first_half(said["from_day"], said["from_part"] or DayPart.MORNING),
            "to_half": half_after(said["to_day"], said["to_part"] or DayPart.AFTERNOON),
            "reason": said["reason"],
        }


def initial_of(stored: BlackoutPeriod | None) -> dict[str, Any]:
    """The form of a stored period."""
    if stored is None:
        return {}
    first, begins, last, ends = ends_of(stored.from_half, stored.to_half)
    return {
        "from_day": first,
        "from_part": begins.value,
        "to_day": last,
        "to_part": ends.value,
        "reason": stored.reason,
    }
