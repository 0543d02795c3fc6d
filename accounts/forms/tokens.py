"""Making a personal access token."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models.security import NAME_LIMIT
from accounts.models.tokens import AREAS
from project.base.fields import LineField
from project.base.forms import ActionForm

DAYS = ((7, _("7 days")), (30, _("30 days")), (90, _("90 days")), (180, _("180 days")), (365, _("1 year")))
READ, FULL = "read", "full"


class TokenForm(ActionForm):
    name = LineField(
        label=_("Name"),
        max_length=NAME_LIMIT,
        help_text=_(
            "Enter the name of the program that will use the token, so that you know later which "
            "token to revoke."
        ),
    )
    access = forms.ChoiceField(
        label=_("Access"),
        widget=forms.RadioSelect,
        initial=READ,
        choices=[(READ, _("Read-only")), (FULL, _("Everything you can do here"))],
    )
    areas = forms.MultipleChoiceField(
        label=_("Parts of the API"),
        widget=forms.CheckboxSelectMultiple,
        choices=list(AREAS.items()),
        required=False,
        help_text=_("Choose none to allow all of them."),
    )
    days = forms.TypedChoiceField(label=_("Valid for"), choices=DAYS, coerce=int, initial=90)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    @property
    def facts(self) -> dict[str, Any]:
        """The arguments of make_token."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "read_only": data["access"] == READ,
            "areas": data["areas"],
            "days": data["days"],
        }
