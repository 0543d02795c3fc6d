"""A deposit, the invoice, two reminders, the payment: and nothing more."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.models import Mail
from billing.actions.invoices import issue_invoice, save_letterhead
from billing.actions.payment_reminders import remind_of_payments
from billing.actions.reminder_settings import save_reminders
from billing.models import PaymentReminder
from billing.pricing.order_money import money_of
from billing.states import DEFAULT_STEPS
from billing.tasks import tell_of_reminder
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, SELLER, place_order
from tests.orders.actions.test_ledger import pay

pytestmark = pytest.mark.django_db


def test_from_deposit_to_paid(cast: Cast) -> None:
    save_letterhead(actor=cast.max, fields=SELLER)
    save_reminders(actor=cast.max, active=True, steps=DEFAULT_STEPS)
    order = place_order(cast.clara)
    pay(cast.sam, order, "50.00", note="Deposit")
    invoice = issue_invoice(actor=cast.max, order=order, now=START)
    assert money_of(order).open == invoice.total - 50

    due = dt.datetime.combine(invoice.due_on, dt.time(10), dt.UTC)
    mondays = [due + days * DAY for days in range(60) if (due + days * DAY).weekday() == 0]
    assert [remind_of_payments(agency=cast.inkwell, now=each) for each in mondays[:4]].count(1) == 2
    reminders = list(PaymentReminder.objects.order_by("step"))
    assert [(each.step, each.amount) for each in reminders] == [
        (1, invoice.total - 50),
        (2, invoice.total - 50),
    ]
    for reminder in reminders:
        tell_of_reminder(reminder_id=reminder.pk)
    assert Mail.objects.filter(kind="payment_reminder").count() == 2

    pay(cast.sam, order, str(money_of(order).owed), note="The rest")
    assert [remind_of_payments(agency=cast.inkwell, now=each) for each in mondays[4:]].count(1) == 0
    assert (money_of(order).open, money_of(order).owed) == (0, 0)
