"""The mails of a payment reminder: to each payer once, in the agency's words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts.actions.mail import write_mail
from accounts.actions.notices import give_notice
from accounts.models import Mail, NoticeKind
from accounts.rules.notices import channels_of
from agencies.models import Membership
from agencies.rules.absolute_urls import agency_url
from billing.actions.payment_reminders import payers_of
from billing.models import Invoice, InvoiceMark, OpenInvoice, PaymentReminder, SentReminder
from billing.models.marks import MarkKind
from billing.pages.reminder_words import ReminderLetter, letter_of
from billing.rules import number_of
from orders.mail import message_ids
from orders.mail.letter import read_by
from orders.mail.sending import reader_of
from orders.states.orders import State
from project.base.jobs import Urgency
from project.base.viewer import Member

KIND = "payment_reminder"


def write_reminder(*, reminder_id: int, now: dt.datetime) -> int:
    """Write to every payer who can be written to and was not yet, unless the invoice is paid or disputed by
    now. Returns how many mails were written. The row is locked meanwhile: a second worker with the same job
    waits, and finds all of it done."""
    with transaction.atomic():
        rows = PaymentReminder.objects.select_for_update(of=("self",), no_key=True)
        reminder = rows.select_related("invoice__order__agency__brand").filter(pk=reminder_id).first()
        if reminder is None or not _is_owed(reminder.invoice):
            return 0
        told = set(reminder.mails.values_list("membership_id", flat=True))
        people = [person for person in _payers(reminder.invoice) if person.pk not in told]
        for person in people:
            _write(reminder, person, now)
    return len(people)


def may_leave(mail: Mail) -> bool:
    """Whether a reminder may still go to whom it was written, asked again at the last moment: not when the
    person may no longer read the invoice, or it was paid or disputed meanwhile."""
    sent = SentReminder.objects.filter(agency_id=mail.agency_id, mail_id=mail.message_id)
    row = sent.select_related("reminder__invoice__order").first()
    viewer = reader_of(mail, row.membership_id) if row else None
    if row is None or viewer is None or not _is_owed(row.reminder.invoice):
        return False
    return Invoice.objects.visible_to(viewer).filter(pk=row.reminder.invoice_id).exists()


def _is_owed(invoice: Invoice) -> bool:
    """Whether money is open and nobody disputes it."""
    if invoice.order.state == State.DISPUTED:
        return False
    if InvoiceMark.objects.filter(invoice=invoice, kind=MarkKind.DISPUTED, ended_at=None).exists():
        return False
    return OpenInvoice.objects.filter(agency_id=invoice.agency_id, invoice=invoice).exists()


def _payers(invoice: Invoice) -> list[Membership]:
    rows = payers_of(invoice.order.agency, [invoice.account_id]).select_related("membership__user")
    people = [row.membership for row in rows.order_by("membership_id")]
    return list({person.pk: person for person in people}.values())


def _write(reminder: PaymentReminder, person: Membership, now: dt.datetime) -> None:
    """Note it, write the mail, and tell the person inside the application if they want that."""
    invoice = reminder.invoice
    order, agency = invoice.order, invoice.order.agency
    mail_id = message_ids.mail_id(order, person, f"payment reminder {reminder.pk}")
    SentReminder.objects.create(
        agency_id=agency.pk, reminder=reminder, membership=person, mail_id=mail_id, at=now
    )
    with read_by(Member(agency, membership=person)):
        letter = letter_of(reminder, now)
        facts = _facts(letter, invoice)
    write_mail(
        agency=agency,
        kind=KIND,
        recipient=person.user.email,
        context=facts,
        urgency=Urgency.SOON,
        now=now,
        message_id=mail_id,
        thread=message_ids.thread_id(order, person),
        reader=person.user,
    )
    if channels_of(person.user, agency, NoticeKind.ORDER)[1]:
        give_notice(
            user=person.user,
            agency=agency,
            kind=NoticeKind.ORDER,
            detail=letter.subject,
            about=order.number,
            path=reverse("orders:order_ledger", args=[order.number]),
            now=now,
        )


def _facts(letter: ReminderLetter, invoice: Invoice) -> dict[str, Any]:
    """What the templates emails/payment_reminder.* print."""
    agency = invoice.order.agency
    return {
        "number": number_of(invoice, agency.code),
        "subject": letter.subject,
        "text": letter.text,
        "dues": letter.facts,
        "payment_text": invoice.payment_text,
        "url": agency_url(agency, reverse("billing:invoice", args=[invoice.number])),
    }
