"""The security policy of an agency, as a form."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.actions.security import NUMBERS
from agencies.models import Agency
from agencies.states.second_factor import FactorScope
from project.base import units
from project.base.errors import Invalid
from project.base.fields import MomentField, WholeNumberField

DAYS = ("second_factor_from", "second_factor_wide_from")
#: The choice that no scope stands for.
NOBODY = "nobody"
#: What others than staff get who were not told a day.
USUAL_GRACE = dt.timedelta(days=14)


def scope_of(agency: Agency) -> str:
    """Of whom the agency requires a second factor, NOBODY while there is no day."""
    return agency.second_factor_for if agency.second_factor_from else NOBODY


class SecurityForm(forms.Form):
    second_factor_for = forms.ChoiceField(
        label=_("Two-step verification required for"),
        choices=[(NOBODY, _("No one (optional for everyone)")), *FactorScope.choices],
        widget=forms.RadioSelect,
    )
    second_factor_from = MomentField(
        label=_("Required for staff from"),
        required=False,
        help_text=_(
            "Until then, staff see reminders. After that, they must set up two-step verification "
            "before doing anything else. Leave empty to require it at once."
        ),
    )
    second_factor_wide_from = MomentField(
        label=_("Required for others from"),
        required=False,
        help_text=_(
            "Applies to writers, editors and, if you chose to include them, clients. Leave empty "
            "to require two-step verification in two weeks."
        ),
    )
    session_cap = WholeNumberField(
        label=_("Maximum sessions per person"),
        least=1,
        most=50,
        help_text=_("Signing in beyond this limit ends the person’s least recently used session."),
    )
    idle_hours = WholeNumberField(
        label=_("Hours of inactivity before a session ends"), least=1, most=2160, unit=units.HOURS
    )
    session_days = WholeNumberField(
        label=_("Maximum session length in days"), least=1, most=365, unit=units.DAYS
    )
    trust_days = WholeNumberField(
        label=_("Days a trusted browser skips two-step verification"),
        least=0,
        most=90,
        unit=units.DAYS,
        help_text=_("Enter 0 to ask for two-step verification at every sign-in."),
    )

    def __init__(self, data: Any = None, *, agency: Agency, **options: Any) -> None:
        initial = {name: getattr(agency, name) for name in (*NUMBERS, *DAYS)}
        super().__init__(data, initial={**initial, "second_factor_for": scope_of(agency)}, **options)

    def rule(self, now: dt.datetime) -> dict[str, Any]:
        """Who needs a second factor and from when on, as the action takes it."""
        minute = now.replace(second=0, microsecond=0)
        return {
            "second_factor_for": self.cleaned_data["second_factor_for"].removeprefix(NOBODY),
            "second_factor_from": self.cleaned_data["second_factor_from"] or minute,
            "second_factor_wide_from": self.cleaned_data["second_factor_wide_from"] or minute + USUAL_GRACE,
        }

    @property
    def numbers(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in NUMBERS}

    def add_refusal(self, error: Invalid) -> None:
        """Show what the action refused beside the fields it names."""
        for field, texts in error.errors.items():
            for text in texts:
                self.add_error(field or None, str(text))
