"""Saying that something that was found in a sample may be shown."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from project.base.fields import BodyField
from project.base.forms import ActionForm
from writers.rules.redaction import LONGEST
from writers.states.portfolio import FindingKind


class ClearForm(ActionForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=FindingKind)
    text = BodyField(label=_("Words"), max_length=LONGEST)
