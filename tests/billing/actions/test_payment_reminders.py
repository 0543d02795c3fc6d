"""Reminders of invoices: due when, sent once, never for what is paid, disputed or nobody's."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Mail, Notice
from agencies.actions.suspending import suspend_member
from billing.actions.invoice_marks import mark_invoice, unmark_invoice
from billing.actions.invoices import issue_invoice
from billing.actions.payment_reminders import remind_of_payments, send_reminder
from billing.actions.reminder_settings import exempt_account, save_reminders
from billing.mail.payment_reminders import may_leave, write_reminder
from billing.models import Invoice, InvoiceMark, PaymentReminder, SentReminder
from billing.rules import steps_of
from billing.states import DEFAULT_STEPS, Step
from orders.models import Order
from orders.states.orders import State
from project.base.errors import Invalid, NotAllowed, NotVisible, WrongState
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR, SELLER, account_of, place_order, save_seller
from tests.helpers.races import kinds, race
from tests.orders.actions.test_ledger import change, pay, total

pytestmark = pytest.mark.django_db
#: The term of SELLER.
TERM = SELLER["payment_days"]


def billed(cast: Cast, *, active: bool = True) -> Invoice:
    """An invoice of Clara's, of Monday at nine, at an agency that reminds."""
    save_seller(cast.max)
    save_reminders(actor=cast.max, active=active, steps=DEFAULT_STEPS)
    return issue_invoice(actor=cast.max, order=place_order(cast.clara), now=START)


def late(invoice: Invoice, days: int) -> dt.datetime:
    """Eleven o'clock, so many days after an invoice was due."""
    return dt.datetime.combine(invoice.due_on, dt.time(11), dt.UTC) + days * DAY


def swept(cast: Cast, now: dt.datetime) -> int:
    return remind_of_payments(agency=cast.inkwell, now=now)


def workday(now: dt.datetime) -> dt.datetime:
    """That moment, or the same on the next Monday."""
    return now + (7 - now.weekday()) * DAY if now.weekday() > 4 else now


def test_each_step_once_on_its_day(cast: Cast) -> None:
    invoice = billed(cast)
    days = {step.number: step.days for step in DEFAULT_STEPS}
    assert swept(cast, late(invoice, days[1] - 1)) == 0

    sent = []
    for number in (1, 2, 3):
        now = workday(late(invoice, days[number] + 3))
        assert (swept(cast, now), swept(cast, now), swept(cast, now + HOUR)) == (1, 0, 0)
        sent.append(now)
    assert swept(cast, workday(late(invoice, 200))) == 0

    rows = PaymentReminder.objects.order_by("step")
    assert [(row.step, row.sent_at, row.sent_by, row.amount) for row in rows] == [
        (number, now, None, invoice.total) for number, now in zip((1, 2, 3), sent, strict=True)
    ]
    assert invoice.order.events.filter(verb="remind_payment", actor=None).count() == 3


def test_what_was_missed_is_not_made_up_for_at_once(cast: Cast) -> None:
    invoice = billed(cast)
    now = workday(late(invoice, 60))

    assert (swept(cast, now), swept(cast, now + HOUR)) == (1, 0)
    assert swept(cast, workday(now + 10 * DAY)) == 0
    assert swept(cast, workday(now + 11 * DAY)) == 1


def test_outside_working_hours_and_switched_off_nothing_leaves(cast: Cast) -> None:
    invoice = billed(cast)
    monday = workday(late(invoice, 30))
    sunday, night = monday - (monday.weekday() + 1) * DAY, monday.replace(hour=3)

    assert [swept(cast, now) for now in (sunday, night)] == [0, 0]
    save_reminders(actor=cast.max, active=False, steps=DEFAULT_STEPS)
    assert swept(cast, monday) == 0
    save_reminders(actor=cast.max, active=True, steps=DEFAULT_STEPS)
    assert swept(cast, monday) == 1
    assert remind_of_payments(agency=cast.northwind, now=monday) == 0


def _pay_all(cast: Cast, invoice: Invoice) -> None:
    pay(cast.sam, invoice.order, str(total(invoice.order)))


def _credit(cast: Cast, invoice: Invoice) -> None:
    change(cast.max, invoice.order, str(total(invoice.order)), less=True)
    issue_invoice(actor=cast.max, order=invoice.order, now=START)


def _dispute(cast: Cast, invoice: Invoice) -> None:
    mark_invoice(actor=cast.sam, invoice=invoice, kind="disputed", reason="Two pages fewer", now=START)


def _hold(cast: Cast, invoice: Invoice) -> None:
    mark_invoice(actor=cast.sam, invoice=invoice, kind="held", reason="", now=START)


def _exempt(cast: Cast, invoice: Invoice) -> None:
    exempt_account(actor=cast.max, account=account_of(cast.clara), exempt=True, now=START)


def _order_disputed(cast: Cast, invoice: Invoice) -> None:
    Order.objects.filter(pk=invoice.order_id).update(state=State.DISPUTED, resumes_to=State.DELIVERED)


def _suspend(cast: Cast, invoice: Invoice) -> None:
    suspend_member(actor=cast.otto, member=cast.clara.membership, reason="Away", now=START)


@pytest.mark.parametrize("what", [_pay_all, _credit, _dispute, _hold, _exempt, _order_disputed, _suspend])
def test_never_for_what_is_not_owed_or_kept_back(cast: Cast, what: Any) -> None:
    invoice = billed(cast)
    what(cast, invoice)

    assert swept(cast, workday(late(invoice, 30))) == 0
    assert not PaymentReminder.objects.exists()


def test_what_is_set_back_is_reminded_of_again(cast: Cast) -> None:
    invoice = billed(cast)
    now = workday(late(invoice, 30))
    _dispute(cast, invoice)
    assert swept(cast, now) == 0

    for _twice in range(2):
        unmark_invoice(actor=cast.max, invoice=invoice, kind="disputed", now=now)
    assert swept(cast, now) == 1
    (mark,) = InvoiceMark.objects.all()
    assert (mark.reason, mark.ended_at, mark.ended_by_id) == ("Two pages fewer", now, cast.max.member_id)
    assert [event.verb for event in invoice.order.events.filter(verb__endswith="dispute_invoice")] == [
        "dispute_invoice",
        "undispute_invoice",
    ]


def test_by_hand_the_next_one_whatever_the_hour(cast: Cast) -> None:
    invoice = billed(cast, active=False)
    _hold(cast, invoice)
    with pytest.raises(WrongState, match="not overdue"):
        send_reminder(actor=cast.sam, invoice=invoice, now=late(invoice, 0))

    for number in (1, 2, 3):
        sent = send_reminder(actor=cast.sam, invoice=invoice, now=late(invoice, 1).replace(hour=3))
        assert (sent.step, sent.sent_by_id) == (number, cast.sam.member_id)
    with pytest.raises(WrongState, match="All reminders"):
        send_reminder(actor=cast.sam, invoice=invoice, now=late(invoice, 2))


@pytest.mark.parametrize(
    ("what", "words"), [(_pay_all, "Nothing is open"), (_dispute, "disputed"), (_suspend, "No payer")]
)
def test_by_hand_not_either(cast: Cast, what: Any, words: str) -> None:
    invoice = billed(cast)
    what(cast, invoice)

    with pytest.raises(WrongState, match=words):
        send_reminder(actor=cast.sam, invoice=invoice, now=late(invoice, 9))


def test_who_may(cast: Cast) -> None:
    invoice = billed(cast)
    for actor in (cast.clara, cast.wendell, cast.edith, cast.mara):
        for act in (
            partial(send_reminder, invoice=invoice),
            partial(mark_invoice, invoice=invoice, kind="held", reason=""),
            partial(unmark_invoice, invoice=invoice, kind="held"),
            partial(exempt_account, account=account_of(cast.clara), exempt=True),
        ):
            with pytest.raises((NotAllowed, NotVisible)):
                act(actor=actor, now=late(invoice, 9))
    for actor in (cast.sam, cast.clara):
        with pytest.raises(NotAllowed):
            save_reminders(actor=actor, active=True, steps=DEFAULT_STEPS)
    with pytest.raises(NotAllowed):
        exempt_account(actor=cast.sam, account=account_of(cast.clara), exempt=True, now=START)


def test_a_dispute_has_a_reason_and_a_credit_note_no_mark(cast: Cast) -> None:
    invoice = billed(cast)
    mark = partial(mark_invoice, actor=cast.sam, now=START)
    with pytest.raises(Invalid) as refusal:
        mark(invoice=invoice, kind="disputed", reason="")
    assert list(refusal.value.errors) == ["reason"]
    with pytest.raises(Invalid):
        mark(invoice=invoice, kind="strange", reason="x")
    change(cast.max, invoice.order, "10.00", less=True)
    note = issue_invoice(actor=cast.max, order=invoice.order, now=START)
    with pytest.raises(WrongState):
        mark(invoice=note, kind="held", reason="")
    first, second = (mark(invoice=invoice, kind="held", reason=why) for why in ("a", "b"))
    assert first == second


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"days": 0}, "days_2"),
        ({"days": 3}, "days_2"),
        ({"days": 366}, "days_2"),
        ({"subject": ""}, "subject_2"),
        ({"subject": "x" * 121}, "subject_2"),
        ({"text": "{sum} is open"}, "text_2"),
        ({"text": "A { brace"}, "text_2"),
        ({"text": "{amount.real}"}, "text_2"),
    ],
)
def test_settings_are_checked(cast: Cast, changed: dict[str, Any], field: str) -> None:
    first, second, third = DEFAULT_STEPS
    facts = {"number": 2, "days": second.days, "subject": "Two", "text": "Two", **changed}

    with pytest.raises(Invalid) as refusal:
        save_reminders(actor=cast.max, active=True, steps=[first, Step(**facts), third])
    assert field in refusal.value.errors


def test_the_agencys_words_reach_each_payer_once(cast: Cast) -> None:
    invoice = billed(cast)
    words = Step(1, 3, "Open: {invoice}", "Dear {client}, {amount} since {due}, {days} days. {agency}")
    save_reminders(actor=cast.max, active=True, steps=[words, *DEFAULT_STEPS[1:]])
    assert steps_of(cast.inkwell)[0] == words
    now = late(invoice, 9)
    reminder = send_reminder(actor=cast.sam, invoice=invoice, now=now)

    assert [write_reminder(reminder_id=reminder.pk, now=now) for _twice in range(2)] == [1, 0]

    mail = Mail.objects.get(kind="payment_reminder")
    assert mail.recipient == cast.clara.membership.user.email
    assert mail.subject == "[INK-INV-00001] Open: INK-INV-00001"
    assert "9 days. Inkwell" in mail.text and f"{invoice.total}" in mail.text
    assert SentReminder.objects.get().mail_id == mail.message_id
    assert Notice.objects.get(user=cast.clara.membership.user, detail="Open: INK-INV-00001")
    assert may_leave(mail)


def test_a_mail_does_not_leave_once_it_is_paid(cast: Cast) -> None:
    invoice = billed(cast)
    now = late(invoice, 9)
    reminder = send_reminder(actor=cast.sam, invoice=invoice, now=now)
    write_reminder(reminder_id=reminder.pk, now=now)
    mail = Mail.objects.get(kind="payment_reminder")
    second = send_reminder(actor=cast.sam, invoice=invoice, now=now)

    _pay_all(cast, invoice)

    assert not may_leave(mail)
    assert write_reminder(reminder_id=second.pk, now=now) == 0


def test_what_was_sent_stays(cast: Cast) -> None:
    invoice = billed(cast)
    reminder = send_reminder(actor=cast.sam, invoice=invoice, now=late(invoice, 9))

    for act in (reminder.delete, partial(PaymentReminder.objects.update, amount=Decimal(1))):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO billing_paymentreminder (agency_id, invoice_id, step, sent_at, sent_on, amount) "
            "SELECT agency_id, invoice_id, step, sent_at, sent_on, amount FROM billing_paymentreminder"
        )


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_reminds_and_none_after_a_payment(cast: Cast) -> None:
    first, second = billed(cast), billed(cast)
    now = workday(late(first, 30))
    pays = partial(pay, cast.sam, second.order, str(total(second.order)))

    done = race([partial(swept, cast, now) for _each in range(5)])
    assert sum(done) == 2 and PaymentReminder.objects.count() == 2

    later = workday(now + 12 * DAY)
    race([*(partial(swept, cast, later) for _each in range(4)), pays])
    assert PaymentReminder.objects.filter(invoice=first).count() == 2
    reminded = PaymentReminder.objects.filter(invoice=second, step=2)
    event = second.order.events.get(verb="record_payment")
    assert all(
        second.order.events.filter(verb="remind_payment").latest("id").pk < event.pk for _row in reminded
    )
    assert swept(cast, workday(later + 20 * DAY)) in (0, 1)
    assert PaymentReminder.objects.filter(invoice=second, step=3).count() == 0

    by_hand = race(
        [partial(send_reminder, actor=cast.sam, invoice=first, now=later + 40 * DAY) for _each in range(3)]
    )
    assert kinds(by_hand) and PaymentReminder.objects.filter(invoice=first).count() == 3
