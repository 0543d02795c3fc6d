"""A preset fills a draft or becomes an order, by the API."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.pricing.offering import current_offering
from drafts.actions import presets
from drafts.models import OrderDraft, PresetUse
from orders.models import Order
from project.base import clock
from tests.drafts.helpers.presets import make_preset
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, make_draft, place_order

pytestmark = pytest.mark.django_db
PATH = "orders/order-presets/"
NEW = {"target_type": "draft"}


def address_of(cast: Cast, **fields: Any) -> str:
    return f"{PATH}{make_preset(cast.clara, **fields).public_id}/apply/"


def rest(cast: Cast, **more: Any) -> dict:
    return {
        "target_type": "order",
        "title": "Harbour feature",
        "brief": "A feature about the harbour at dusk, for visitors.",
        "deadline": (clock.now() + 20 * DAY).strftime("%Y-%m-%dT%H:%M:%SZ"),
        **more,
    }


def test_a_new_draft(cast: Cast) -> None:
    api = Api(cast.clara)

    made = api.post(address_of(cast), NEW)

    draft = made.json["draft"]
    assert made.status == 201 and made.json["order"] is None and made.json["left_out"] == []
    assert (draft["quantity"], draft["tone"]) == (800, "Warm") and draft["service"]
    assert api.get(made.headers["Location"]).json == draft
    assert PresetUse.objects.get().draft.public_id == draft["id"]
    assert api.get(PATH).results[0]["usage_count"] == 1


def test_a_new_draft_with_words_of_its_own(cast: Cast) -> None:
    made = Api(cast.clara).post(address_of(cast), {**NEW, "title": "Harbour", "quantity": 500})
    assert (made.json["draft"]["title"], made.json["draft"]["quantity"]) == ("Harbour", 500)


def test_a_draft_that_is_there_keeps_what_it_says(cast: Cast) -> None:
    api = Api(cast.clara)
    draft = make_draft(cast.clara, now=clock.now())
    body = {**NEW, "target_id": draft.public_id}
    address = address_of(cast)

    filled = api.post(address, body)
    replaced = api.post(address, {**body, "fields": ["quantity"], "version": 2})
    stale = api.post(address, {**body, "fields": ["tone"], "version": 1})

    assert filled.status == 200 and filled.headers["ETag"] == '"2"'
    assert (filled.json["draft"]["tone"], filled.json["draft"]["quantity"]) == ("Warm", 600)
    assert replaced.json["draft"]["quantity"] == 800
    assert stale.status == 200, "it says so already, so nothing is stored"
    api.patch(f"orders/order-drafts/{draft.public_id}/", {"tone": "Dry", "version": 3})
    stale = api.post(address, {**body, "fields": ["tone"], "version": 3})
    assert stale.status == 409 and stale.json["current"]["tone"] == "Dry"


def test_an_order_at_once(cast: Cast) -> None:
    api = Api(cast.clara)
    quality = current_offering(cast.inkwell).qualities[0]
    address = address_of(cast, quality=quality)

    moved = api.post(address, rest(cast, total="1.00"))
    placed = api.post(address, rest(cast, total=moved.json["current"]["total"]))

    assert moved.status == 409 and placed.status == 201, placed
    order = Order.objects.get()
    assert placed.json["order"]["number"] == order.number and placed.json["draft"] is None
    assert (order.tone, order.quantity, order.quality) == ("Warm", 800, quality)
    assert OrderDraft.objects.count() == 1, "a refusal leaves no draft"


def test_what_is_missing_for_an_order(cast: Cast) -> None:
    api = Api(cast.clara)

    answer = api.post(address_of(cast), {"target_type": "order"})

    assert answer.status == 400
    assert set(answer.errors) == {"title", "brief", "deadline", "quality", "total"}
    assert not OrderDraft.objects.exists() and not PresetUse.objects.exists()


def test_an_order_that_was_placed(cast: Cast) -> None:
    api, order = Api(cast.clara), place_order(cast.clara, now=clock.now())
    address = address_of(cast)
    placed = api.post(address, {"target_type": "order", "target_id": order.number})
    closed = api.post(address, {"target_type": "draft", "target_id": order.draft.public_id})
    assert placed.status == closed.status == 409
    for target in ("INK-2026-99999", "2222222222"):
        for kind in ("order", "draft"):
            assert api.post(address, {"target_type": kind, "target_id": target}).status == 404
    assert order.draft.version == 1


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"target_type"}),
        ({"target_type": "quote"}, {"target_type"}),
        ({**NEW, "target_id": "x"}, {"target_id"}),
        ({**NEW, "fields": ["tone"]}, {"fields"}),
        ({**NEW, "total": "1.00"}, {"total"}),
        ({**NEW, "version": 1}, {"version"}),
        ({**NEW, "target_id": "2222222222", "fields": []}, {"fields"}),
        ({**NEW, "target_id": "2222222222", "fields": ["colour"]}, {"fields.0"}),
        ({**NEW, "target_id": "2222222222", "title": "A"}, {"title"}),
        ({**NEW, "colour": "red"}, {"colour"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(cast: Cast, body: dict, fields: set) -> None:
    answer = Api(cast.clara).post(address_of(cast), body)
    assert (answer.status, set(answer.errors)) == (400, fields), answer


def test_an_archived_preset(cast: Cast) -> None:
    preset = make_preset(cast.clara)
    presets.archive_preset(actor=cast.clara, preset=preset, now=clock.now())
    assert Api(cast.clara).post(f"{PATH}{preset.public_id}/apply/", NEW).status == 409


def test_what_is_gone_is_named(cast: Cast) -> None:
    address = address_of(cast)
    service = current_offering(cast.inkwell).services[0]
    type(service).objects.filter(pk=service.pk).update(archived_at=clock.now())
    type(cast.inkwell).objects.filter(pk=cast.inkwell.pk).update(catalog_version=98)
    made = Api(cast.clara).post(address, NEW)
    assert made.json["left_out"] == [service.name] and made.json["draft"]["service"] is None


def test_others(cast: Cast) -> None:
    address = address_of(cast)
    never = Api(cast.nick).post(f"{PATH}2222222222/apply/", NEW).response.content
    foreign = Api(cast.nick).post(address, NEW)
    assert foreign.status == 404 and foreign.response.content == never
    assert Api(None, cast.inkwell).post(address, NEW).status == 401
    for member in (cast.wendell, cast.edith, cast.sam, cast.max):
        assert Api(member).post(address, NEW).status == 403
    body = {**NEW, "target_id": make_draft(cast.nick, now=clock.now()).public_id}
    assert Api(cast.clara).post(address, body).status == 404
