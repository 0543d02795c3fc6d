"""The price of an order is the one that the page showed, and an order lacks nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from catalog.pricing.offering import current_offering
from drafts.actions import drafts
from drafts.models import OrderDraft
from orders.actions.placing import PriceMoved, SeenPrice, convert_draft
from orders.models import Order
from project.base.errors import Conflict, Invalid
from project.base.viewer import Member
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import DAY, HOUR, make_draft, place_order, seen_price
from tests.orders.helpers.support import dearer_book, publish

pytestmark = pytest.mark.django_db


def convert(
    member: Member, draft: OrderDraft, seen: SeenPrice | None = None, now: dt.datetime = START
) -> Order:
    return convert_draft(actor=member, draft=draft, seen=seen or seen_price(member, draft, now), now=now)


def test_the_minimum_charge(cast: Cast) -> None:
    """200 words at 0.24 are 48.00; to 60.00 are missing 12.00, and 20 % tax on 60.00."""
    order = place_order(cast.clara, quantity=200)

    assert [(line.kind, line.amount) for line in order.lines.all()] == [
        ("work", Decimal("48.00")),
        ("minimum", Decimal("12.00")),
        ("tax", Decimal("12.00")),
    ]
    assert order.ledger.get().amount == Decimal("72.00")


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"title": ""}, {"title"}),
        ({"brief": ""}, {"brief"}),
        ({"brief": "only four words here"}, {"brief"}),
        ({"deadline": None}, {"deadline"}),
        ({"deadline": START}, {"deadline"}),
        ({"deadline": START - DAY}, {"deadline"}),
        ({"deadline": START + 2 * HOUR}, {"deadline"}),
        ({"deadline": START + 731 * DAY}, {"deadline"}),
        ({"service": None}, {"service"}),
        ({"quality": None}, {"quality"}),
        ({"quantity": None}, {"quantity"}),
        ({"quantity": 199}, {"quantity"}),
        ({"quantity": 8_001}, {"quantity"}),
        (
            {"title": "", "brief": "", "deadline": None, "service": None, "quality": None, "quantity": None},
            {"title", "brief", "deadline", "service", "quality", "quantity"},
        ),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_placed(
    cast: Cast, fields: dict[str, Any], missing: set[str]
) -> None:
    draft = make_draft(cast.clara, **fields)

    with pytest.raises(Invalid) as refusal:
        convert_draft(actor=cast.clara, draft=draft, seen=SeenPrice(Decimal(1), 1, START), now=START)

    assert set(refusal.value.errors) == missing
    assert all(texts and all(texts) for texts in refusal.value.errors.values())
    assert not Order.objects.exists()
    assert OrderDraft.objects.get(pk=draft.pk).converted_at is None


def test_the_shortest_and_the_longest_deadline(cast: Cast) -> None:
    for deadline in (START + 3 * HOUR, START + 730 * DAY):
        assert place_order(cast.clara, deadline=deadline).client_deadline == deadline


def test_the_subject_may_be_left_open(cast: Cast) -> None:
    assert place_order(cast.clara, subject=None).subject is None


def test_what_is_no_longer_offered_cannot_be_ordered(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    seen = seen_price(cast.clara, draft, START)
    draft.service.archived_at = START
    draft.service.save()
    publish(cast.inkwell)

    with pytest.raises(Invalid) as refusal:
        convert_draft(actor=load_cast().clara, draft=draft, seen=seen, now=START)

    assert refusal.value.errors["service"] == ["Choose a service that we offer."]


def test_a_new_price_book_moves_the_price(cast: Cast) -> None:
    draft = make_draft(cast.clara)
    seen = seen_price(cast.clara, draft, START)
    book = dearer_book(cast.inkwell, Decimal(2))
    clara = load_cast().clara

    with pytest.raises(PriceMoved) as moved:
        convert_draft(actor=clara, draft=draft, seen=seen, now=START + HOUR)

    assert moved.value.old is not None
    assert (moved.value.old.total, moved.value.new.total) == (Decimal("172.80"), Decimal("345.60"))
    assert isinstance(moved.value, Conflict)
    assert not Order.objects.exists()
    order = convert_draft(
        actor=clara, draft=draft, seen=SeenPrice(Decimal("345.60"), book.pk, START + HOUR), now=START + HOUR
    )
    assert (order.price_book, order.ledger.get().amount) == (book, Decimal("345.60"))


def test_time_alone_moves_the_price_into_a_tighter_tier(cast: Cast) -> None:
    draft = make_draft(cast.clara, deadline=START + dt.timedelta(hours=73))
    seen = seen_price(cast.clara, draft, START)

    with pytest.raises(PriceMoved) as moved:
        convert_draft(actor=cast.clara, draft=draft, seen=seen, now=START + 2 * HOUR)

    assert moved.value.old is not None
    assert (moved.value.old.total, moved.value.new.total) == (Decimal("198.72"), Decimal("241.92"))


def test_a_price_that_was_never_shown(cast: Cast) -> None:
    """Whatever a page sends: the order costs what it costs, and an
    unknown book gives no old price to print."""
    draft = make_draft(cast.clara)
    theirs = current_offering(cast.northwind).book_id

    for seen in (
        SeenPrice(Decimal(1), theirs, START),
        SeenPrice(Decimal(1), 10**12, START),
        SeenPrice(Decimal(-1), 0, START - dt.timedelta(days=365 * 1900)),
    ):
        with pytest.raises(PriceMoved) as moved:
            convert_draft(actor=cast.clara, draft=draft, seen=seen, now=START)
        assert moved.value.old is None
    assert not Order.objects.exists()


def test_what_is_stored_counts_and_not_what_the_page_held(cast: Cast) -> None:
    """The draft object of a slow request is old; the row under its lock decides."""
    draft = make_draft(cast.clara)
    seen = seen_price(cast.clara, draft, START)
    drafts.save_draft(actor=cast.clara, draft=draft, version=1, fields={"quantity": 1200}, now=START)

    with pytest.raises(PriceMoved) as moved:
        convert_draft(actor=cast.clara, draft=draft, seen=seen, now=START)

    assert moved.value.new.total == Decimal("345.60")
