"""The security policy of an agency, as a form."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.actions.security import NUMBERS
from agencies.models import Agency
from project.base.errors import Invalid
from project.base.fields import MomentField, WholeNumberField


class SecurityForm(forms.Form):
    required = forms.BooleanField(
        label=_("Staff need a second factor"),
        required=False,
        help_text=_("Support, managers and owners. Clients, writers and editors may have one."),
    )
    second_factor_from = MomentField(
        label=_("From"),
        required=False,
        help_text=_(
            "Until then they are reminded; from then on they set one up before anything else. Empty: at once."
        ),
    )
    session_cap = WholeNumberField(
        label=_("Sessions of one person at a time"),
        least=1,
        most=50,
        help_text=_("With one more, the session that was not used for longest ends."),
    )
    idle_hours = WholeNumberField(
        label=_("A session ends after so many hours without a click"), least=1, most=2160
    )
    session_days = WholeNumberField(
        label=_("A session ends in any case after so many days"), least=1, most=365
    )
    trust_days = WholeNumberField(
        label=_("Days for which a trusted browser needs no second factor"),
        least=0,
        most=90,
        help_text=_("0: it is asked for at each sign-in."),
    )

    def __init__(self, data: Any = None, *, agency: Agency, **options: Any) -> None:
        initial = {name: getattr(agency, name) for name in (*NUMBERS, "second_factor_from")}
        super().__init__(data, initial={**initial, "required": bool(agency.second_factor_from)}, **options)

    def moment(self, now: dt.datetime) -> dt.datetime | None:
        """From when on staff need a second factor, None for never."""
        if not self.cleaned_data["required"]:
            return None
        return self.cleaned_data["second_factor_from"] or now.replace(second=0, microsecond=0)

    @property
    def numbers(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in NUMBERS}

    def add_refusal(self, error: Invalid) -> None:
        """Show what the action refused beside the fields it names."""
        for field, texts in error.errors.items():
            for text in texts:
                self.add_error(field or None, str(text))
