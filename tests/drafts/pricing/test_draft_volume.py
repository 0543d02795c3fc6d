"""A draft that is one of several commissioned together: priced, ordered and quoted by its volume tier, which
nobody can send."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from drafts.actions import drafts
from drafts.models import OrderDraft
from drafts.pricing.draft_price import price_draft
from orders.actions import placing
from project.base import clock
from quotes.actions import asking
from tests.catalog.helpers.prices import change
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import make_draft, seen_price

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_catalog")]


def one_of(cast: Cast, pieces: int) -> OrderDraft:
    """A draft of Clara's that is one of so many; the starter price list takes 5 % off from ten on."""
    draft = make_draft(cast.clara, now=clock.now())
    OrderDraft.objects.filter(pk=draft.pk).update(volume=pieces)
    draft.refresh_from_db()
    return draft


def test_price_and_order_are_the_same_to_the_cent(cast: Cast) -> None:
    """600 x 0.24 = 144.00, less 7.20, and 20 % tax."""
    draft, now = one_of(cast, 12), clock.now()

    price = price_draft(cast.inkwell, draft, now=now)
    order = placing.convert_draft(
        actor=cast.clara, draft=draft, seen=seen_price(cast.clara, draft, now), now=now
    )

    stored = [(line.kind, line.label, line.base, line.multiplier, line.amount) for line in order.lines.all()]
    assert price.total == sum(line[-1] for line in stored) == Decimal("164.16")
    assert order.ledger.get().amount == price.total
    assert stored == [(row.kind, row.label, row.base, row.multiplier, row.amount) for row in price.lines]
    assert stored[1] == (
        "volume",
        "Volume: 12 pieces, 5% off",
        Decimal("144.00"),
        Decimal("-0.05"),
        Decimal("-7.20"),
    )


def test_an_order_keeps_its_tier_whatever_later_versions_say(cast: Cast) -> None:
    draft, now = one_of(cast, 12), clock.now()
    order = placing.convert_draft(
        actor=cast.clara, draft=draft, seen=seen_price(cast.clara, draft, now), now=now
    )

    change(cast.max, "volumes", "from-10", percent=Decimal(50))

    assert [line.amount for line in order.lines.filter(kind="volume")] == [Decimal("-7.20")]


def test_below_every_tier_it_costs_what_one_costs(cast: Cast) -> None:
    assert price_draft(cast.inkwell, one_of(cast, 9), now=START).total == Decimal("172.80")


def test_a_copy_is_a_piece_by_itself(cast: Cast) -> None:
    copy = drafts.duplicate_draft(actor=cast.clara, draft=one_of(cast, 12), now=clock.now())

    assert copy.volume == 1


def test_a_quote_is_of_its_volume(cast: Cast) -> None:
    draft = one_of(cast, 12)
    quote = asking.ask_quote(actor=cast.clara, draft=draft, wish="", now=clock.now())

    assert price_draft(cast.inkwell, quote.desk_draft, now=clock.now()).total == Decimal("164.16")


@pytest.mark.parametrize("verb", ["post", "patch"])
def test_a_client_cannot_send_it_by_the_api(cast: Cast, verb: str) -> None:
    draft = one_of(cast, 1)
    path = "orders/order-drafts/" if verb == "post" else f"orders/order-drafts/{draft.public_id}/"
    body = {"title": "Mine", "volume": 12} | ({"version": draft.version} if verb == "patch" else {})

    answer = getattr(Api(cast.clara), verb)(path, body)

    assert answer.status == 400 and "volume" in answer.json["errors"]
    assert set(OrderDraft.objects.values_list("volume", flat=True)) == {1}


def test_a_client_cannot_send_it_by_the_form(cast: Cast) -> None:
    draft = one_of(cast, 1)

    answer = browser(cast.clara).post(f"/orders/drafts/{draft.public_id}/", {"title": "Mine", "volume": "12"})

    assert answer.status_code == 422 and "volume" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.volume == 1


@pytest.mark.parametrize("pieces", [0, 10_001])
def test_the_database_refuses_what_no_class_has(cast: Cast, pieces: int) -> None:
    draft = make_draft(cast.clara)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderDraft.objects.filter(pk=draft.pk).update(volume=pieces)
