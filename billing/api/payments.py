"""`/api/v1/billing/payments/{order}/`: what is still to be paid for an order, and how."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from billing.api.invoice_shapes import InvoicePartOut
from billing.pages.payment import Payable, money_for, payable_of
from billing.pricing.order_money import OrderMoney
from clients.rules.accounts import sees_accounts
from orders.models import Order
from orders.views.ledger import order_of_ledger
from project.base.api import fields
from project.base.api.bodies import Out
from project.base.api.endpoint import endpoint, only
from project.base.api.fields import money_text
from project.base.api.resource import Resource

SEES = only(sees_accounts)


class PaymentOut(Out):
    """The money of an order between client and agency. `owed`: what is still to be paid, billed or not; below
    zero when the agency owes it. `due_on`: null before something of it is on an invoice; with `parts`, the
    first of several days. The bank account is empty while nothing is owed, or the agency has named none;
    `instructions` are the agency's words."""

    order = fields.Number()
    currency = fields.Text()
    charged = fields.Money(signed=True)
    paid = fields.Money(signed=True)
    billed = fields.Money(signed=True)
    owed = fields.Money(signed=True)
    open = fields.Money()
    due_on = fields.Day(allow_null=True)
    parts = InvoicePartOut(many=True)
    account_holder = fields.Text()
    iban = fields.Text()
    bic = fields.Text()
    reference = fields.Text()
    instructions = fields.Text()

    example = {
        "order": "INK-2026-00042",
        "currency": "EUR",
        "charged": "298.08",
        "paid": "100.00",
        "billed": "298.08",
        "owed": "198.08",
        "open": "198.08",
        "due_on": "2026-04-04",
        "parts": [],
        "account_holder": "Inkwell Writing Ltd",
        "iban": "DE89370400440532013000",
        "bic": "COBADEFFXXX",
        "reference": "INK-INV-00042",
        "instructions": "",
    }


class PaymentViewSet(Resource):
    """What is to be paid for the orders that the caller may read the ledger of."""

    lookup_field, lookup_value_converter = "number", "order_number"

    @endpoint(SEES, PaymentOut)
    def retrieve(self, request: Any, number: str) -> Response:
        """Read what is still to be paid for an order, until when and how."""
        order = order_of_ledger(self.http, number)
        money, paper = money_for(order)
        return Response(payment_out(order, money, payable_of(order, money, paper)))


def payment_out(order: Order, money: OrderMoney, payable: Payable | None) -> dict[str, Any]:
    """The money of an order as programs read it."""
    transfer = payable.transfer if payable else None
    return {
        "order": order.number,
        "currency": money.currency,
        "charged": money_text(money.balance.charged),
        "paid": money_text(money.paid),
        "billed": money_text(money.billed),
        "owed": money_text(money.owed),
        "open": money_text(money.open),
        "due_on": money.due_on.isoformat() if money.due_on else None,
        "parts": [
            {"due_on": day.isoformat(), "amount": money_text(amount)}
            for day, amount in (payable.days if payable else ())
        ],
        "account_holder": transfer.holder if transfer else "",
        "iban": transfer.iban if transfer else "",
        "bic": transfer.bic if transfer else "",
        "reference": transfer.reference if transfer else "",
        "instructions": payable.instructions if payable else "",
    }
