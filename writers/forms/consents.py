"""Asking for consent to a sample, and answering."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from project.base.fields import BodyField, LineField
from project.base.forms import ActionForm
from writers.models.consents import MESSAGE_LIMIT
from writers.states.portfolio import ConsentLevel


class AskForm(ActionForm):
    message = BodyField(
        label=_("Message to the client"),
        max_length=MESSAGE_LIMIT,
        required=False,
        help_text=_("What you would like to show, and where. The client reads it in the email."),
    )


class AnswerForm(ActionForm):
    """None of the levels is chosen beforehand."""

    level = forms.ChoiceField(
        label=_("What may be shown"),
        choices=ConsentLevel,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what may be shown.")},
    )
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=_("The last day on which it may be shown. Leave it empty for no end."),
    )


class WithdrawForm(ActionForm):
    """Whose consent; without it that of the order's writer."""

    consent = LineField(required=False, max_length=10)


class NothingForm(ActionForm):
    """A button."""
