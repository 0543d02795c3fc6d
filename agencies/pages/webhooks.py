"""Webhooks and their log as pages print them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.actions.webhook_events import known_kinds
from agencies.actions.webhook_sending import USER_AGENT
from agencies.forms.webhooks import WebhookForm
from agencies.hooks import webhook_kinds
from agencies.models import Webhook, WebhookAttempt, WebhookDelivery
from agencies.states.webhooks import TEST, TONES, DeliveryState, Outcome, SwitchedOff
from project.base.http import MemberRequest
from project.base.paging import Page, page_of

#: Order and types of the log's keyset, of page and API alike.
ORDER, LOG_KINDS = ("-made_at", "-id"), (dt.datetime, int)
#: Tabs of the log: by states, all without.
STATES: Mapping[str, tuple[DeliveryState, ...]] = {
    "": (),
    "waiting": (DeliveryState.WAITING,),
    "failed": (DeliveryState.GIVEN_UP, DeliveryState.DROPPED),
}


def kind_words(kind: str) -> str:
    """What happened, in words; its name for a kind that no app announces any more."""
    return str(_("Test event") if kind == TEST else known_kinds().get(kind, kind))


def webhook_row(webhook: Webhook) -> dict[str, Any]:
    """What list and page print of a webhook."""
    return {
        "webhook": webhook,
        "name": webhook.name,
        "address": webhook.url,
        "url": reverse("agencies:webhook", args=[webhook.public_id]),
        "count": len(webhook.kinds),
        "off": SwitchedOff(webhook.off_reason).label if webhook.off_reason else "",
        **_state_of(webhook),
    }


def _state_of(webhook: Webhook) -> dict[str, str]:
    if webhook.off_reason:
        return {"state": _("Switched off"), "tone": "bad"}
    if not webhook.enabled:
        return {"state": _("Off"), "tone": "neutral"}
    if webhook.failing_since:
        return {"state": _("Failing"), "tone": "warn"}
    return {"state": _("On"), "tone": "good"}


def chosen(webhook: Webhook) -> list[dict[str, Any]]:
    """Its kinds under the titles of the apps that announce them."""
    parts = [
        {"title": part.title, "words": [words for kind, words in part.kinds.items() if kind in webhook.kinds]}
        for part in webhook_kinds
    ]
    return [part for part in parts if part["words"]]


def choices(form: WebhookForm) -> list[dict[str, Any]]:
    """The kinds to choose from, under their titles."""
    ticked = {str(kind) for kind in form["kinds"].value() or ()}
    return [
        {
            "title": part.title,
            "rows": [
                {"kind": kind, "words": words, "checked": kind in ticked}
                for kind, words in part.kinds.items()
            ],
        }
        for part in webhook_kinds
    ]


def log_page(request: MemberRequest, webhook: Webhook, tab: str) -> Page[Any]:
    """A page of the log, newest first."""
    rows = webhook.deliveries.all()
    if STATES[tab]:
        rows = rows.filter(state__in=STATES[tab])
    found = page_of(rows, request, order=ORDER, kinds=LOG_KINDS)
    return found.with_rows([delivery_row(webhook, row) for row in found.rows])


def log_tabs(webhook: Webhook, tab: str) -> list[dict[str, Any]]:
    """The tabs above the log."""
    url = reverse("agencies:webhook", args=[webhook.public_id])
    labels = {"": _("All"), "waiting": _("Waiting"), "failed": _("Failed")}
    return [
        {"label": label, "url": f"{url}?state={key}" if key else url, "active": key == tab, "count": None}
        for key, label in labels.items()
    ]


def delivery_row(webhook: Webhook, delivery: WebhookDelivery) -> dict[str, Any]:
    """What log and page print of a delivery."""
    state = DeliveryState(delivery.state)
    return {
        "delivery": delivery,
        "words": kind_words(delivery.kind),
        "kind": delivery.kind,
        "url": reverse("agencies:webhook_delivery", args=[webhook.public_id, delivery.public_id]),
        "state": state.label,
        "tone": TONES[state],
        "tries": delivery.tries,
    }


def attempt_row(attempt: WebhookAttempt) -> dict[str, Any]:
    """What the page of a delivery prints of an attempt."""
    if not attempt.outcome:
        return {"attempt": attempt, "tone": "info", "state": _("In progress"), "words": ""}
    if attempt.outcome == Outcome.DELIVERED:
        return {"attempt": attempt, "tone": "good", "state": Outcome.DELIVERED.label, "words": ""}
    words = Outcome(attempt.outcome).label
    return {"attempt": attempt, "tone": "bad", "state": _("Failed"), "words": words}


def request_of(delivery: WebhookDelivery) -> dict[str, Any]:
    """The request as it is sent by each attempt; timestamp and signature are made anew each time."""
    return {
        "headers": [
            ("Content-Type", "application/json"),
            ("User-Agent", USER_AGENT),
            ("webhook-id", delivery.message_id),
        ],
        "body": json.dumps(json.loads(delivery.body), indent=2, ensure_ascii=False),
    }


def is_soon(delivery: WebhookDelivery, now: dt.datetime) -> bool:
    """Whether it is being sent, or will be within the minute: its page asks again by itself."""
    return delivery.next_at is not None and delivery.next_at <= now + dt.timedelta(minutes=1)
