"""The mail with an invoice: to who pays for the account, and to the address of its billing details, the PDF
attached when it leaves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actions.mail import write_mail
from accounts.hooks import Attachment
from accounts.models import Mail, NoticeKind
from agencies.models import Membership
from agencies.rules.absolute_urls import agency_url
from billing.models import BillingDetails, Invoice, InvoiceSending, SentInvoice
from billing.pages.invoice_pdf import open_when_issued, render_invoice, title_of, transfer_of
from billing.rules import number_of
from clients.models import AccountPerson
from clients.rules.accounts import PAYER
from orders.mail import message_ids
from orders.mail.letter import SUBJECT_TITLE, read_by
from orders.mail.sending import reader_of, tell
from project.base.jobs import Urgency
from project.base.money import format_money
from project.base.text import excerpt
from project.base.viewer import Member

KIND = "invoice"
#: One invoice writes to no more people than this.
MOST = 50


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
        people = [person for person in _payers(invoice) if person.pk not in told]
        for person in people:
            _write_to_payer(sending, invoice, person, now)
        address = "" if None in told else _other_address(invoice)
        if address:
            _write_to_address(sending, invoice, address, now)
    return len(people) + bool(address)


def may_leave(mail: Mail) -> bool:
    """Whether a mail with an invoice may still go to whom it was written: who pays for the account now, or
    the address that its billing details name now."""
    sent = _sent(mail)
    if sent is None:
        return False
    invoice = sent.sending.invoice
    if sent.membership_id is None:
        return _address_of(invoice) == mail.recipient
    viewer = reader_of(mail, sent.membership_id)
    return viewer is not None and Invoice.objects.visible_to(viewer).filter(pk=invoice.pk).exists()


def attachments(mail: Mail) -> list[Attachment]:
    """The PDF, drawn anew from the stored invoice: it is the same each time."""
    sent = _sent(mail)
    if sent is None:
        return []
    invoice, agency = _invoice(sent.sending.invoice_id), mail.agency
    body = render_invoice(invoice, code=agency.code, colour=agency.brand.primary)
    return [Attachment(f"{number_of(invoice, agency.code)}.pdf", body, "application/pdf")]


def _write_to_payer(sending: InvoiceSending, invoice: Invoice, person: Membership, now: dt.datetime) -> None:
    order = invoice.order
    mail_id = message_ids.mail_id(order, person, f"invoice sending {sending.pk}")
    _note(sending, mail_id, now, person)
    with read_by(Member(order.agency, membership=person)):
        url = agency_url(order.agency, reverse("orders:order_ledger", args=[order.number]))
        facts = {**_facts(invoice), "url": url, "because": _("because you pay for this account")}
    tell(person, order, facts, notice=NoticeKind.ORDER, kind=KIND, mail_id=mail_id, now=now)


def _write_to_address(sending: InvoiceSending, invoice: Invoice, address: str, now: dt.datetime) -> None:
    order = invoice.order
    mail_id = message_ids.mail_id(order, order.account, f"invoice sending {sending.pk}")
    _note(sending, mail_id, now, None)
    with translation.override(settings.LANGUAGE_CODE):
        because = _("because invoices for this account go to this address")
        facts = {**_facts(invoice), "url": "", "because": because}
    write_mail(
        agency=order.agency,
        kind=KIND,
        recipient=address,
        context=facts,
        urgency=Urgency.SOON,
        now=now,
        message_id=mail_id,
    )


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
        rows.append((_("Due"), date_format(invoice.due_on, "j F Y")))
    if transfer := transfer_of(invoice, amount):
        rows += [
            (_("Account holder"), transfer.holder),
            (_("IBAN"), transfer.iban_in_fours),
            (_("BIC"), transfer.bic),
            (_("Reference"), transfer.reference),
        ]
    return [(label, value) for label, value in rows if value]


def _invoice(pk: int) -> Invoice:
    rows = Invoice.objects.select_related("order__agency__brand", "order__account")
    return rows.prefetch_related("lines", "received", "order__agency__domains").get(pk=pk)


def _payers(invoice: Invoice) -> list[Membership]:
    """The people who pay for the account now, the longest-standing first."""
    ids = AccountPerson.objects.filter(account_id=invoice.account_id, role=PAYER).values("membership_id")
    people = Membership.objects.live().filter(agency_id=invoice.agency_id, user__is_active=True, pk__in=ids)
    return list(people.select_related("user").order_by("id")[:MOST])


def _other_address(invoice: Invoice) -> str:
    """The address of the billing details, unless a payer has it."""
    address = _address_of(invoice)
    taken = {person.user.email.lower() for person in _payers(invoice)}
    return "" if address.lower() in taken else address


def _address_of(invoice: Invoice) -> str:
    details = BillingDetails.objects.filter(account_id=invoice.account_id).first()
    return details.email if details else ""


def _note(sending: InvoiceSending, mail_id: str, now: dt.datetime, person: Membership | None) -> None:
    SentInvoice.objects.create(
        agency_id=sending.agency_id, sending=sending, membership=person, mail_id=mail_id, at=now
    )


def _sent(mail: Mail) -> SentInvoice | None:
    rows = SentInvoice.objects.select_related("sending__invoice")
    return rows.filter(agency_id=mail.agency_id, mail_id=mail.message_id).first()
