"""Payments and changes of the price: who, how much, once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orders.actions.holding import cancel_order
from orders.actions.ledger import change_charge, ledger_balance, record_payment
from orders.models import LedgerEntry, Order
from project.base.errors import Invalid, NotAllowed, NotVisible
from project.base.ids import public_id
from tests.helpers.cast import START, Cast
from tests.helpers.examples import SHARED_FIXTURES
from tests.helpers.factories import DAY, place_order
from tests.helpers.races import kinds, race
from tests.helpers.story import Story

pytestmark = pytest.mark.django_db
TODAY = START.date()


def pay(actor: Any, order: Order, amount: str, **facts: Any) -> LedgerEntry:
    typed = {"back": False, "on": TODAY, "note": "", "now": START, **facts}
    return record_payment(actor=actor, order=order, amount=Decimal(amount), **typed)


def change(actor: Any, order: Order, amount: str, **facts: Any) -> LedgerEntry:
    typed = {"less": False, "note": "Two pages more", "now": START, **facts}
    return change_charge(actor=actor, order=order, amount=Decimal(amount), **typed)


def total(order: Order) -> Decimal:
    return sum((line.amount for line in order.lines.all()), Decimal(0))


def test_a_payment_lowers_what_is_owed(cast: Cast) -> None:
    order = place_order(cast.clara)

    entry = pay(cast.sam, order, "10.00", note="Transfer 4711", on=TODAY - DAY)

    assert (entry.kind, entry.amount, entry.currency, entry.note) == (
        "payment",
        Decimal("-10.00"),
        "EUR",
        "Transfer 4711",
    )
    assert (entry.on, entry.account, entry.event.verb, entry.event.amount) == (
        TODAY - DAY,
        order.account,
        "record_payment",
        Decimal("10.00"),
    )
    balance = ledger_balance(order)
    assert (balance.charged, balance.paid, balance.owed) == (
        total(order),
        Decimal("10.00"),
        total(order) - 10,
    )


def test_money_goes_back_when_the_order_is_cancelled(cast: Cast) -> None:
    order = place_order(cast.clara)
    paid = str(total(order))
    pay(cast.sam, order, paid)
    cancel_order(actor=cast.clara, order=order, reason="Not needed", now=START)
    assert ledger_balance(order).owed == -total(order)

    entry = pay(cast.sam, order, paid, back=True)

    assert (entry.amount, entry.event.verb) == (total(order), "return_payment")
    assert ledger_balance(order).owed == 0


@pytest.mark.parametrize("back", [False, True])
def test_more_than_is_open_must_be_confirmed(cast: Cast, back: bool) -> None:
    order = place_order(cast.clara)
    amount = "5.00" if back else str(total(order) + 1)

    with pytest.raises(Invalid) as refused:
        pay(cast.sam, order, amount, back=back)
    entry = pay(cast.sam, order, amount, back=back, unusual=True)

    assert list(refused.value.errors) == ["amount"]
    assert abs(entry.amount) == Decimal(amount)


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("amount", {"amount": "0"}),
        ("amount", {"amount": "-3"}),
        ("amount", {"amount": "100000000.00", "unusual": True}),
        ("on", {"on": TODAY + DAY}),
        ("on", {"on": TODAY - 400 * DAY}),
        ("note", {"note": "x" * 201}),
    ],
)
def test_absurd_payments_are_refused(cast: Cast, field: str, facts: dict[str, Any]) -> None:
    order = place_order(cast.clara)

    with pytest.raises(Invalid) as refused:
        pay(cast.sam, order, **{"amount": "1.00", **facts})

    assert list(refused.value.errors) == [field]
    assert order.ledger.count() == 1


def test_the_day_is_that_of_the_agency(cast: Cast) -> None:
    """At eleven in the evening in London it is tomorrow further east; the agency's calendar counts."""
    order = place_order(cast.clara)
    late = dt.datetime.combine(TODAY, dt.time(22, 59), tzinfo=dt.UTC)
    tomorrow = TODAY + DAY
    same_day = late.astimezone(cast.inkwell.zone).date()

    entry = pay(cast.sam, order, "1.00", now=late, on=same_day)

    assert entry.on == same_day
    with pytest.raises(Invalid):
        pay(cast.sam, order, "1.00", now=late, on=max(tomorrow, same_day + DAY))


def test_a_change_moves_the_charge(cast: Cast) -> None:
    order = place_order(cast.clara)

    more = change(cast.max, order, "20.00")
    less = change(cast.otto, order, "5.50", less=True, note="Late by a day")

    assert (more.kind, more.amount, more.event.verb) == ("change", Decimal("20.00"), "raise_charge")
    assert (less.amount, less.note, less.event.verb, less.event.amount) == (
        Decimal("-5.50"),
        "Late by a day",
        "lower_charge",
        Decimal("5.50"),
    )
    assert ledger_balance(order).charged == total(order) + Decimal("14.50")


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("amount", {"amount": "0"}),
        ("amount", {"amount": "99999999.99"}),
        ("amount", {"amount": "99999999", "less": True}),
        ("note", {"amount": "1.00", "note": ""}),
        ("note", {"amount": "1.00", "note": "x" * 201}),
    ],
)
def test_absurd_changes_are_refused(cast: Cast, field: str, facts: dict[str, Any]) -> None:
    order = place_order(cast.clara)

    with pytest.raises(Invalid) as refused:
        change(cast.max, order, **facts)

    assert list(refused.value.errors) == [field]


def test_an_order_may_cost_nothing_but_never_less(cast: Cast) -> None:
    order = place_order(cast.clara)
    change(cast.max, order, str(total(order)), less=True, note="A present")

    with pytest.raises(Invalid):
        change(cast.max, order, "0.01", less=True)

    assert ledger_balance(order).charged == 0


@pytest.mark.parametrize("act", [pay, change])
def test_the_same_form_writes_once(cast: Cast, act: Any) -> None:
    order, key = place_order(cast.clara), public_id()

    first = act(cast.max, order, "1.00", key=key)
    again = act(cast.max, order, "1.00", key=key)
    other = act(cast.max, order, "1.00", key=public_id())

    assert first == again != other
    assert order.ledger.count() == 3


RIGHTS = {
    "clara": "",
    "nick": "",
    "wendell": "",
    "edith": "",
    "sam": "pay",
    "max": "pay change",
    "otto": "pay change",
}


@pytest.mark.parametrize("name", RIGHTS)
@pytest.mark.parametrize("act", [pay, change])
def test_who_may_write(cast: Cast, name: str, act: Any) -> None:
    order = Story(cast).completed().order

    if act.__name__ in RIGHTS[name]:
        assert act(getattr(cast, name), order, "1.00").pk
    else:
        with pytest.raises(NotAllowed):
            act(getattr(cast, name), order, "1.00")


def test_the_other_agency_writes_nothing(cast: Cast) -> None:
    order = place_order(cast.clara)

    for act in (pay, change):
        with pytest.raises(NotVisible):
            act(cast.mara, order, "1.00")


def test_nobody_writes_down_their_own_payment(cast: Cast) -> None:
    """A manager who is a client as well has two sides, but not of one order."""
    order = place_order(cast.clara)
    cast.max.membership.account_people.create(agency=cast.inkwell, account=order.account, role="reader")

    for act in (pay, change):
        with pytest.raises(NotAllowed):
            act(cast.max, order, "1.00")


@settings(max_examples=15, suppress_health_check=SHARED_FIXTURES)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["pay", "back", "more", "less"]),
            st.decimals(min_value="0.01", max_value="400", places=2),
        ),
        max_size=6,
    )
)
def test_whatever_is_written_the_balance_is_the_sum_of_the_rows(
    cast: Cast, steps: list[tuple[str, Decimal]]
) -> None:
    order = place_order(cast.clara)
    for verb, amount in steps:
        try:
            if verb in ("pay", "back"):
                pay(cast.sam, order, str(amount), back=verb == "back", unusual=True)
            else:
                change(cast.max, order, str(amount), less=verb == "less")
        except Invalid:
            pass

    rows = LedgerEntry.objects.filter(order=order).values_list("amount", flat=True)
    assert ledger_balance(order).owed == sum(rows, Decimal(0))
    assert ledger_balance(order).charged >= 0


@pytest.mark.django_db(transaction=True)
def test_a_payment_clicked_twenty_times_is_one(cast: Cast) -> None:
    order, key = place_order(cast.clara), public_id()

    results = race([partial(pay, cast.sam, order, "7.00", key=key)] * 20)

    assert kinds(results) == {"LedgerEntry": 20}
    assert order.ledger.filter(kind="payment").count() == 1


def test_a_form_sent_again_with_something_else_is_not_lost(cast: Cast) -> None:
    """Back in the browser, another amount typed, sent: the key is the old one, the act is a new one."""
    order, key = place_order(cast.clara), public_id()
    first = pay(cast.sam, order, "1.00", key=key)

    more = pay(cast.sam, order, "2.00", key=key)
    noted = pay(cast.sam, order, "1.00", note="Second transfer", key=key)
    back = pay(cast.sam, order, "1.00", back=True, unusual=True, key=key)
    twice = [pay(cast.sam, order, "1.00", key=key), pay(cast.sam, order, "2.00", key=key)]

    assert len({first, more, noted, back}) == 4 and twice == [first, more]
    assert ledger_balance(order).paid == Decimal("3.00")


def test_a_changed_price_sent_again_the_other_way_is_not_lost(cast: Cast) -> None:
    order, key = place_order(cast.clara), public_id()
    change(cast.max, order, "5.00", key=key)

    change(cast.max, order, "5.00", less=True, key=key)

    assert ledger_balance(order).charged == total(order)
