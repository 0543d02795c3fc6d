"""From a draft to a price: what is no longer offered, what is missing, and which deadlines there are."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from catalog.pricing.formula import PricingProblem
from catalog.pricing.offering import current_offering
from drafts.models import OrderDraft
from drafts.pricing.deadlines import deadline_problem
from drafts.pricing.draft_price import (
    missing_fields,
    price_as_seen,
    price_draft,
    pricing_facts,
    urgency_key,
)
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR, make_draft

pytestmark = pytest.mark.django_db


def total(cast: Cast, draft: OrderDraft) -> Decimal:
    return price_draft(cast.inkwell, draft, now=START).total


def test_a_plain_draft(cast: Cast) -> None:
    """600 words at 0.24 are 144.00, and 20 % tax."""
    assert total(cast, make_draft(cast.clara)) == Decimal("172.80")


def test_everything_that_raises_the_price(cast: Cast) -> None:
    """600 x 0.24 x 1.35 x 1.4 = 272.16; 35 + 60 + 25 + 18 % (48.99) + 600 x 0.02; 10 % (27.22); 20 % tax."""
    offering = current_offering(cast.inkwell)
    draft = make_draft(
        cast.clara,
        quality=offering.qualities[1],
        deadline=START + 48 * HOUR,
        addons=offering.addons,
        preferred_writer=cast.wanda.membership,
    )

    quote = price_draft(cast.inkwell, draft, now=START)

    amounts = [line.amount for line in quote.lines]
    assert amounts[:1] == [Decimal("272.16")]
    assert sorted(amounts[1:6]) == [Decimal(text) for text in ("12.00", "25.00", "35.00", "48.99", "60.00")]
    assert amounts[6:] == [Decimal("27.22"), Decimal("96.07")]
    assert quote.total == sum(amounts) == Decimal("576.44")


def test_without_a_deadline_the_usual_pace(cast: Cast) -> None:
    draft = make_draft(cast.clara, deadline=None)

    assert total(cast, draft) == Decimal("172.80")


@pytest.mark.parametrize(
    ("field", "missing"), [("service", "service"), ("quality", "quality"), ("quantity", "quantity")]
)
def test_without_what_a_price_needs(cast: Cast, field: str, missing: str) -> None:
    with pytest.raises(PricingProblem) as problem:
        total(cast, make_draft(cast.clara, **{field: None}))

    assert set(problem.value.errors) == {missing}


def test_things_of_another_agency_are_not_offered(cast: Cast) -> None:
    """Keys are the same in both houses; a row of the other one has none here."""
    ours, theirs = current_offering(cast.inkwell), current_offering(cast.northwind)

    facts = pricing_facts(
        ours,
        service_id=theirs.services[0].pk,
        quality_id=theirs.qualities[0].pk,
        quantity=600,
        deadline=START + DAY,
        addon_ids=[theirs.addons[0].pk, ours.addons[0].pk],
        preferred_writer=False,
        reverse_charge=False,
        volume=1,
        now=START,
    )

    assert ours.services[0].key == theirs.services[0].key
    assert (facts.service, facts.quality, facts.addons) == ("", "", (ours.addons[0].key,))


def test_the_price_as_it_was_seen(cast: Cast) -> None:
    offering = current_offering(cast.inkwell)
    draft = make_draft(cast.clara, deadline=START + 7 * DAY)

    then = price_as_seen(cast.inkwell, draft, offering.book_id, START - HOUR)

    assert then is not None
    assert (then.total, total(cast, draft)) == (Decimal("172.80"), Decimal("198.72"))


def test_an_old_price_that_cannot_be_worked_out(cast: Cast) -> None:
    draft, book = make_draft(cast.clara), current_offering(cast.inkwell).book_id
    foreign = current_offering(cast.northwind).book_id

    assert price_as_seen(cast.inkwell, draft, foreign, START) is None
    assert price_as_seen(cast.inkwell, draft, 0, START) is None
    assert price_as_seen(cast.inkwell, draft, book, dt.datetime(1900, 1, 1, tzinfo=dt.UTC)) is None
    assert price_as_seen(cast.inkwell, draft, book, START + 11 * DAY) is None
    assert price_as_seen(cast.inkwell, make_draft(cast.clara, quantity=None), book, START) is None


@pytest.mark.parametrize(
    ("span", "key"),
    [
        (24 * HOUR, "same-day"),
        (25 * HOUR, "express"),
        (72 * HOUR, "express"),
        (7 * DAY, "swift"),
        (8 * DAY, ""),
    ],
)
def test_urgency_by_the_time_left(cast: Cast, span: dt.timedelta, key: str) -> None:
    assert urgency_key(current_offering(cast.inkwell).book, START, START + span) == key


@pytest.mark.parametrize(
    ("span", "possible"),
    [
        (-DAY, False),
        (3 * HOUR - dt.timedelta(seconds=1), False),
        (3 * HOUR, True),
        (730 * DAY, True),
        (731 * DAY, False),
    ],
)
def test_deadlines_that_can_be_kept(span: dt.timedelta, possible: bool) -> None:
    assert (deadline_problem(START + span, START) == "") is possible


def test_nothing_is_missing_of_a_complete_draft(cast: Cast) -> None:
    assert missing_fields(make_draft(cast.clara), START) == {}


def test_more_than_one_order_can_hold(cast: Cast) -> None:
    """The largest amounts of the catalog stay in the columns: pricing says so before the database would."""
    offering = current_offering(cast.inkwell)
    hour = next(row for row in offering.services if row.key == "translation")

    missing = missing_fields(make_draft(cast.clara, service=hour, quantity=1_000_000), START)

    assert missing == {"quantity": "Order between 100 and 60,000 words."}
