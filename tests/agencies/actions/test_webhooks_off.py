"""Webhooks while the agency has switched them off: nothing is announced, and what waits is not sent."""

from __future__ import annotations

import pytest

from agencies.actions.webhook_events import announce
from agencies.actions.webhook_sending import Answer, Call, send_delivery
from agencies.models import Agency, WebhookDelivery
from agencies.states.webhooks import DeliveryState, Outcome
from tests.agencies.helpers.receivers import make_webhook
from tests.helpers.cast import START, Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("on", [True, False])
def test_what_waits_is_sent_while_they_are_on_alone(cast: Cast, on: bool) -> None:
    make_webhook(cast.max, "https://hooks.example.com/in")
    facts = {"agency_id": cast.inkwell.pk, "kind": "order.placed", "data": {"number": "INK-2026-00001"}}
    assert announce(**facts, now=START) == 1  # type: ignore[arg-type]
    delivery = WebhookDelivery.objects.get()
    Agency.objects.filter(pk=cast.inkwell.pk).update(features=[] if on else ["-webhooks"])
    calls: list[Call] = []

    def post(call: Call) -> Answer:
        calls.append(call)
        return Answer(Outcome.DELIVERED, 200)

    assert send_delivery(delivery_id=delivery.pk, post=post, now=START) is on
    delivery.refresh_from_db()
    assert (len(calls), delivery.state) == (
        (1, DeliveryState.DELIVERED) if on else (0, DeliveryState.DROPPED)
    )
    assert announce(**facts, now=START) == on  # type: ignore[arg-type]
