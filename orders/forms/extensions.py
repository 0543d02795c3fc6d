"""More time: what the writer asks for, and what the desk answers. That there
is a reason is the action's to demand."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.models import Order
from orders.models.extensions import REASON_LIMIT
from orders.rules.live_revision import active_revision
from project.base.fields import BodyField, MomentField
from project.base.forms import ActionForm

from .deadlines import DeadlinesForm, RevisionDueForm, zone_words


class AskForm(ActionForm):
    wanted = MomentField(label=_("When will the text be ready?"), help_text=zone_words)
    reason = BodyField(
        label=_("Reason"),
        max_length=REASON_LIMIT,
        required=False,
        rows=3,
        help_text=_("Visible to the agency."),
    )


class AnswerForm(ActionForm):
    """An answer names the ask that its page showed: meanwhile the writer
    may have taken it back and asked anew."""

    ask = forms.CharField(max_length=10, widget=forms.HiddenInput)


class GrantForm(AnswerForm, DeadlinesForm):
    field_order = ("ask", "writer_deadline", "client_deadline", "urgency")


class GrantRevisionForm(AnswerForm, RevisionDueForm):
    pass


def grant_form(order: Order) -> type[AnswerForm]:
    """What a grant moves, as deadlines_form says."""
    return GrantRevisionForm if active_revision(order) else GrantForm


class RefuseForm(AnswerForm):
    refusal = BodyField(
        label=_("Reason"),
        max_length=REASON_LIMIT,
        required=False,
        rows=3,
        help_text=_("Visible to the writer."),
    )
