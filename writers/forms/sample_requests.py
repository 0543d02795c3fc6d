"""Asking to read a sample, and answering."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from project.base.fields import BodyField
from project.base.forms import ActionForm
from writers.models.sample_links import MESSAGE_LIMIT


class RequestForm(ActionForm):
    message = BodyField(
        label=_("Message to the writer"),
        max_length=MESSAGE_LIMIT,
        required=False,
        help_text=_("What you are looking for. The writer sees your name."),
    )


class RequestAnswerForm(ActionForm):
    answer = forms.ChoiceField(label=_("Answer"), choices=[("grant", _("Grant")), ("decline", _("Decline"))])
