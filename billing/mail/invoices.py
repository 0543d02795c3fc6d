"""The mail with an invoice: to who pays for the account, and to the address of its billing details, the PDF
attached when it leaves."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.hooks import Attachment
from accounts.models import Mail
from agencies.models import Membership
from agencies.pages.pdf import paper_of
from agencies.rules.absolute_urls import agency_url
from billing.models import Invoice, InvoiceSending, SentInvoice
from billing.pages.invoice_pdf import open_when_issued, render_invoice, title_of, transfer_of
from billing.rules import number_of
from orders.mail import message_ids
from orders.mail.letter import SUBJECT_TITLE, read_by
from project.base.money import format_money
from project.base.text import excerpt
from project.base.viewer import Member

from .addressees import may_read, other_address, payers, tell_address, tell_payer

KIND = "invoice"


def write_invoice_mails(*, sending_id: int, now: dt.datetime) -> int:
    """Write to everybody whom a sending of an invoice concerns and who was not written to yet. Returns how
    many mails were written. The sending's row is locked meanwhile, as of mails about orders."""
    with transaction.atomic():
        sendings = InvoiceSending.objects.select_for_update(of=("self",), no_key=True)
        sending = sendings.filter(pk=sending_id).first()
        if sending is None:
            return 0
        invoice = _invoice(sending.invoice_id)
        told = set(sending.mails.values_list("membership_id", flat=True))
        people = [person for person in payers(invoice) if person.pk not in told]
        for person in people:
            _write_to_payer(sending, invoice, person, now)
        address = "" if None in told else other_address(invoice)
        if address:
            _write_to_address(sending, invoice, address, now)
    return len(people) + bool(address)


def may_leave(mail: Mail) -> bool:
    """Whether a mail with an invoice may still go to whom it was written (addressees.may_read)."""
    sent = _sent(mail)
    return sent is not None and may_read(mail, sent.sending.invoice, sent.membership_id)


def attachments(mail: Mail) -> list[Attachment]:
    """The invoice of a mail."""
    sent = _sent(mail)
    return [document(mail, sent.sending.invoice_id)] if sent else []


def document(mail: Mail, invoice_id: int) -> Attachment:
    """The PDF, drawn anew from the stored invoice: it is the same each time."""
    invoice, agency = _invoice(invoice_id), mail.agency
    body = render_invoice(invoice, code=agency.code, **paper_of(agency))
    return Attachment(f"{number_of(invoice, agency.code)}.pdf", body, "application/pdf")


def _write_to_payer(sending: InvoiceSending, invoice: Invoice, person: Membership, now: dt.datetime) -> None:
    order = invoice.order
    mail_id = message_ids.mail_id(order, person, f"invoice sending {sending.pk}")
    _note(sending, mail_id, now, person)
    with read_by(Member(order.agency, membership=person)):
        path = reverse("orders:order_ledger", args=[order.number])
        because = _("because you pay for this account")
        facts = {**_facts(invoice), "url": agency_url(order.agency, path), "because": because}
    tell_payer(person, order, facts, kind=KIND, mail_id=mail_id, path=path, now=now)


def _write_to_address(sending: InvoiceSending, invoice: Invoice, address: str, now: dt.datetime) -> None:
    order = invoice.order
    mail_id = message_ids.mail_id(order, order.account, f"invoice sending {sending.pk}")
    _note(sending, mail_id, now, None)
    with translation.override(settings.LANGUAGE_CODE):
        because = _("because invoices for this account go to this address")
        facts = {**_facts(invoice), "url": "", "because": because}
    tell_address(address, order, facts, kind=KIND, mail_id=mail_id, now=now)


def _facts(invoice: Invoice) -> dict[str, Any]:
    """What the templates emails/invoice.* print, in the reader's language."""
    order, title = invoice.order, title_of(invoice)
    number, amount = number_of(invoice, order.agency.code), open_when_issued(invoice)
    happened = _("%(title)s %(number)s for %(total)s is attached as a PDF.") % {
        "title": title,
        "number": number,
        "total": format_money(invoice.total, invoice.currency),
    }
    return {
        "number": number,
        "title": order.title,
        "subject": title,
        "subject_title": excerpt(order.title, SUBJECT_TITLE),
        "happened": [happened],
        "dues": _to_pay(invoice, amount),
        "button": _("View payments and invoices"),
        "quote": invoice.payment_text if amount > 0 else "",
    }


def _to_pay(invoice: Invoice, amount: Any) -> list[tuple[str, str]]:
    if invoice.is_credit:
        return []
    rows = [(_("Still open"), format_money(amount, invoice.currency))]
    if amount > 0:
        rows += parts_due(invoice) or [(_("Due"), date_format(invoice.due_on, "j F Y"))]
    return [*rows, *how_to_pay(invoice, amount)]


def parts_due(invoice: Invoice) -> list[tuple[str, str]]:
    """Each part of an invoice that is paid in several; [] of any other."""
    words = _("Due %(day)s")
    return [
        (words % {"day": date_format(each.due_on, "j F Y")}, format_money(each.amount, invoice.currency))
        for each in invoice.parts.all()
    ]


def how_to_pay(invoice: Invoice, amount: Decimal) -> list[tuple[str, str]]:
    """The bank transfer of an open amount, as mails print it; nothing without an account."""
    transfer = transfer_of(invoice, amount)
    if transfer is None:
        return []
    rows = [
        (_("Account holder"), transfer.holder),
        (_("IBAN"), transfer.iban_in_fours),
        (_("BIC"), transfer.bic),
        (_("Reference"), transfer.reference),
    ]
    return [(label, value) for label, value in rows if value]


def _invoice(pk: int) -> Invoice:
    rows = Invoice.objects.select_related("order__agency__brand", "order__account")
    return rows.prefetch_related("lines", "received", "parts", "order__agency__domains").get(pk=pk)


def _note(sending: InvoiceSending, mail_id: str, now: dt.datetime, person: Membership | None) -> None:
    SentInvoice.objects.create(
        agency_id=sending.agency_id, sending=sending, membership=person, mail_id=mail_id, at=now
    )


def _sent(mail: Mail) -> SentInvoice | None:
    rows = SentInvoice.objects.select_related("sending__invoice")
    return rows.filter(agency_id=mail.agency_id, mail_id=mail.message_id).first()
