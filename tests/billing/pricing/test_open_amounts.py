"""How much of each invoice is open: by itself, and as the database keeps it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from billing.actions.invoices import issue_invoice
from billing.models import OpenInvoice, UnbilledOrder
from billing.pricing.open_amounts import open_amounts
from billing.pricing.order_money import money_of
from orders.models import Order
from orders.pricing.ledger_balances import Balance
from project.base.errors import QuillhouseError
from tests.helpers.cast import START, Cast
from tests.helpers.examples import SHARED_FIXTURES
from tests.helpers.factories import place_order, save_seller
from tests.orders.actions.test_ledger import change, pay, total

CENTS = st.decimals(min_value=-500, max_value=500, places=2)
BILLS = st.lists(CENTS, max_size=6)
D = Decimal


@pytest.mark.parametrize(
    ("totals", "charged", "paid", "expected"),
    [
        ([100, 50], 150, 0, [100, 50]),
        ([100, 50], 150, 30, [70, 50]),
        ([100, 50], 150, 120, [0, 30]),
        ([100, -40, 50], 110, 60, [0, 0, 50]),  # a credit note is as good as a payment
        ([100, 50, -40], 110, 0, [60, 50, 0]),
        ([100], 70, 0, [70]),  # cheaper by now, although no credit note says so yet
        ([100], 0, 0, [0]),
        ([100], 130, 100, [0]),  # what is not billed is not open
        ([100], 100, -20, [100]),  # never more than it says
        ([], 50, 0, []),
    ],
)
def test_what_settles_goes_to_the_oldest_first(
    totals: Sequence[int], charged: int, paid: int, expected: Sequence[int]
) -> None:
    assert open_amounts([D(each) for each in totals], Balance(D(charged), D(paid))) == expected


@given(BILLS, CENTS, CENTS)
def test_together_it_is_what_is_billed_and_owed(
    totals: list[Decimal], charged: Decimal, paid: Decimal
) -> None:
    found = open_amounts(totals, Balance(charged, paid))

    invoices = [(total, left) for total, left in zip(totals, found, strict=True) if total > 0]
    most = sum((total for total, _left in invoices), D(0))
    assert sum(found) == min(max(min(sum(totals), charged) - paid, 0), most)
    assert all(0 <= left <= max(total, 0) for total, left in zip(totals, found, strict=True))
    begun = next((index for index, (_total, left) in enumerate(invoices) if left), len(invoices))
    assert all(total == left for total, left in invoices[begun + 1 :])


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["bill", "bill", "pay", "back", "more", "less"]),
        st.decimals(min_value="0.01", max_value=400, places=2),
    ),
    max_size=8,
)


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=SHARED_FIXTURES, deadline=None)
@given(acts=ACTS)
def test_the_database_keeps_the_same(cast: Cast, acts: list[tuple[str, Decimal]]) -> None:
    with transaction.atomic():
        order = place_order(cast.clara)
        save_seller(cast.max)
        for act, amount in acts:
            try:
                _do(cast, act, order, amount)
            except QuillhouseError:
                continue  # what a rule refuses

        kept = dict(OpenInvoice.objects.filter(order=order).values_list("number", "amount"))
        money = money_of(order)
        assert kept == {bill.number: bill.amount for bill in money.open_bills}
        assert money.open == sum(kept.values()) <= max(money.owed, 0)
        assert money.unbilled + money.billed == money.balance.charged
        kept_back = dict(UnbilledOrder.objects.filter(order=order).values_list("order_id", "amount"))
        assert kept_back == ({order.pk: money.unbilled} if money.unbilled else {})
        transaction.set_rollback(True)


def _do(cast: Cast, act: str, order: Order, amount: Decimal) -> None:
    if act == "bill":
        issue_invoice(actor=cast.max, order=order, now=START)
    elif act in ("pay", "back"):
        pay(cast.sam, order, str(amount), back=act == "back", unusual=True)
    else:
        change(cast.max, order, str(amount), less=act == "less")


@pytest.mark.django_db
def test_the_money_of_an_order(cast: Cast) -> None:
    save_seller(cast.max)
    order = place_order(cast.clara)
    price = total(order)
    assert (money_of(order).unbilled, money_of(order).open, money_of(order).due_on) == (price, 0, None)

    pay(cast.sam, order, "20.00")
    first = issue_invoice(actor=cast.max, order=order, now=START)
    change(cast.max, order, "15.00")
    money = money_of(order)

    assert (money.paid, money.owed, money.unbilled) == (D("20.00"), price - 5, D("15.00"))
    assert (money.open, money.due_on) == (price - 20, first.due_on)
    day = dt.timedelta(days=1)
    assert [money.overdue(first.due_on + days) for days in (-day, 0 * day, day)] == [0, 0, price - 20]
