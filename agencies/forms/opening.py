"""What an agency is, as a form of its owner."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from agencies.actions.opening import FIXED, NAMES
from agencies.models import Agency
from agencies.models.agency import PHONE_LIMIT, SignUpPolicy
from project.base.errors import Invalid
from project.base.fields import LineField, MailField


class AgencyForm(forms.Form):
    """How the agency is reached and speaks, and how clients come to it."""

    contact_email = MailField(
        label=_("Contact email address"),
        required=False,
        max_length=254,
        help_text=_("For clients and visitors, at the foot of public pages."),
    )
    contact_phone = LineField(label=_("Contact phone number"), max_length=PHONE_LIMIT, required=False)
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("Default language")), *settings.LANGUAGES],
        help_text=_("Of pages and emails, for visitors and for people who haven’t chosen one."),
    )
    currency = LineField(
        label=_("Currency"),
        max_length=3,
        help_text=_("Three-letter code. It can’t be changed once the agency is open."),
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_(
            "For working hours, deadlines, numbers and documents. It can’t be changed once the "
            "agency is open."
        ),
    )
    sign_up = forms.ChoiceField(label=_("Clients"), choices=SignUpPolicy.choices, widget=forms.RadioSelect)
    editorial_review = forms.BooleanField(
        label=_("An editor reviews each delivery before the client sees it"), required=False
    )

    def __init__(self, data: Any = None, *, agency: Agency, **options: Any) -> None:
        super().__init__(data, initial={name: getattr(agency, name) for name in NAMES}, **options)
        zones = sorted({agency.timezone, *zoneinfo.available_timezones()})
        self.fields["timezone"].choices = [(zone, zone) for zone in zones]  # type: ignore[attr-defined]
        for name in FIXED if agency.is_open else ():
            self.fields[name].disabled = True

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def add_refusal(self, error: Invalid) -> None:
        """Show what the action refused beside the fields it names."""
        for field, texts in error.errors.items():
            for text in texts:
                self.add_error(field or None, str(text))
