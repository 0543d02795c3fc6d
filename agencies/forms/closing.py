"""Closing an agency, as a form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import NAME_LIMIT
from project.base.fields import LineField
from project.base.forms import ActionForm


class CloseForm(ActionForm):
    name = LineField(
        label=_("Name of the agency"),
        max_length=NAME_LIMIT,
        help_text=_("Type it to show that you mean this agency."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "auto"}),
    )
