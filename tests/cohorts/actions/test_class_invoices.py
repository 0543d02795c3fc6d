"""Invoices of the orders of a class ask for what its payment plan says, on its days: document, reminder,
statement, list and API alike."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from billing.actions.invoices import issue_invoice
from billing.actions.payment_reminders import hindrance, remind_of_payments, send_reminder
from billing.actions.reminder_settings import save_reminders
from billing.mail.invoices import parts_due
from billing.models import Invoice, InvoicePart, PaymentReminder
from billing.pages.ageing import ageing_of
from billing.pages.invoice_filters import Wanted, narrowed
from billing.pages.reminder_words import letter_of
from billing.pages.statement import Period, statements_of
from billing.pricing.order_money import money_of
from billing.pricing.parts import asked_on, day_of, open_parts
from billing.states import DEFAULT_STEPS
from cohorts.actions.plans import save_installments
from cohorts.models import Cohort
from cohorts.pricing.prices import committed
from cohorts.rules.installments import parts_of
from orders.models import Order
from tests.cohorts.helpers.classes import placed
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY, SELLER, account_of, place_order, save_seller
from tests.orders.actions.test_ledger import pay

pytestmark = pytest.mark.django_db
TODAY = START.date()
FIRST, SECOND = TODAY + 7 * DAY, TODAY + 60 * DAY
#: When SELLER's invoices are due without a plan.
USUAL = TODAY + SELLER["payment_days"] * DAY
D = Decimal


def planned(cast: Cast, *, first: Decimal | None = None) -> tuple[Cohort, list[Order], Decimal]:
    """Three orders at a price each, and a plan: half of one by FIRST, the rest by SECOND."""
    save_seller(cast.max)
    cohort = placed(cast)
    total = committed(cohort)
    unit = total / 3
    half = first or (unit / 2).quantize(D("0.01"))
    parts = [(FIRST, half), (SECOND, total - half)]
    save_installments(actor=cast.clara, cohort=cohort, parts=parts, now=START)
    orders = list(Order.objects.filter(cohort_member__cohort=cohort).order_by("pk"))
    return cohort, orders, half


def bill(cast: Cast, order: Order, now: dt.datetime = START) -> Any:
    issue_invoice(actor=cast.max, order=order, now=now)
    return Invoice.objects.with_payment().get(order=order)


def at(day: dt.date, hour: int = 11) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), dt.UTC)


def test_how_a_plan_is_filled() -> None:
    plan = [(FIRST, D(90)), (SECOND, D(210))]

    def parts(before: int, total: int, today: dt.date = TODAY) -> list[tuple[dt.date, Decimal]]:
        return parts_of(plan, D(before), D(total), today, USUAL)

    assert parts(0, 100) == [(FIRST, 90), (SECOND, 10)]
    assert parts(100, 100) == parts(200, 100) == [(SECOND, 100)]
    # Together they ask for what the plan says.
    assert sum(amount for before in (0, 100, 200) for day, amount in parts(before, 100) if day == FIRST) == 90
    assert parts(280, 50) == [(USUAL, 30), (SECOND, 20)]  # what is beyond the plan
    assert parts(0, 100, FIRST + DAY) == [(USUAL, 90), (SECOND, 10)]  # the day has passed
    assert parts(0, 100, FIRST) == [(FIRST, 90), (SECOND, 10)]


def test_what_settles_goes_to_the_first_part_first() -> None:
    parts = [(FIRST, D(90)), (SECOND, D(10))]
    assert open_parts(parts, D(100)) == parts
    assert open_parts(parts, D(30)) == [(FIRST, 20), (SECOND, 10)]
    assert open_parts(parts, D(4)) == [(SECOND, 4)]
    assert [asked_on(parts, D(30), day) for day in (FIRST, FIRST + DAY, SECOND + DAY)] == [0, 20, 30]
    assert asked_on([], D(30), TODAY) == 30
    assert day_of(parts, D(20), FIRST + DAY) == FIRST
    assert [day_of(parts, D(amount), SECOND + DAY) for amount in (30, 10, 4)] == [FIRST, SECOND, SECOND]
    assert day_of([], D(10), TODAY) is None


def test_invoices_are_due_by_the_plan(cast: Cast) -> None:
    _cohort, orders, half = planned(cast)
    first, second, third = (bill(cast, order) for order in orders)

    assert [(row.due_on, row.amount) for row in first.parts.all()] == [
        (FIRST, half),
        (SECOND, first.total - half),
    ]
    assert (first.due_on, first.asked_on) == (SECOND, FIRST)
    # Due at once, on one day of the plan: no parts.
    assert [(row.due_on, row.asked_on, row.parts.count()) for row in (second, third)] == [
        (SECOND, SECOND, 0)
    ] * 2
    other = bill(cast, place_order(cast.clara))
    assert (other.due_on, other.parts.count()) == (USUAL, 0)
    with pytest.raises(DatabaseError), transaction.atomic():
        InvoicePart.objects.update(due_on=TODAY)


def test_a_plan_of_another_class_changes_nothing(cast: Cast) -> None:
    planned(cast)
    other = placed(cast, name="Partners")
    order = Order.objects.filter(cohort_member__cohort=other).first()
    assert order is not None and bill(cast, order).due_on == USUAL


def test_reminders_ask_for_what_is_due(cast: Cast) -> None:
    _cohort, orders, half = planned(cast)
    invoice = bill(cast, orders[0])
    bill(cast, orders[1])
    save_reminders(actor=cast.max, active=True, steps=DEFAULT_STEPS)
    late = DEFAULT_STEPS[0].days

    assert hindrance(invoice, cast.inkwell, at(FIRST)) == "early"
    assert remind_of_payments(agency=cast.inkwell, now=at(FIRST + (late - 1) * DAY)) == 0
    monday = at(FIRST + 14 * DAY)
    assert remind_of_payments(agency=cast.inkwell, now=monday) == 1
    told = PaymentReminder.objects.get()
    assert (told.invoice_id, told.amount) == (invoice.pk, half)
    facts = dict(letter_of(told, monday).facts)
    assert "9 March 2026" in facts["Due"] or "9 Mar 2026" in facts["Due"]

    pay(cast.sam, orders[0], str(half))
    assert hindrance(invoice, cast.inkwell, monday) == "early"
    assert remind_of_payments(agency=cast.inkwell, now=at(FIRST + 35 * DAY)) == 0
    sent = send_reminder(actor=cast.max, invoice=invoice, now=at(SECOND + DAY))
    assert sent.amount == invoice.total - half
    assert dict(letter_of(sent, at(SECOND + DAY)).facts)["Due"] != facts["Due"]


def test_the_order_page_the_document_and_programs_say_so(cast: Cast) -> None:
    _cohort, orders, half = planned(cast)
    invoice, money = bill(cast, orders[0]), money_of(orders[0])
    rest = invoice.total - half

    assert [(each.due_on, each.amount) for each in money.open_bills] == [(FIRST, half), (SECOND, rest)]
    assert (money.due_on, money.asked, money.overdue(FIRST + DAY)) == (FIRST, half, half)
    assert [amount for _label, amount in parts_due(invoice)] == [f"€{half}", f"€{rest}"]
    shown = Api(cast.clara).get(f"billing/invoices/{invoice.number}/").json
    both = [
        {"due_on": FIRST.isoformat(), "amount": str(half)},
        {"due_on": SECOND.isoformat(), "amount": str(rest)},
    ]
    assert (shown["parts"], shown["due_on"]) == (both, FIRST.isoformat())
    paid = Api(cast.clara).get(f"billing/payments/{orders[0].number}/").json
    assert (paid["parts"], paid["due_on"]) == (both, FIRST.isoformat())
    ledger = browser(cast.clara).get(f"/orders/{orders[0].number}/ledger/").content.decode()
    assert f"Due {FIRST.day} March 2026" in ledger and f"€{half}" in ledger
    assert browser(cast.clara).get(f"/invoices/{invoice.number}/").content.startswith(b"%PDF")


def test_each_part_is_of_its_own_age(cast: Cast) -> None:
    _cohort, orders, half = planned(cast)
    for order in orders:
        bill(cast, order)
    rows = Invoice.objects.filter(agency=cast.inkwell)
    all_of_it = sum(row.total for row in rows)

    def ages(today: dt.date) -> dict[str, tuple[Decimal, int]]:
        (group,) = ageing_of(rows, today)
        assert (group.amount, group.count) == (all_of_it, 3)
        return {each.key: (each.amount, each.count) for each in group.ages if each.count}

    assert ages(FIRST) == {"due": (all_of_it, 3)}
    assert ages(FIRST + DAY) == {"due": (all_of_it - half, 3), "30": (half, 1)}
    account = account_of(cast.clara)
    (statement,) = statements_of(account, Period(TODAY, TODAY), "INK", FIRST + DAY)
    assert statement.ageing is not None and statement.ageing.overdue == half

    pages = browser(cast.max)
    for key, count in (("due", 3), ("30", 1), ("60", 0)):
        assert narrowed(cast.max, Wanted(age=key), FIRST + DAY).count() == count, key
    assert narrowed(cast.max, Wanted(state="overdue"), FIRST + DAY).count() == 1
    assert narrowed(cast.max, Wanted(state="overdue"), FIRST).count() == 0
    assert pages.get("/invoices/").status_code == 200
