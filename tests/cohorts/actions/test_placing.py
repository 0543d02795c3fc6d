"""Placing the orders of a class: reviewed, within the budget, one for each member."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from cohorts.actions import placing_job
from cohorts.actions.cohorts import end_cohort, save_cohort
from cohorts.actions.placing import ClassPriceMoved, order_as_it_is, place_orders
from cohorts.actions.placing_job import run_placing
from cohorts.models import Cohort, CohortEvent, CohortMember
from cohorts.pricing.prices import committed, price_class
from drafts.models import OrderDraft
from orders.models import Order
from project.base.errors import Invalid, NotAllowed, WrongState
from tests.cohorts.helpers.classes import briefed, fresh, member, placed, placing, ready, seen, uploaded
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY
from tests.helpers.races import kinds, race

pytestmark = pytest.mark.django_db


def orders_of(cohort: Cohort) -> list[Order]:
    return list(Order.objects.filter(cohort_member__cohort=cohort).order_by("cohort_member"))


def test_each_member_gets_one_order_with_their_own_words(cast: Cast) -> None:
    cohort = placed(cast)

    orders = orders_of(cohort)
    assert [order.title for order in orders] == [
        "Biography of Ada Adams",
        "Biography of Ben Brown",
        "Biography of Cleo Clark",
    ]
    assert "who works for Brown & Sons" in orders[1].brief
    assert {order.requested_by_id for order in orders} == {cast.clara.member_id}
    assert cohort.state == "running"
    stored = cohort.placings.get()
    assert (stored.state, stored.count, stored.total) == ("done", 3, stored.unit * 3)
    assert committed(cohort) == stored.total
    verbs = list(CohortEvent.objects.filter(cohort=cohort).values_list("verb", flat=True))
    assert verbs == ["make", "roster", "edit", "place", "order", "order", "order", "placed"]


def test_a_class_is_its_own_orders_and_no_others(cast: Cast) -> None:
    """The trap “class filter that is all orders of the site”."""
    from tests.helpers.factories import place_order

    place_order(cast.clara)
    first, second = placed(cast), placed(cast, name="Partners")

    assert len(orders_of(first)) == len(orders_of(second)) == 3
    assert not {order.pk for order in orders_of(first)} & {order.pk for order in orders_of(second)}
    assert Order.objects.count() == 7


def test_a_second_click_and_a_second_run_place_nothing_more(cast: Cast) -> None:
    cohort = ready(cast)
    price = seen(cohort)

    first = place_orders(actor=cast.clara, cohort=cohort, seen=price, now=START)
    assert place_orders(actor=cast.clara, cohort=cohort, seen=price, now=START) == first
    assert run_placing(placing_id=first.pk, now=START) == 3
    assert run_placing(placing_id=first.pk, now=START) == 0
    assert len(orders_of(cohort)) == 3


def test_killed_in_the_middle_it_goes_on_where_it_was(cast: Cast, monkeypatch: Any) -> None:
    cohort = ready(cast)
    begun = placing(cohort, cast.clara)
    real, calls = placing_job.order_prepared, []

    def killed(**facts: Any) -> Order:
        calls.append(facts["member"])
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**facts)

    with monkeypatch.context() as patch:
        patch.setattr(placing_job, "order_prepared", killed)
        with pytest.raises(KeyboardInterrupt):
            run_placing(placing_id=begun.pk, now=START)
    assert len(orders_of(cohort)) == OrderDraft.objects.count() == 1

    assert run_placing(placing_id=begun.pk, now=START) == 2
    assert len(orders_of(cohort)) == OrderDraft.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_raced_there_is_exactly_one_order_for_each_member(cast: Cast) -> None:
    """The trap “state machine without row lock”."""
    cohort = ready(cast)
    price = seen(cohort)

    clicks = race([lambda: place_orders(actor=cast.clara, cohort=cohort, seen=price, now=START)] * 6)
    assert kinds(clicks) == {"Placing": 6}
    assert cohort.placings.count() == 1
    runs = race([lambda: run_placing(placing_id=clicks[0].pk, now=START)] * 4)

    assert sum(runs) == 3
    assert len(orders_of(cohort)) == OrderDraft.objects.count() == 3
    assert cohort.placings.get().state == "done"


def test_nothing_is_placed_at_another_price_or_for_another_roster(cast: Cast) -> None:
    cohort = ready(cast)
    price = seen(cohort)

    with pytest.raises(ClassPriceMoved):
        wrong = dataclasses.replace(price, total=price.total + 1)
        place_orders(actor=cast.clara, cohort=cohort, seen=wrong, now=START)
    uploaded(cast.clara, cohort, "Name;ID\nDan;4\nAda;1\nBen;2\nCleo;3\n")
    with pytest.raises((ClassPriceMoved, Invalid)):
        place_orders(actor=cast.clara, cohort=cohort, seen=price, now=START)
    assert not cohort.placings.exists()


def test_the_total_is_never_beyond_the_budget(cast: Cast) -> None:
    cohort = ready(cast)
    total = price_class(cohort, 3, START).total
    cohort = briefed(cohort, cast.clara, budget=total - Decimal("0.01"))

    with pytest.raises(Invalid) as refused:
        placing(fresh(cohort), cast.clara)
    assert list(refused.value.errors) == ["budget"]
    cohort = briefed(cohort, cast.clara, budget=total)
    placing(fresh(cohort), cast.clara)


def test_a_budget_counts_what_was_ordered_before(cast: Cast) -> None:
    cohort = placed(cast)
    cohort = fresh(briefed(cohort, cast.clara, budget=cohort.placings.get().total + Decimal(1)))
    uploaded(cast.clara, cohort, "Name;ID;Company\nDan;4;Dan Inc\n")

    with pytest.raises(Invalid) as refused:
        placing(fresh(cohort), cast.clara)
    assert list(refused.value.errors) == ["budget"]


def test_a_placeholder_without_a_value_is_told_by_the_members_name(cast: Cast) -> None:
    cohort = ready(cast, text="Name;ID;Company\nAda;1;Adams\nBen;2;\n")

    with pytest.raises(Invalid) as refused:
        placing(cohort, cast.clara)

    assert refused.value.errors["members"] == ["Ben: {company} has no value."]


def test_a_text_that_names_no_field_is_not_stored(cast: Cast) -> None:
    cohort = ready(cast)

    with pytest.raises(Invalid) as refused:
        briefed(cohort, cast.clara, brief="Write about {town} and {name}, please, at length.")

    assert list(refused.value.errors) == ["brief"]


def test_members_whose_brief_is_asked_for_wait_at_the_price(cast: Cast) -> None:
    cohort = placed(cast, asks_members=True)

    assert orders_of(cohort) == []
    assert cohort.members.waited_for().count() == 3
    assert committed(cohort) == cohort.placings.get().total
    assert not OrderDraft.objects.visible_to(cast.clara).exists()
    order = order_as_it_is(actor=cast.sam, member=member(cohort, "Ben"), now=START + 2 * DAY)
    again = order_as_it_is(actor=cast.clara, member=member(cohort, "Ben"), now=START + 2 * DAY)
    assert order == again
    assert order.lines.count() > 0
    assert sum(line.amount for line in order.lines.all()) == cohort.placings.get().unit
    assert committed(fresh(cohort)) == cohort.placings.get().total


def test_the_held_price_does_not_follow_the_clock(cast: Cast) -> None:
    """Nine days later the same deadline would be urgent, and dearer."""
    cohort = placed(cast, asks_members=True)
    late = START + 9 * DAY

    order = order_as_it_is(actor=cast.clara, member=member(cohort, "Ada"), now=late)

    unit = cohort.placings.get().unit
    assert sum(line.amount for line in order.lines.all()) == unit
    assert price_class(fresh(cohort), 1, late).unit > unit


def test_strangers_place_nothing_and_the_job_asks_again(cast: Cast) -> None:
    cohort = ready(cast)
    for stranger in (cast.wendell, cast.edith, cast.nick):
        with pytest.raises(NotAllowed):
            place_orders(actor=stranger, cohort=cohort, seen=seen(cohort), now=START)
    begun = placing(cohort, cast.clara)
    cohort.account.people.filter(membership=cast.clara.membership).update(role="reader")

    run_placing(placing_id=begun.pk, now=START)

    stopped = cohort.placings.get()
    assert (stopped.state, bool(stopped.refusal), orders_of(cohort)) == ("stopped", True, [])
    assert CohortMember.objects.filter(cohort=cohort).to_place().count() == 3


def test_an_ended_class_takes_nothing_more(cast: Cast) -> None:
    cohort = end_cohort(actor=cast.clara, cohort=ready(cast), verb="cancel", now=START)
    assert end_cohort(actor=cast.clara, cohort=cohort, verb="cancel", now=START).state == "cancelled"

    with pytest.raises(WrongState):
        placing(fresh(cohort), cast.clara)
    with pytest.raises(WrongState):
        save_cohort(actor=cast.clara, cohort=cohort, version=cohort.version, fields={"name": "X"}, now=START)
