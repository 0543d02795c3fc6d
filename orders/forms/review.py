"""An editor's verdict: which version was read, and the note to its writer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.models.deliveries import NOTE_LIMIT
from project.base.fields import BodyField, WholeNumberField

from .refusals import ActionForm

#: Column of delivery numbers.
MOST = 32_767


class ReviewForm(ActionForm):
    """`number` is the version that the page showed, so that nobody judges another one than they read."""

    number = WholeNumberField(label=_("Version"), most=MOST, widget=forms.HiddenInput)
    note = BodyField(label=_("Note to the writer"), max_length=NOTE_LIMIT, required=False, rows=5)
