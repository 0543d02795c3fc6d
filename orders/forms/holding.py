"""Why an order is held or cancelled; that there is a reason is the action's to demand."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from project.base.fields import AmountField, BodyField
from project.base.forms import ActionForm
from project.base.money import LARGEST

#: The column of both reasons.
REASON_LIMIT = 500


class CallOffForm(ActionForm):
    """The end of an order whose work has begun."""

    reason = BodyField(
        label=_("Why?"), max_length=REASON_LIMIT, rows=3, help_text=_("Client and desk read it.")
    )
    refund = AmountField(
        label=_("Taken off the price"),
        most=LARGEST,
        help_text=_("What the client does not have to pay, tax included."),
    )
    fee = AmountField(
        label=_("The writer’s fee"), most=LARGEST, help_text=_("What the writer is owed for the work so far.")
    )


class ReasonForm(ActionForm):
    reason = BodyField(label=_("Why?"), max_length=REASON_LIMIT, required=False, rows=3)
