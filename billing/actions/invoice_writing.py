"""What an invoice says, written down once, under the next number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from itertools import accumulate
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import Agency, Letterhead, PaymentReference
from agencies.rules.printable import check_prints
from billing.hooks import payment_plans
from billing.models import (
    BillingDetails,
    Invoice,
    InvoiceCounter,
    InvoicedEntry,
    InvoiceLine,
    InvoicePart,
    InvoicePayment,
)
from billing.pricing.open_amounts import open_amounts
from billing.pricing.parts import Parts
from billing.pricing.received import received_for
from billing.rules import called
from billing.states import REVERSE_CHARGE_NOTE
from catalog.pricing.taxes import INCLUDED, NOT_CHARGED, TAKEN_OFF, tax_of
from clients.querysets import current_id
from orders.models import LedgerEntry, Order
from orders.models.ledger import OF_CLIENT, EntryKind
from orders.pricing.ledger_balances import ZERO, balance_of
from project.base.errors import WrongState
from project.base.viewer import Member


class NoLetterhead(WrongState):
    """The agency has not said yet who bills."""


def write_invoice(
    actor: Member, order: Order, shares: list[tuple[LedgerEntry, Decimal]], now: dt.datetime
) -> Invoice:
    """The document that bills these entries, each with the tax within it, under the next number. Raises
    NoLetterhead and CannotPrint before it takes one. Within the transaction of the act."""
    total = sum((entry.amount for entry, _tax in shares), ZERO)
    tax = sum((share for _entry, share in shares), ZERO)
    letterhead = _letterhead(actor.agency)
    today = now.astimezone(actor.agency.zone).date()
    received = _received(order, total)
    lines = [line for entry, share in shares for line in _lines_of(order, entry, share)]
    facts = {**_taxed(order, letterhead), **_seller(letterhead), **_buyer(order)}
    _check_tax_number(facts)
    _check_prints(order, facts, lines)
    number = _next_number(actor.agency)
    usual = today + dt.timedelta(days=letterhead.payment_days)
    parts = _parts(order, total, today, usual)
    invoice = Invoice.objects.create(
        agency_id=order.agency_id,
        number=number,
        order=order,
        account_id=current_id(order.account),
        issued_by_id=actor.member_id,
        issued_at=now,
        issued_on=today,
        due_on=parts[-1][0] if parts else usual,
        currency=order.currency,
        net=total - tax,
        tax=tax,
        total=total,
        payment_reference=_reference(letterhead, order, called(number, actor.agency.code)),
        **facts,
    )
    _write_lines(invoice, lines, [entry for entry, _tax in shares], received)
    _write_parts(invoice, parts)
    return invoice


def _parts(order: Order, total: Decimal, today: dt.date, usual: dt.date) -> Parts:
    """In which parts a payment plan has it paid; none without one, and of a credit note. Within the lock of
    the agency's invoice numbers."""
    for plan in payment_plans if total > 0 else ():
        if parts := plan(order=order, total=total, today=today, usual=usual):
            return parts
    return []


def _write_parts(invoice: Invoice, parts: Parts) -> None:
    """Rows for what is paid in several parts; one alone is due with the invoice."""
    if len(parts) < 2:
        return
    sums = accumulate(amount for _day, amount in parts)
    InvoicePart.objects.bulk_create(
        InvoicePart(agency_id=invoice.agency_id, invoice=invoice, due_on=day, amount=amount, upto=upto)
        for (day, amount), upto in zip(parts, sums, strict=True)
    )


def _received(order: Order, total: Decimal) -> list[tuple[dt.date | None, Decimal]]:
    """What came in for an invoice of `total` before it is issued; nothing of a credit note."""
    if total < 0:
        return []
    entries = list(LedgerEntry.objects.filter(order=order, kind__in=OF_CLIENT).order_by("id"))
    totals = [*order.invoices.order_by("number").values_list("total", flat=True), total]
    open_part = open_amounts(totals, balance_of(entries))[-1]
    return received_for(total - open_part, [entry for entry in entries if entry.kind == EntryKind.PAYMENT])


def _check_prints(order: Order, facts: Mapping[str, Any], lines: list[tuple[str, str, Decimal]]) -> None:
    """Before a number is taken: all that will be printed can be."""
    seller = ("seller_name", "seller_address", "seller_tax_number", "payment_text", "account_holder")
    check_prints(
        {
            _("invoice details of the agency"): " ".join(facts[name] for name in seller),
            _("billing details of the client"): " ".join(
                facts[name] for name in ("buyer_name", "buyer_address", "buyer_tax_number")
            ),
            _("title of the order"): order.title,
            _("lines of the price"): " ".join(f"{label} {detail}" for label, detail, _amount in lines),
            _("tax name"): f"{facts['tax_label']} {facts['tax_note']}",
        }
    )


def _taxed(order: Order, letterhead: Letterhead) -> dict[str, Any]:
    """What the document says about the tax, as the order was priced."""
    lines = [line for line in order.lines.all() if line.kind == "tax"]
    not_charged = any(line.key in NOT_CHARGED for line in lines)
    note = letterhead.reverse_charge_note or str(REVERSE_CHARGE_NOTE)
    return {
        "tax_label": "" if not_charged or not lines else lines[0].label,
        "prices_include_tax": any(line.key == INCLUDED for line in lines),
        "tax_note": note if not_charged else "",
    }


def _check_tax_number(facts: Mapping[str, Any]) -> None:
    """Raises WrongState: a client who accounts for the tax is named with a tax number."""
    if facts["tax_note"] and not facts["buyer_tax_number"]:
        raise WrongState(
            _("The client’s tax number is missing, and this order is without tax. Enter it first.")
        )


def _seller(letterhead: Letterhead) -> dict[str, str]:
    return {
        "seller_name": letterhead.name,
        "seller_address": letterhead.address,
        "seller_tax_number": letterhead.tax_number,
        "payment_text": letterhead.payment_text,
        "seller_iban": letterhead.iban,
        "seller_bic": letterhead.bic,
        "account_holder": letterhead.holder if letterhead.iban else "",
    }


def _reference(letterhead: Letterhead, order: Order, number: str) -> str:
    """By what the client is asked to name a payment."""
    return order.number if letterhead.reference == PaymentReference.ORDER else number


def _letterhead(agency: Agency) -> Letterhead:
    letterhead = Letterhead.objects.filter(agency=agency).first()
    if letterhead is None or not (letterhead.name and letterhead.address):
        raise NoLetterhead(
            _("The agency has not entered its invoice details yet. Ask the agency for an invoice.")
        )
    return letterhead


def _buyer(order: Order) -> dict[str, str]:
    account = order.account.merged_into or order.account
    details = BillingDetails.objects.filter(account=account).first()
    return {
        "buyer_name": (details.name if details else "") or account.name,
        "buyer_address": details.address if details else "",
        "buyer_tax_number": details.tax_number if details else "",
    }


def _next_number(agency: Agency) -> int:
    """The next invoice number. Holds the counter's row lock until the transaction ends."""
    InvoiceCounter.objects.get_or_create(agency=agency)
    counter = InvoiceCounter.objects.select_for_update().get(agency=agency)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _write_lines(
    invoice: Invoice,
    lines: list[tuple[str, str, Decimal]],
    entries: list[LedgerEntry],
    received: list[tuple[dt.date | None, Decimal]],
) -> None:
    facts = {"agency_id": invoice.agency_id, "invoice": invoice}
    InvoiceLine.objects.bulk_create(
        InvoiceLine(position=at, label=label, detail=detail, amount=amount, **facts)
        for at, (label, detail, amount) in enumerate(lines, start=1)
    )
    InvoicedEntry.objects.bulk_create(InvoicedEntry(entry=entry, **facts) for entry in entries)
    InvoicePayment.objects.bulk_create(
        InvoicePayment(position=at, on=on, amount=amount, **facts)
        for at, (on, amount) in enumerate(received, start=1)
    )


def _lines_of(order: Order, entry: LedgerEntry, tax: Decimal) -> list[tuple[str, str, Decimal]]:
    """Label, detail and amount (net, or with the tax where prices include it) of each line that an entry
    makes: the charge is printed as it was priced."""
    lines = list(order.lines.all())
    if entry.kind == EntryKind.CHARGE:
        shown = (line for line in lines if line.kind != "tax" or line.key == TAKEN_OFF)
        return [(line.label, line.rule, line.amount) for line in shown]
    amount = entry.amount if tax_of(lines, order.price_book).is_included else entry.amount - tax
    if entry.kind == EntryKind.REFUND:
        return [(_("Refund"), _("The order was cancelled."), amount)]
    return [(_("Price change"), entry.note, amount)]
