"""Closing one's account."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ClosingForm(forms.Form):
    understood = forms.BooleanField(
        label=_("I have read what will be deleted and what will be kept, and I have saved what I need."),
        error_messages={"required": _("Tick this box to continue.")},
    )
