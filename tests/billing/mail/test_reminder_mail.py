"""Whoever handles the bills of an account is written to, whatever they chose for other mails; reminders carry
the invoice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, transaction

from accounts.actions.mail import deliver
from accounts.models import Mail, Notice, NoticePreference
from agencies.actions.suspending import suspend_member
from billing.actions.invoices import issue_invoice, save_billing_details, save_letterhead
from billing.actions.payment_reminders import remind_of_payments, send_reminder
from billing.actions.reminder_settings import save_reminders
from billing.mail.payment_reminders import may_leave, write_reminder
from billing.models import BillingDetails, Invoice, PaymentReminder, SentReminder
from billing.states import DEFAULT_STEPS
from billing.tasks import send_invoice
from project.base.errors import WrongState
from tests.billing.pages.test_documents import BANK, words
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, account_of, place_order
from tests.helpers.pages import words_of

pytestmark = pytest.mark.django_db
BOOKS = "books@kettle.example"
LATE = START + 37 * DAY


def billed(cast: Cast, email: str = "") -> Invoice:
    save_letterhead(actor=cast.max, fields=BANK)
    save_reminders(actor=cast.max, active=True, steps=DEFAULT_STEPS)
    if email:
        details = {"name": "Kettle", "email": email}
        save_billing_details(now=START, actor=cast.clara, account=account_of(cast.clara), fields=details)
    return issue_invoice(actor=cast.max, order=place_order(cast.clara), now=START)


def reminded(cast: Cast, invoice: Invoice, now: dt.datetime = LATE) -> list[Mail]:
    reminder = send_reminder(actor=cast.sam, invoice=invoice, now=now)
    for _twice in range(2):
        write_reminder(reminder_id=reminder.pk, now=now)
    return list(Mail.objects.filter(kind="payment_reminder").order_by("pk"))


def wants(cast: Cast, **channels: bool) -> None:
    user = cast.clara.membership.user
    NoticePreference.objects.create(agency=cast.inkwell, user=user, kind="order", **channels)


def test_a_reminder_carries_its_invoice_and_says_how_to_pay(cast: Cast) -> None:
    invoice = billed(cast)
    (mail,) = reminded(cast, invoice)

    deliver(mail_id=mail.pk, now=LATE)

    (sent,) = outbox.outbox
    ((name, body, kind),) = sent.attachments
    assert (name, kind) == ("INK-INV-00001.pdf", "application/pdf")
    assert "Invoice INK-INV-00001" in words(body)
    for expected in ("DE89 3704 0044 0532 0130 00", "Inkwell Trust", f"{invoice.total}", "attached as a PDF"):
        assert expected in sent.body
    assert f"/orders/{invoice.order.number}/" in sent.body.partition("To reply")[2]


@pytest.mark.parametrize("in_application", [True, False])
def test_nobody_switches_mails_about_bills_off(cast: Cast, in_application: bool) -> None:
    wants(cast, mail=False, notice=in_application)
    invoice = billed(cast)

    send_invoice(sending_id=invoice.sendings.get().pk)
    reminded(cast, invoice)

    mine = Mail.objects.filter(recipient=cast.clara.membership.user.email)
    assert list(mine.order_by("pk").values_list("kind", flat=True)) == ["invoice", "payment_reminder"]
    notices = Notice.objects.filter(user=cast.clara.membership.user, path__endswith="/ledger/")
    assert notices.count() == (2 if in_application else 0)


def test_the_notification_settings_say_so(cast: Cast, sign_in: Any) -> None:
    found = words_of(sign_in(cast.clara).get("/account/notices/settings/"))

    assert "if you pay for an account, its invoices and payment reminders" in found


def test_the_address_of_the_billing_details_is_reminded_once(cast: Cast) -> None:
    mails = reminded(cast, billed(cast, BOOKS))

    assert [mail.recipient for mail in mails] == [cast.clara.membership.user.email, BOOKS]
    assert SentReminder.objects.filter(membership=None).count() == 1
    assert "go to this address" in mails[1].text and "View invoice" not in mails[1].text
    row = SentReminder.objects.get(membership=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        SentReminder.objects.create(
            agency=row.agency, reminder=row.reminder, membership=None, mail_id="<other@x>", at=LATE
        )


def test_a_payers_own_address_is_not_written_to_twice(cast: Cast) -> None:
    assert len(reminded(cast, billed(cast, cast.clara.membership.user.email.upper()))) == 1


def test_with_an_address_an_account_without_payers_is_reminded(cast: Cast) -> None:
    invoice = billed(cast, BOOKS)
    suspend_member(actor=cast.otto, member=cast.clara.membership, reason="Away", now=START)

    assert remind_of_payments(agency=cast.inkwell, now=_monday(LATE)) == 1
    write_reminder(reminder_id=PaymentReminder.objects.get().pk, now=LATE)

    assert [mail.recipient for mail in Mail.objects.filter(kind="payment_reminder")] == [BOOKS]
    BillingDetails.objects.update(email="")
    with pytest.raises(WrongState, match="No payer"):
        send_reminder(actor=cast.sam, invoice=invoice, now=LATE)


def test_a_reminder_does_not_leave_for_an_address_that_was_replaced(cast: Cast) -> None:
    mails = reminded(cast, billed(cast, BOOKS))
    assert [may_leave(mail) for mail in mails] == [True, True]

    BillingDetails.objects.update(email="new@kettle.example")

    assert [may_leave(mail) for mail in mails] == [True, False]


def test_the_desk_reads_to_whom_it_went(cast: Cast, sign_in: Any) -> None:
    invoice = billed(cast, BOOKS)
    reminded(cast, invoice)

    found = words_of(sign_in(cast.sam).get(f"/invoices/{invoice.number}/reminders/"))

    assert f"Emailed to {cast.clara.membership.public_name}, email address for invoices" in found


def _monday(now: dt.datetime) -> dt.datetime:
    return now + (7 - now.weekday()) % 7 * DAY
