"""What is still to be paid for an order, until when and how: for who pays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import segno
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agencies.models import Letterhead, PaymentReference
from billing.models import Invoice, InvoicePart
from billing.pages.sepa import code_of
from billing.pages.transfer import Transfer
from billing.pricing.order_money import OpenBill, OrderMoney, order_money
from billing.rules import called
from clients.rules.accounts import pays_for
from orders.hooks.panels import Panel, Place
from orders.models import Order
from orders.pages.order.ledger import balance_for
from orders.pricing.ledger_balances import Balance
from orders.rules.sides import Sides
from project.base import formatting
from project.base.viewer import Viewer

#: What is read of a letterhead, and the name of all that is read with the order (orders.hooks.beside).
PAPER = ("name", "iban", "bic", "account_holder", "reference", "payment_text")
READ_ALONG = "payment"


@dataclass(frozen=True)
class Payable:
    """What a client has to pay for an order. `due_on`: None before it is on an invoice; where it is due on
    several days (`bills`), the first, when `asked` of it is. `transfer`: None without a bank account;
    `instructions`: the agency's words."""

    amount: Decimal
    currency: str
    due_on: dt.date | None
    transfer: Transfer | None
    instructions: str
    asked: Decimal
    bills: tuple[OpenBill, ...]

    @property
    def days(self) -> list[tuple[dt.date, Decimal]]:
        """Each day with what is due on it, where there are several."""
        sums: dict[dt.date, Decimal] = {}
        for bill in self.bills:
            sums[bill.due_on] = sums.get(bill.due_on, Decimal(0)) + bill.amount
        return sorted(sums.items()) if len(sums) > 1 else []

    @property
    def code(self) -> segno.QRCode | None:
        """The QR code for a banking app, if there is one."""
        return code_of(self.transfer)


def payable_of(order: Order, money: OrderMoney, paper: Letterhead | None) -> Payable | None:
    """What is owed for an order, and how it is paid; None when nothing is. No query."""
    if money.owed <= 0:
        return None
    return Payable(
        amount=money.owed,
        currency=order.currency,
        due_on=money.due_on,
        transfer=_transfer(paper, order, money) if paper and paper.iban else None,
        instructions=paper.payment_text if paper else "",
        asked=money.asked,
        bills=money.open_bills,
    )


def paper_and_bills() -> Subquery:
    """Of an order: what its agency's letterhead says of payments, and the order's invoices. Null without a
    letterhead, which every invoice needs."""
    bills = Invoice.objects.filter(agency_id=OuterRef("agency_id"), order=OuterRef(OuterRef("pk")))
    rows = InvoicePart.objects.filter(agency_id=OuterRef("agency_id"), invoice=OuterRef("pk"))
    part = JSONObject(due_on="due_on", amount=Cast("amount", CharField()))
    parts = ArraySubquery(rows.order_by("due_on").values(one=part))
    bill = JSONObject(number="number", due_on="due_on", total=Cast("total", CharField()), parts=parts)
    papers = Letterhead.objects.filter(agency_id=OuterRef("agency_id"))
    facts = {name: name for name in PAPER}
    shown = ArraySubquery(bills.order_by("number").values(one=bill))
    return Subquery(papers.values(told=JSONObject(**facts, bills=shown))[:1])


def money_for(order: Order) -> tuple[OrderMoney, Letterhead | None]:
    """The money of an order that order_or_404 has fetched for who pays, and the letterhead that says how it
    is paid. No query."""
    facts = order.facts
    assert facts and facts.charged is not None and facts.payments is not None
    balance = Balance(facts.charged, -facts.payments)
    told = facts.values.get(READ_ALONG) or {}
    bills = [_bill(one) for one in told.get("bills", [])]
    paper = Letterhead(**{name: told[name] for name in PAPER}) if told else None
    parts = {one["number"]: _parts(one["parts"]) for one in told.get("bills", []) if one["parts"]}
    return order_money(order.currency, balance, bills, parts), paper


def _parts(told: Iterable[Mapping[str, Any]]) -> list[tuple[dt.date, Decimal]]:
    return [(dt.date.fromisoformat(one["due_on"]), Decimal(one["amount"])) for one in told]


def _bill(told: Mapping[str, Any]) -> Invoice:
    """As much of an invoice as says what is open of it."""
    due_on = dt.date.fromisoformat(told["due_on"])
    return Invoice(number=told["number"], due_on=due_on, total=Decimal(told["total"]))


def _transfer(paper: Letterhead, order: Order, money: OrderMoney) -> Transfer:
    bill = next(iter(money.open_bills), None)
    by_invoice = bill is not None and paper.reference == PaymentReference.INVOICE
    return Transfer(
        holder=paper.holder,
        iban=paper.iban,
        bic=paper.bic,
        reference=called(bill.number, order.agency.code) if bill and by_invoice else order.number,
        amount=money.asked,
        currency=order.currency,
    )


@dataclass(frozen=True)
class PaymentPanel:
    """On a page of the order, for who pays: how, while something is open."""

    place: Place

    def prepare(self, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> Panel | None:
        """No query: what it prints was read with the order."""
        balance = balance_for(viewer, order) if pays_for(viewer, order.account_id) else None
        if balance is None or balance.owed <= 0:
            return None
        payable = payable_of(order, *money_for(order))
        if payable is None:
            return None
        amount = formatting.money(payable.amount, payable.currency)
        due = date_format(payable.due_on, "j F Y") if payable.due_on else ""
        note = _("%(amount)s open, due %(due)s") if due else _("%(amount)s open")
        if payable.days:
            note = _("%(asked)s of %(amount)s due %(due)s")
        asked = formatting.money(payable.asked, payable.currency)
        context = {
            "facts": _facts(payable, amount, due),
            "instructions": payable.instructions,
            "code_url": reverse("billing:payment_code", args=[order.number]) if payable.code else "",
        }
        return Panel(
            "billing/_payment_panel.html", context, note=note % {"amount": amount, "asked": asked, "due": due}
        )


def _facts(payable: Payable, amount: str, due: str) -> list[dict[str, str]]:
    rows = [{"label": _("Open"), "value": amount}]
    for day, part in payable.days:
        label = _("Due %(day)s") % {"day": date_format(day, "j F Y")}
        rows.append({"label": label, "value": formatting.money(part, payable.currency)})
    if not payable.days:
        rows.append({"label": _("Due"), "value": due or _("With the invoice")})
    return rows + (_transfer_facts(payable.transfer) if payable.transfer else [])


def _transfer_facts(transfer: Transfer) -> list[dict[str, str]]:
    """What is typed into a banking form; the two numbers of it can be copied."""
    iban = {"key": "pay-iban", "plain": transfer.iban, "copied": _("IBAN copied.")}
    reference = {"key": "pay-reference", "plain": transfer.reference, "copied": _("Reference copied.")}
    rows = [
        {"label": _("Account holder"), "value": transfer.holder},
        {"label": _("IBAN"), "value": transfer.iban_in_fours, **iban},
        {"label": _("BIC"), "value": transfer.bic},
        {"label": _("Reference"), "value": transfer.reference, **reference},
    ]
    return [row for row in rows if row["value"]]
