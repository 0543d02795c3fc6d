"""Rules and undoing by the API."""

from __future__ import annotations

import pytest

from catalog.models import Subject
from orders.models import Order
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast
from tests.helpers.factories import HOUR, place_order
from tests.writers.helpers.auto_accept import archive, offer, rule
from writers.models import AutoAcceptRule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
RULES = "writer-management/auto-accept-rules/"


def test_a_rule_is_made_changed_tried_and_deleted(cast: Cast) -> None:
    order, mine = offer(cast, now=START - HOUR), Api(cast.wendell)
    body = {"clients": "any", "service": order.service.key, "min_fee": "50.00"}

    made = mine.post(RULES, body)

    assert (made.status, made.json["enabled"], made.json["service"]) == (201, False, order.service.key)
    url = f"{RULES}{made.json['id']}/"
    tried = mine.get(f"{url}dry-run/").json
    assert [row["order"] for row in tried["offers"]] == [order.number]
    changed = mine.call("PATCH", url, {"enabled": True, "min_days": 2, "version": 1})
    assert (changed.status, changed.json["enabled"], changed.json["min_fee"]) == (200, True, "50.00")
    assert mine.call("PATCH", url, {"enabled": False, "version": 1}).status == 409
    replaced = mine.call("PUT", url, {"clients": "preferred", "version": 2})
    assert (replaced.json["min_fee"], replaced.json["enabled"]) == (None, False)
    assert [row["id"] for row in mine.get(RULES).results] == [made.json["id"]]
    assert mine.call("DELETE", url).status == 204
    assert mine.get(url).status == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"clients": "nobody"}, "clients"),
        ({"subject": "nothing"}, "subject"),
        ({"min_days": 366}, "min_days"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(cast: Cast, wrong: dict[str, object], field: str) -> None:
    refused = Api(cast.wendell).post(RULES, {"clients": "any", **wrong})

    assert (refused.status, list(refused.errors)) == (400, [field])
    assert not AutoAcceptRule.objects.exists()


def test_rules_are_their_writers_alone(cast: Cast) -> None:
    made = rule(cast.wendell)

    assert Api(cast.wanda).get(RULES).results == []
    assert Api(cast.wanda).call("DELETE", f"{RULES}{made.public_id}/").status == 404
    assert Api(cast.max).get(RULES).status == 403


def test_undoing(cast: Cast) -> None:
    rule(cast.wendell)
    order = offer(cast)
    path = f"orders/orders/{order.number}/"
    assert "undo_acceptance" in Api(cast.wendell).get(f"{path}actions/").json["allowed"]
    assert Api(cast.wanda).post(f"{path}undo-acceptance/").status == 404

    for _click in range(2):
        assert Api(cast.wendell).post(f"{path}undo-acceptance/").status == 204

    assert Order.objects.get(pk=order.pk).state == "placed"


def test_a_rule_of_an_archived_service_and_subject_can_be_switched_off(cast: Cast) -> None:
    order = place_order(cast.clara)
    subject = Subject.objects.filter(agency=cast.inkwell)[0]
    made = rule(cast.wendell, service=order.service, subject=subject)
    archive(order.service, subject)

    changed = Api(cast.wendell).call("PATCH", f"{RULES}{made.public_id}/", {"enabled": False, "version": 1})

    assert (changed.status, changed.json["enabled"], changed.json["subject"]) == (200, False, subject.key)
    refused = Api(cast.wendell).post(RULES, {"clients": "any", "subject": subject.key})
    assert refused.status == 400
