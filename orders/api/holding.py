"""Holding, resuming, ending an order, and other deadlines for it: verbs of `/api/v1/orders/orders/`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from orders.actions import calling_off, deadlines, extensions, holding
from orders.forms.deadlines import deadlines_form
from orders.forms.extensions import AskForm, RefuseForm, grant_form
from orders.forms.holding import REASON_LIMIT, CallOffForm, ReasonForm
from orders.models.extensions import REASON_LIMIT as ASK_LIMIT
from orders.rules.fees import fees_due
from orders.states.promises import PriceAnswer
from project.base.api import fields
from project.base.api.bodies import Body, bound, renamed
from project.base.api.endpoint import MEMBERS, verb
from project.base.errors import Invalid
from project.base.forms import ActionForm

from .order_resource import OrderResource
from .order_shapes import OrderOut

ASK, SOON, LATER = "e3x9tk5mw7", "2026-03-12T09:00:00Z", "2026-03-14T09:00:00Z"

URGENCY = (
    "Needed where the client paid for a sooner deadline than the new one: take back what it cost more, or "
    "keep the price because the client has agreed. They are told."
)


class ReasonBody(Body):
    reason = fields.Text(lines=True, max_length=REASON_LIMIT)

    example = {"reason": "Waiting for photographs"}


class OtherFeeBody(Body):
    """What someone else is owed: who was assigned a revision, for instance."""

    person = fields.Id()
    fee = fields.Money()

    example = {"person": "7hq2mxw4kd", "fee": "10.00"}


class CallOffBody(ReasonBody):
    """What is taken off the price, and what the writer is owed."""

    refund = fields.Money(help_text="What the client does not have to pay, including tax.")
    fee = fields.Money(help_text="What the writer is owed for the work so far.")
    fees = fields.Items(
        child=OtherFeeBody(), max_length=50, required=False, help_text="Of everyone else who is due one."
    )

    example = {"reason": "The magazine was closed", "refund": "120.00", "fee": "40.00", "fees": []}


class DeadlinesBody(Body):
    """Both deadlines until the first delivery; afterwards `due_at` of the live revision alone."""

    client_deadline = fields.Moment(required=False)
    writer_deadline = fields.Moment(required=False)
    due_at = fields.Moment(required=False)
    urgency = fields.Choice(choices=PriceAnswer.values, required=False, help_text=URGENCY)

    example = {"client_deadline": LATER, "writer_deadline": SOON}


class AskBody(Body):
    wanted = fields.Moment(help_text="When the text will be ready.")
    reason = fields.Text(lines=True, max_length=ASK_LIMIT, help_text="For the agency.")

    example = {"wanted": LATER, "reason": "The archive opens on Monday"}


class GrantBody(DeadlinesBody):
    """The request that is granted, and the deadlines as for a change of them."""

    extension = fields.Id()

    example = {"extension": ASK, "client_deadline": LATER, "writer_deadline": SOON}


class RefuseBody(Body):
    extension = fields.Id()
    refusal = fields.Text(lines=True, max_length=ASK_LIMIT, help_text="For the writer.")

    example = {"extension": ASK, "refusal": "The client needs the text on Friday"}


class HoldingViewSet(OrderResource):
    """Hold, resume, cancel; deadlines and extensions."""

    @verb("hold", MEMBERS, OrderOut, body=ReasonBody, moves=True)
    def hold(self, request: Any, number: str) -> Response:
        """Put an order on hold. Its deadlines rest meanwhile."""
        return self.press(number, "hold", holding.hold_order, ReasonForm)

    @verb("resume", MEMBERS, OrderOut, moves=True)
    def resume(self, request: Any, number: str) -> Response:
        """Resume an order. Its deadlines move by the time that it was held."""
        return self.press(number, "resume", holding.resume_order)

    @verb("cancel", MEMBERS, OrderOut, body=ReasonBody, moves=True)
    def cancel(self, request: Any, number: str) -> Response:
        """Cancel an order before its work has begun. The price is refunded in full."""
        return self.press(number, "cancel", holding.cancel_order, ReasonForm)

    @verb("call-off", MEMBERS, OrderOut, body=CallOffBody, moves=True)
    def call_off(self, request: Any, number: str) -> Response:
        """Cancel an order whose work has begun. You decide about price and fee."""
        order = self.allowed(number, "call_off")
        fees = {row["person"]: row["fee"] for row in self.body.pop("fees", ())}
        others = calling_off.others_due(order, fees_due(order))
        keys = fees.keys() | {person.public_id for person in others}
        typed = {f"fee_{key}": fee for key, fee in fees.items()}
        with renamed({f"fee_{key}": "fees" for key in keys}):
            form = bound(CallOffForm, {**self.body, **typed}, others=others)
            facts = {**form.facts, "fees": fees}
            calling_off.call_off_order(actor=self.viewer, order=order, now=self.now, **facts)
        return self.ok(self.thing(number))

    @verb("change-deadlines", MEMBERS, OrderOut, body=DeadlinesBody, moves=True)
    def change_deadlines(self, request: Any, number: str) -> Response:
        """Change the deadlines of an order, or when its live revision is due."""
        order = self.allowed(number, "change_deadlines")
        typed = _fitting(deadlines_form(order), self.body)
        deadlines.move_deadlines(actor=self.viewer, order=order, now=self.now, **typed)
        return self.ok(self.thing(number))

    @verb("ask-extension", MEMBERS, OrderOut, body=AskBody, moves=True)
    def ask_extension(self, request: Any, number: str) -> Response:
        """Request a later deadline."""
        return self.press(number, "ask_extension", extensions.ask_extension, AskForm)

    @verb("withdraw-extension", MEMBERS, OrderOut, moves=True)
    def withdraw_extension(self, request: Any, number: str) -> Response:
        """Withdraw your extension request."""
        return self.press(number, "withdraw_extension", extensions.withdraw_extension)

    @verb("grant-extension", MEMBERS, OrderOut, body=GrantBody, moves=True)
    def grant_extension(self, request: Any, number: str) -> Response:
        """Grant an extension request. The deadlines need not be those that were asked for."""
        order = self.allowed(number, "grant_extension")
        ask = self.body.pop("extension")
        typed = _fitting(grant_form(order), {**self.body, "ask": ask})
        extensions.grant_extension(actor=self.viewer, order=order, now=self.now, **typed)
        return self.ok(self.thing(number))

    @verb("refuse-extension", MEMBERS, OrderOut, body=RefuseBody, moves=True)
    def refuse_extension(self, request: Any, number: str) -> Response:
        """Decline an extension request."""
        self.body["ask"] = self.body.pop("extension")
        return self.press(number, "refuse_extension", extensions.refuse_extension, RefuseForm)


def _fitting(form: type[ActionForm], said: Mapping[str, Any]) -> dict[str, Any]:
    """What was said, bound by the form that the order needs now. Raises Invalid for what it does not take."""
    strange = [name for name in said if name not in form.base_fields]
    if strange:
        raise Invalid({name: _("This can’t be changed in the order’s present state.") for name in strange})
    return bound(form, said).cleaned_data
