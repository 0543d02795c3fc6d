"""Announcing what happened to the webhooks that want to hear of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from agencies.hooks import webhook_kinds
from agencies.models import Webhook, WebhookDelivery
from project.base.features import is_on
from project.base.jobs import defer

#: The job that sends one delivery.
SEND = "agencies.send_webhook"


def known_kinds() -> dict[str, Any]:
    """Every kind that an app announces, and what happened then, in words."""
    return {name: words for part in webhook_kinds for name, words in part.kinds.items()}


def announce(*, agency_id: int, kind: str, data: Mapping[str, Any], now: dt.datetime) -> int:
    """Have each webhook of the agency that takes `kind` told, by a job of its own, if the surrounding
    transaction commits. Returns how many are. One query when none is.

    `data` holds ids, numbers and states, nothing that a person wrote and no money: it leaves the house. At
    least once is promised, the order of events is not. Raises LookupError for a kind that no app registered.
    """
    if kind not in known_kinds():
        raise LookupError(f"no app registered {kind} with agencies.hooks.webhook_kinds")
    found = Webhook.objects.listening(agency_id, kind).select_related("agency")
    hooks = [webhook for webhook in found if is_on(webhook.agency, "webhooks")]
    if hooks:
        body = body_of(kind, data, now)
        with transaction.atomic():
            for webhook in hooks:
                send_to(webhook, kind, body, now)
    return len(hooks)


def send_to(webhook: Webhook, kind: str, body: str, now: dt.datetime) -> WebhookDelivery:
    """Write down one delivery with its job."""
    delivery = WebhookDelivery.objects.create(
        agency_id=webhook.agency_id, webhook=webhook, kind=kind, body=body, made_at=now, next_at=now
    )
    defer(SEND, delivery_id=delivery.pk)
    return delivery


def body_of(kind: str, data: Mapping[str, Any], now: dt.datetime) -> str:
    """The text that is signed and sent, the same by each attempt."""
    moment = now.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({"type": kind, "timestamp": moment, "data": dict(data)}, separators=(",", ":"))
