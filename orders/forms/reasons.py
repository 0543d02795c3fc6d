"""A reason, where a verb asks for one; whether it may be empty is the action's to say."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from project.base.fields import LineField


class ReasonForm(forms.Form):
    reason = LineField(label=_("Reason"), max_length=300, required=False)
