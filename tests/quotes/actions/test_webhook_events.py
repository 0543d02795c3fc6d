"""What webhooks are told of quotes."""

from __future__ import annotations

import json

import pytest

from agencies.actions.webhook_events import known_kinds
from agencies.models import WebhookDelivery
from quotes.actions.moving import QUOTES
from quotes.states import WEBHOOK_KIND_OF, WEBHOOK_KINDS
from tests.agencies.helpers.receivers import make_webhook
from tests.helpers.cast import Cast
from tests.quotes.helpers import quote_pages

pytestmark = pytest.mark.django_db


def test_every_verb_has_a_kind_and_every_kind_a_verb() -> None:
    # Saving a quote that is being prepared leaves no event.
    verbs = {row.verb for row in QUOTES.transitions} - {"save"} | {"ask", "prepare", "remind"}
    assert set(WEBHOOK_KIND_OF) == verbs
    assert set(WEBHOOK_KIND_OF.values()) == set(WEBHOOK_KINDS) <= set(known_kinds())


def test_a_quote_is_told_by_number_version_and_states(cast: Cast) -> None:
    make_webhook(cast.max, "https://hooks.example.com/in", *WEBHOOK_KINDS)
    quote = quote_pages.sent(cast)
    bodies = [json.loads(row.body) for row in WebhookDelivery.objects.order_by("pk")]
    assert bodies[-1]["type"] == "quote.sent"
    assert bodies[-1]["data"] == {
        "number": quote.number,
        "version": 1,
        "verb": "send",
        "from_state": bodies[-1]["data"]["from_state"],
        "state": "sent",
    }
