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
        label=_("Reason"), max_length=REASON_LIMIT, rows=3, help_text=_("Visible to the client and the desk.")
    )
    refund = AmountField(
        label=_("Price reduction"),
        most=LARGEST,
        help_text=_("The amount the client does not have to pay, including tax."),
    )
    fee = AmountField(
        label=_("Writer’s fee"),
        most=LARGEST,
        help_text=_("The amount the writer is owed for the work so far."),
    )


class ReasonForm(ActionForm):
    reason = BodyField(label=_("Reason"), max_length=REASON_LIMIT, required=False, rows=3)
