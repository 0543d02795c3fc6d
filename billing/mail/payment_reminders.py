"""The mails of a payment reminder: once to everybody who handles the bills, in the agency's words, with the
invoice as PDF."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.hooks import Attachment
from accounts.models import Mail
from agencies.models import Membership
from agencies.rules.absolute_urls import agency_url
from billing.models import Invoice, InvoiceMark, OpenInvoice, PaymentReminder, SentReminder
from billing.models.marks import MarkKind
from billing.pages.reminder_words import letter_of
from billing.rules import number_of
from orders.mail import message_ids
from orders.mail.letter import read_by
from orders.models import Order
from orders.pages.order.messages import url_of
from orders.rules.messages import can_message
from orders.states.orders import State
from project.base.viewer import Member

from .addressees import may_read, other_address, payers, tell_address, tell_payer
from .invoices import document, how_to_pay

KIND = "payment_reminder"


def write_reminder(*, reminder_id: int, now: dt.datetime) -> int:
    """Write to everybody who handles the bills and was not written to yet, unless the invoice is paid or
    disputed by now. Returns how many mails were written. The row is locked meanwhile: a second worker with
    the same job waits, and finds all of it done."""
    with transaction.atomic():
        rows = PaymentReminder.objects.select_for_update(of=("self",), no_key=True)
        rows = rows.select_related("invoice__order__agency__brand", "invoice__account")
        reminder = rows.filter(pk=reminder_id).first()
        if reminder is None or not _is_owed(reminder.invoice):
            return 0
        told = set(reminder.mails.values_list("membership_id", flat=True))
        people = [person for person in payers(reminder.invoice) if person.pk not in told]
        for person in people:
            _write_to_payer(reminder, person, now)
        address = "" if None in told else other_address(reminder.invoice)
        if address:
            _write_to_address(reminder, address, now)
    return len(people) + bool(address)


def may_leave(mail: Mail) -> bool:
    """Whether a reminder may still go to whom it was written, asked again at the last moment: not when they
    may no longer read the invoice, or it was paid or disputed meanwhile."""
    sent = _sent(mail)
    if sent is None or not _is_owed(sent.reminder.invoice):
        return False
    return may_read(mail, sent.reminder.invoice, sent.membership_id)


def attachments(mail: Mail) -> list[Attachment]:
    """The invoice of a reminder."""
    sent = _sent(mail)
    return [document(mail, sent.reminder.invoice_id)] if sent else []


def _sent(mail: Mail) -> SentReminder | None:
    rows = SentReminder.objects.filter(agency_id=mail.agency_id, mail_id=mail.message_id)
    return rows.select_related("reminder__invoice__order__agency", "reminder__invoice__account").first()


def _is_owed(invoice: Invoice) -> bool:
    """Whether money is open and nobody disputes it."""
    if invoice.order.state == State.DISPUTED:
        return False
    if InvoiceMark.objects.filter(invoice=invoice, kind=MarkKind.DISPUTED, ended_at=None).exists():
        return False
    return OpenInvoice.objects.filter(agency_id=invoice.agency_id, invoice=invoice).exists()


def _write_to_payer(reminder: PaymentReminder, person: Membership, now: dt.datetime) -> None:
    order = reminder.invoice.order
    mail_id = message_ids.mail_id(order, person, f"payment reminder {reminder.pk}")
    _note(reminder, mail_id, now, person)
    viewer = Member(order.agency, membership=person)
    with read_by(viewer):
        facts = {
            **_facts(reminder, now),
            "url": agency_url(order.agency, reverse("billing:invoice", args=[reminder.invoice.number])),
            "messages_url": _messages_url(order) if can_message(viewer, order) else "",
            "because": _("because you pay for this account"),
        }
    path = reverse("orders:order_ledger", args=[order.number])
    tell_payer(person, order, facts, kind=KIND, mail_id=mail_id, path=path, now=now)


def _write_to_address(reminder: PaymentReminder, address: str, now: dt.datetime) -> None:
    order = reminder.invoice.order
    mail_id = message_ids.mail_id(order, order.account, f"payment reminder {reminder.pk}")
    _note(reminder, mail_id, now, None)
    with translation.override(settings.LANGUAGE_CODE):
        because = _("because invoices for this account go to this address")
        facts = {**_facts(reminder, now), "because": because}
    tell_address(address, order, facts, kind=KIND, mail_id=mail_id, now=now)


def _note(reminder: PaymentReminder, mail_id: str, now: dt.datetime, person: Membership | None) -> None:
    SentReminder.objects.create(
        agency_id=reminder.agency_id, reminder=reminder, membership=person, mail_id=mail_id, at=now
    )


def _messages_url(order: Order) -> str:
    return agency_url(order.agency, url_of(order, False))


def _facts(reminder: PaymentReminder, now: dt.datetime) -> dict[str, Any]:
    """What the templates emails/payment_reminder.* print, in the reader's language."""
    letter, invoice = letter_of(reminder, now), reminder.invoice
    return {
        "number": number_of(invoice, invoice.order.agency.code),
        "subject": letter.subject,
        "text": letter.text,
        "dues": [*letter.facts, *how_to_pay(invoice, reminder.amount)],
        "payment_text": invoice.payment_text,
        "url": "",
        "messages_url": "",
    }
