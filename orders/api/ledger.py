"""The ledger of an order: read by payers and staff, written by staff."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from rest_framework.response import Response

from agencies.states.roles import is_staff
from orders.actions import ledger
from orders.forms.ledger import ChangeForm, PaymentForm
from orders.models import LedgerEntry, Order
from orders.models.ledger import NOTE_LIMIT, EntryKind, FeeCause
from orders.pages.order.ledger import entries_of
from orders.pricing.ledger_balances import balance_of
from orders.rules.ledger import can_change_charge, can_record_payment
from orders.views.ledger import order_of_ledger
from project.base.api import fields
from project.base.api.bodies import Body, Out, bound
from project.base.api.endpoint import MEMBERS, verb
from project.base.api.fields import moment_text, money_text
from project.base.errors import require
from project.base.viewer import Viewer

from .order_answers import balance_answer
from .order_resource import OrderResource
from .order_shapes import BalanceOut


class EntryOut(Out):
    """Money that the order moved. What the client owes is positive, what they paid is negative."""

    at = fields.Moment()
    kind = fields.Choice(choices=EntryKind.values)
    amount = fields.Money(signed=True)
    on = fields.Day(allow_null=True, help_text="Of a payment: the day as the bank has it.")
    note = fields.Text()
    by = fields.Text(allow_null=True, help_text="For the desk.")
    writer = fields.Text(allow_null=True, help_text="Of a fee: whose it is.")
    cause = fields.Choice(choices=FeeCause.values, allow_null=True, help_text="Of a fee: what it is for.")
    owed = fields.Money(signed=True, allow_null=True, help_text="What was open after it.")


class LedgerOut(BalanceOut):
    """Every entry that you may read, the oldest first, and what they come to."""

    entries = EntryOut(many=True)

    example = {
        "currency": "GBP",
        "charged": "180.00",
        "paid": "0.00",
        "owed": "180.00",
        "entries": [
            {
                "at": "2026-03-02T09:00:00Z",
                "kind": "charge",
                "amount": "180.00",
                "on": None,
                "note": "",
                "by": None,
                "writer": None,
                "cause": None,
                "owed": "180.00",
            }
        ],
    }


class PaymentBody(Body):
    """A payment as the bank shows it. More than what is open is refused unless it is `unusual`."""

    amount = fields.Money()
    back = fields.Flag(required=False, help_text="It was returned to the client.")
    on = fields.Day()
    note = fields.Text(max_length=NOTE_LIMIT, required=False)
    unusual = fields.Flag(required=False, help_text="The amount is right, although more than is open.")

    example = {"amount": "180.00", "on": "2026-03-12", "note": "Bank transfer"}


class ChangeBody(Body):
    """More for the order, or `less`, tax included, with a reason for the client."""

    amount = fields.Money()
    less = fields.Flag(required=False)
    note = fields.Text(max_length=NOTE_LIMIT)

    example = {"amount": "20.00", "less": True, "note": "Delivered a day late"}


class LedgerViewSet(OrderResource):
    """Money of an order."""

    @verb("ledger", MEMBERS, LedgerOut, method="get")
    def ledger(self, request: Any, number: str) -> Response:
        """Read the ledger of an order. Payers of the client account and the agency’s staff alone."""
        return self._ledger(number)

    @verb("payments", MEMBERS, LedgerOut, body=PaymentBody, status=201, creates=True)
    def payments(self, request: Any, number: str) -> Response:
        """Record a payment, received or returned."""
        said = {**self.body, "back": "back" if self.body.get("back") else ""}
        return self._write(number, can_record_payment, PaymentForm, said, ledger.record_payment)

    @verb("price-changes", MEMBERS, LedgerOut, body=ChangeBody, status=201, creates=True)
    def price_changes(self, request: Any, number: str) -> Response:
        """Raise or lower the price of an order."""
        said = {**self.body, "less": "less" if self.body.get("less") else ""}
        return self._write(number, can_change_charge, ChangeForm, said, ledger.change_charge)

    def _write(
        self,
        number: str,
        right: Callable[[Viewer, Order], bool],
        form: Any,
        said: Mapping[str, Any],
        act: Callable[..., Any],
    ) -> Response:
        order = order_of_ledger(self.http, number)
        require(right(self.viewer, order))
        act(actor=self.viewer, order=order, now=self.now, **bound(form, said).cleaned_data)
        return self._ledger(number, status=201)

    def _ledger(self, number: str, status: int = 200) -> Response:
        order = order_of_ledger(self.http, number)
        found = entries_of(self.viewer, order)
        entries = [entry_answer(self.viewer, entry, owed) for entry, owed in found]
        balance = balance_of(entry for entry, _owed in found)
        return Response({**balance_answer(order, balance), "entries": entries}, status=status)


def entry_answer(viewer: Viewer, entry: LedgerEntry, owed: Decimal | None) -> dict[str, Any]:
    """An entry as its reader may know it."""
    actor = entry.event.actor if is_staff(viewer) else None
    return {
        "at": moment_text(entry.at),
        "kind": entry.kind,
        "amount": money_text(entry.amount),
        "on": entry.on.isoformat() if entry.on else None,
        "note": entry.note,
        "by": actor.public_name if actor else None,
        "writer": entry.writer.public_name if entry.writer else None,
        "cause": entry.cause.value if entry.cause else None,
        "owed": money_text(owed),
    }
