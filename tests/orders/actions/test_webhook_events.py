"""What webhooks are told of orders and revisions."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import transaction

from agencies.actions.webhook_events import known_kinds
from agencies.models import WebhookDelivery
from orders.actions.ledger import record_payment
from orders.actions.mail_jobs import quietly
from orders.actions.moving import ORDERS
from orders.actions.revision_moving import REVISIONS
from orders.states.stateless_verbs import OTHER_VERBS
from orders.states.webhook_kinds import KIND_OF, ORDER_KINDS, REVISION_KINDS, UNTOLD
from tests.agencies.helpers.receivers import make_webhook
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.helpers.story import FEE, Story

pytestmark = pytest.mark.django_db
URL = "https://hooks.example.com/in"


@pytest.fixture
def told(cast: Cast) -> Any:
    """The bodies that a webhook for everything was sent so far."""
    make_webhook(cast.max, URL, *known_kinds())

    def bodies() -> list[dict[str, Any]]:
        rows = WebhookDelivery.objects.order_by("pk").values_list("body", flat=True)
        return [json.loads(body) for body in rows]

    return bodies


def test_every_verb_has_a_kind_and_every_kind_a_verb() -> None:
    own = {row.verb for row in ORDERS.transitions} | {row.verb for row in REVISIONS.transitions}
    # Its events are accept_points and reopen_points.
    verbs = (own | set(OTHER_VERBS)) - UNTOLD - {"judge_points"}
    assert set(KIND_OF) == verbs
    assert {*KIND_OF.values(), "order.delivered"} == {*ORDER_KINDS, *REVISION_KINDS}
    assert {*ORDER_KINDS, *REVISION_KINDS} <= set(known_kinds())


def test_an_order_from_placing_to_completion(cast: Cast, told: Any) -> None:
    story = Story(cast).completed()
    kinds = [body["type"] for body in told()]
    assert kinds == [
        "order.placed",
        "order.offered",
        "order.offer_accepted",
        "order.started",
        "order.submitted",
        "order.review_claimed",
        "order.delivered",
        "order.completed",
    ]
    number = story.order.number
    assert told()[0]["data"] == {"number": number, "verb": "place", "from_state": "", "state": "placed"}
    assert told()[6]["data"] == {
        "number": number,
        "verb": "approve",
        "from_state": "in_review",
        "state": "delivered",
        "delivery": 1,
    }


def test_without_review_a_hand_in_is_a_delivery(cast: Cast, told: Any) -> None:
    cast.inkwell.features = ["-editorial_review"]
    cast.inkwell.save(update_fields=["features"])
    Story(cast).in_progress().deliver()
    assert told()[-1]["type"] == "order.delivered" and told()[-1]["data"]["verb"] == "deliver"


def test_a_revision_is_named_by_its_id(cast: Cast, told: Any) -> None:
    story = Story(cast).answered()
    found = [body for body in told() if body["type"].startswith("revision.")]
    assert found[0]["type"] == "revision.requested"
    assert found[0]["data"]["revision"] == story.revision.public_id
    assert found[0]["data"]["state"] == "revision_requested"


def test_nothing_that_a_role_may_not_see_leaves(cast: Cast, told: Any) -> None:
    """Numbers, ids, states: no name, no text, no money."""
    story = Story(cast, title="A secret title").answered()
    facts = {"amount": FEE, "back": False, "on": START.date(), "note": "secret note", "unusual": True}
    record_payment(actor=cast.max, order=story.order, now=START, **facts)
    allowed = {"number", "verb", "from_state", "state", "delivery", "revision"}
    assert len(told()) > 10
    for body in told():
        assert set(body) == {"type", "timestamp", "data"} and set(body["data"]) <= allowed
        text = json.dumps(body)
        assert "secret" not in text and "90.00" not in text
        assert not any(member.membership.public_name in text for member in cast.of_inkwell.values())


def test_an_act_that_fails_tells_nobody(cast: Cast, told: Any) -> None:
    with transaction.atomic():
        place_order(cast.clara)
        transaction.set_rollback(True)
    assert told() == []


def test_history_that_is_written_afterwards_tells_nobody(cast: Cast, told: Any) -> None:
    with quietly():
        place_order(cast.clara)
    assert told() == []


def test_other_agencies_hear_nothing(cast: Cast) -> None:
    make_webhook(cast.mara, URL, *known_kinds())
    place_order(cast.clara)
    assert not WebhookDelivery.objects.exists()
