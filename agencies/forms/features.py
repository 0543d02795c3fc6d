"""Switching a feature, as a form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.models.features import REASON_LIMIT
from project.base.fields import LineField, MomentField
from project.base.forms import ActionForm


class SwitchForm(ActionForm):
    reason = LineField(
        label=_("Reason"),
        max_length=REASON_LIMIT,
        help_text=_("Managers and owners read it in the history."),
    )
    at = MomentField(label=_("When"), required=False, help_text=_("Leave empty to switch now."))
    on = forms.TypedChoiceField(
        widget=forms.HiddenInput, choices=[("on", "on"), ("off", "off")], coerce=lambda said: said == "on"
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
