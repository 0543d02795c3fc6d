"""Issuing invoices and credit notes from the ledger of an order, and saying what stands on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.webhook_events import announce
from agencies.models import Agency, Letterhead
from billing.models import BillingDetails, Invoice, InvoiceCounter, InvoicedEntry, InvoiceLine
from billing.rules import can_edit_invoicing, can_issue_invoice, number_of
from billing.states import CREDIT_NOTE_ISSUED, INVOICE_ISSUED
from clients.models import ClientAccount
from clients.querysets import current_id
from clients.rules.accounts import can_edit_billing
from orders.actions.mail_jobs import is_quiet
from orders.actions.moving import record
from orders.models import LedgerEntry, Order
from orders.models.ledger import BILLED, EntryKind
from orders.pricing.ledger_balances import ZERO, taxes_within
from project.base.errors import WrongState, require
from project.base.locks import locked
from project.base.viewer import Member


class NoLetterhead(WrongState):
    """The agency has not said yet who bills."""


def issue_invoice(*, actor: Member, order: Order, now: dt.datetime) -> Invoice:
    """Bill what the ledger holds and no invoice yet: an invoice, or a credit note when that is negative.

    Numbers are sequential in the agency, without gaps. When nothing new is to be billed the newest invoice is
    returned, so that a second click, however close, issues none; `is_new` says which it is. Raises
    NoLetterhead, and WrongState when there never was anything.
    """
    require(can_issue_invoice(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        require(can_issue_invoice(actor, order))
        shares = unbilled(order)
        if not sum((entry.amount for entry, _tax in shares), ZERO):
            return _newest(order)
        invoice = _write_invoice(actor, order, shares, now)
        invoice.is_new = True
        record(order, "issue_invoice", actor=actor, now=now, amount=invoice.total)
        _announce(actor.agency, order, invoice)
    return invoice


def unbilled(order: Order) -> list[tuple[LedgerEntry, Decimal]]:
    """The entries that no invoice holds yet, oldest first, each with the tax within it. Three queries."""
    entries = list(LedgerEntry.objects.filter(order=order, kind__in=BILLED).order_by("id"))
    tax = sum((line.amount for line in order.lines.all() if line.kind == "tax"), ZERO)
    shares = taxes_within([entry.amount for entry in entries], tax, order.price_book.tax_rate)
    billed = set(InvoicedEntry.objects.filter(entry__order=order).values_list("entry_id", flat=True))
    return [(entry, share) for entry, share in zip(entries, shares, strict=True) if entry.pk not in billed]


def save_letterhead(*, actor: Member, fields: Mapping[str, Any]) -> Letterhead:
    """What stands on quotes and new invoices of the agency from now on; issued ones keep what they say."""
    require(can_edit_invoicing(actor))
    letterhead, _made = Letterhead.objects.update_or_create(agency_id=actor.agency_id, defaults=dict(fields))
    return letterhead


def save_billing_details(
    *, actor: Member, account: ClientAccount, fields: Mapping[str, Any]
) -> BillingDetails:
    """To whom the invoices of a client account are addressed from now on."""
    require(can_edit_billing(actor, account.pk))
    details, _made = BillingDetails.objects.update_or_create(
        agency_id=actor.agency_id, account=account, defaults=dict(fields)
    )
    return details


def _announce(agency: Agency, order: Order, invoice: Invoice) -> None:
    """Have webhooks told, by the numbers of document and order alone."""
    if not is_quiet():
        kind = CREDIT_NOTE_ISSUED if invoice.is_credit else INVOICE_ISSUED
        data = {"number": number_of(invoice, agency.code), "order": order.number}
        announce(agency_id=agency.pk, kind=kind, data=data, now=invoice.issued_at)


def _newest(order: Order) -> Invoice:
    invoice = order.invoices.last()
    if invoice is None:
        raise WrongState(_("There is nothing to invoice for this order."))
    return invoice


def _write_invoice(
    actor: Member, order: Order, shares: list[tuple[LedgerEntry, Decimal]], now: dt.datetime
) -> Invoice:
    total = sum((entry.amount for entry, _tax in shares), ZERO)
    tax = sum((share for _entry, share in shares), ZERO)
    letterhead = _letterhead(actor.agency)
    today = now.astimezone(actor.agency.zone).date()
    invoice = Invoice.objects.create(
        agency_id=order.agency_id,
        number=_next_number(actor.agency),
        order=order,
        account_id=current_id(order.account),
        issued_by_id=actor.member_id,
        issued_at=now,
        issued_on=today,
        due_on=today + dt.timedelta(days=letterhead.payment_days),
        currency=order.currency,
        net=total - tax,
        tax=tax,
        total=total,
        tax_label=next((line.label for line in order.lines.all() if line.kind == "tax"), ""),
        seller_name=letterhead.name,
        seller_address=letterhead.address,
        seller_tax_number=letterhead.tax_number,
        payment_text=letterhead.payment_text,
        **_buyer(order),
    )
    _write_lines(invoice, order, shares)
    return invoice


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


def _write_lines(invoice: Invoice, order: Order, shares: list[tuple[LedgerEntry, Decimal]]) -> None:
    facts = {"agency_id": invoice.agency_id, "invoice": invoice}
    printed = [line for entry, tax in shares for line in _lines_of(order, entry, tax)]
    InvoiceLine.objects.bulk_create(
        InvoiceLine(position=at, label=label, detail=detail, amount=amount, **facts)
        for at, (label, detail, amount) in enumerate(printed, start=1)
    )
    InvoicedEntry.objects.bulk_create(InvoicedEntry(entry=entry, **facts) for entry, _tax in shares)


def _lines_of(order: Order, entry: LedgerEntry, tax: Decimal) -> list[tuple[str, str, Decimal]]:
    """Label, detail and net amount of each line that an entry makes:
    the charge is printed as it was priced."""
    if entry.kind == EntryKind.CHARGE:
        return [(line.label, line.rule, line.amount) for line in order.lines.all() if line.kind != "tax"]
    if entry.kind == EntryKind.REFUND:
        return [(_("Refund"), _("The order was cancelled."), entry.amount - tax)]
    return [(_("Price change"), entry.note, entry.amount - tax)]
