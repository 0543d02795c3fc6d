"""docs/webhooks.md against the program: every kind, and the five lines that verify an event."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.conf import settings
from standardwebhooks.webhooks import WebhookVerificationError

from agencies.actions.webhook_deliveries import send_test
from agencies.actions.webhook_events import body_of, known_kinds
from agencies.tasks import send_webhook
from project.base import clock
from tests.agencies.helpers.receivers import make_webhook, receiver
from tests.helpers.cast import START, Cast

PAGE = (settings.BASE_DIR / "docs" / "webhooks.md").read_text()


def test_the_page_names_every_kind_in_its_words() -> None:
    rows = dict(re.findall(r"^\| `([a-z_]+\.[a-z_]+)` +\| (.+?) +\|$", PAGE, re.MULTILINE))
    rows.pop("webhook.test", None)
    assert rows == {kind: str(words) for kind, words in known_kinds().items()}


def test_the_example_is_how_a_body_looks() -> None:
    [example] = re.findall(r"^\{.*\}$", PAGE, re.MULTILINE)
    data = {
        "number": "INK-2026-00042",
        "verb": "approve",
        "from_state": "in_review",
        "state": "delivered",
        "delivery": 1,
    }
    assert body_of("order.delivered", data, START) == example


@pytest.mark.django_db
def test_the_lines_of_the_page_verify_a_real_event(cast: Cast, settings: Any) -> None:
    settings.WEBHOOKS_REACH_LOCAL = True
    [lines] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    written: dict[str, Any] = {}
    exec(lines, written)  # the page's own code
    with receiver() as found:
        webhook, secret = make_webhook(cast.max, found.url)
        send_webhook(delivery_id=send_test(actor=cast.max, webhook=webhook, now=clock.now()).pk)

    got, event_of = found.last, written["event_of"]
    assert event_of(secret, got.headers, got.body.encode())["type"] == "webhook.test"
    old = {**got.headers, "webhook-timestamp": str(int((clock.now() - dt.timedelta(minutes=6)).timestamp()))}
    for headers, body in ((got.headers, got.body + " "), (old, got.body)):
        with pytest.raises(WebhookVerificationError):
            event_of(secret, headers, body.encode())
