"""Closing one's account."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ClosingForm(forms.Form):
    understood = forms.BooleanField(
        label=_("I have read what is deleted and what is kept, and have taken what I need."),
        error_messages={"required": _("Please tick this before you go on.")},
    )
