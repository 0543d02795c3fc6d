"""An editor's verdict: which version was read, and the note."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.models.deliveries import NOTE_LIMIT
from project.base.fields import BodyField, WholeNumberField


class ReviewForm(forms.Form):
    version = WholeNumberField(label=_("Version"), most=30_000)
    reason = BodyField(label=_("Note"), max_length=NOTE_LIMIT, required=False)
