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
from billing.models import BillingDetails, Invoice, InvoicedEntry
from billing.rules import can_edit_invoicing, can_issue_invoice, number_of
from billing.states import CREDIT_NOTE_ISSUED, INVOICE_ISSUED
from catalog.pricing.taxes import charged_rate, tax_in, tax_of
from clients.actions.taxing import set_reverse_charge
from clients.models import ClientAccount
from clients.rules.accounts import can_edit_billing
from orders.actions.mail_jobs import is_quiet
from orders.actions.moving import record
from orders.models import LedgerEntry, Order
from orders.models.ledger import BILLED
from orders.pricing.ledger_balances import ZERO, taxes_within
from orders.rules.marked import is_trial
from project.base.errors import Invalid, WrongState, require
from project.base.locks import locked
from project.base.viewer import Member

from .invoice_writing import NoLetterhead, write_invoice
from .sending import send_by_itself

__all__ = ["NoLetterhead", "issue_invoice", "save_billing_details", "save_letterhead", "unbilled"]


def issue_invoice(*, actor: Member, order: Order, now: dt.datetime) -> Invoice:
    """Bill what the ledger holds and no invoice yet: an invoice, or a credit note when that is negative.

    Numbers are sequential in the agency, without gaps. When nothing new is to be billed the newest invoice is
    returned, so that a second click, however close, issues none; `is_new` says which it is. Raises
    NoLetterhead, CannotPrint when the document could not show all that it says, and WrongState when there
    never was anything, for a trial order, or where the client accounts for the tax and has no tax number. It
    goes out by mail to who pays.
    """
    require(can_issue_invoice(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        require(can_issue_invoice(actor, order))
        if is_trial(order):
            raise WrongState(_("This is a trial order. It can’t be invoiced."))
        shares = unbilled(order)
        if not sum((entry.amount for entry, _tax in shares), ZERO):
            return _newest(order)
        invoice = write_invoice(actor, order, shares, now)
        invoice.is_new = True
        record(order, "issue_invoice", actor=actor, now=now, amount=invoice.total)
        send_by_itself(invoice)
        _announce(actor.agency, order, invoice)
    return invoice


def unbilled(order: Order) -> list[tuple[LedgerEntry, Decimal]]:
    """The entries that no invoice holds yet, oldest first, each with the tax within it. Three queries."""
    entries = list(LedgerEntry.objects.filter(order=order, kind__in=BILLED).order_by("id"))
    lines = list(order.lines.all())
    rate = charged_rate(tax_of(lines, order.price_book))
    shares = taxes_within([entry.amount for entry in entries], tax_in(lines), rate)
    billed = set(InvoicedEntry.objects.filter(entry__order=order).values_list("entry_id", flat=True))
    return [(entry, share) for entry, share in zip(entries, shares, strict=True) if entry.pk not in billed]


def save_letterhead(*, actor: Member, fields: Mapping[str, Any]) -> Letterhead:
    """What stands on quotes and new invoices of the agency from now on; issued ones keep what they say."""
    require(can_edit_invoicing(actor))
    letterhead, _made = Letterhead.objects.update_or_create(agency_id=actor.agency_id, defaults=dict(fields))
    return letterhead


def save_billing_details(
    *, actor: Member, account: ClientAccount, fields: Mapping[str, Any], now: dt.datetime
) -> BillingDetails:
    """To whom the invoices of a client account are addressed from now on, and with `reverse_charge` among
    `fields`, whether the client accounts for the tax (clients.actions.taxing, whose right it needs).

    Raises Invalid under "tax_number" for a reverse charge without one.
    """
    require(can_edit_billing(actor, account.pk))
    own = {name: value for name, value in fields.items() if name != "reverse_charge"}
    with transaction.atomic():
        reverse = fields.get("reverse_charge", account.reverse_charge)
        if reverse != account.reverse_charge:
            set_reverse_charge(actor=actor, account=account, on=reverse, now=now)
        details, _made = BillingDetails.objects.update_or_create(
            agency_id=actor.agency_id, account=account, defaults=own
        )
        if account.reverse_charge and not details.tax_number:
            raise Invalid({"tax_number": _("Enter the tax number: this client accounts for the tax.")})
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
