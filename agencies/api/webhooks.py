"""`/api/v1/agencies/webhooks/`: programs that hear of what happens, and what was sent to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.views.decorators.debug import sensitive_variables
from rest_framework.response import Response

from agencies.actions import webhook_deliveries, webhooks
from agencies.actions.security_log import session_only
from agencies.actions.webhook_events import known_kinds
from agencies.forms.webhooks import FIELDS, WebhookForm
from agencies.models import Webhook, WebhookDelivery
from agencies.pages.webhooks import LOG_KINDS
from agencies.pages.webhooks import ORDER as LOG_ORDER
from agencies.rules.agencies import manages_webhooks
from agencies.rules.webhooks import signs_too
from agencies.views.webhook_deliveries import delivery_or_404
from agencies.views.webhooks import webhook_or_404
from project.base.api.bodies import bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.clock import now

from .webhook_shapes import (
    DeliveryDetailOut,
    DeliveryFilters,
    KindsOut,
    NewWebhook,
    SecretOut,
    WebhookDeliveryOut,
    WebhookFields,
    WebhookOut,
)

MANAGERS = only(manages_webhooks)
ORDER, KINDS = ("name", "id"), (str, int)
#: The page whose act a change is (project/dangerous.py).
EDIT = "agencies:webhook_edit"
#: Where a delivery of a webhook stands below it.
ONE = "deliveries/<public_id:delivery_id>"


class WebhookViewSet(Resource):
    """Webhooks of the agency."""

    shows_secret = True

    def thing(self, key: str) -> Webhook:
        return webhook_or_404(self.http, key)

    def shown(self, thing: Webhook) -> dict[str, Any]:
        return webhook_row(thing)

    @endpoint(MANAGERS, WebhookOut, listed=True)
    def list(self, request: Any) -> Response:
        """List the agency's webhooks."""
        rows = Webhook.objects.visible_to(self.viewer)
        return page(self, rows, webhook_row, order=ORDER, kinds=KINDS)

    @endpoint(MANAGERS, WebhookOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a webhook. Its secret is shown by no read."""
        return self.ok(self.thing(public_id))

    @endpoint(MANAGERS, SecretOut, status=201, body=NewWebhook, dangerous="agencies:webhook_new")
    @sensitive_variables("secret", "response")
    def create(self, request: Any) -> Response:
        """Create a webhook. Its `secret` is in this answer alone, so it takes no Idempotency-Key: a second
        webhook of the same name is refused."""
        form = bound(WebhookForm, {"enabled": True, **self.body})
        made, secret = webhooks.create_webhook(**self._who(), **form.facts)
        response = self.created(made, f"/api/v1/agencies/webhooks/{made.public_id}/")
        response.data["secret"] = secret
        return response

    @endpoint(MANAGERS, WebhookOut, body=WebhookFields, versioned=True, dangerous=EDIT)
    def update(self, request: Any, public_id: str) -> Response:
        """Replace a webhook. Without `enabled` it is switched on."""
        return self._save(self.thing(public_id), {"enabled": True, **self.body})

    @endpoint(MANAGERS, WebhookOut, body=WebhookFields, versioned=True, partial=True, dangerous=EDIT)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change some fields of a webhook."""
        stored = self.thing(public_id)
        return self._save(stored, {**{name: getattr(stored, name) for name in FIELDS}, **self.body})

    @endpoint(MANAGERS, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Delete a webhook with its log. Nothing more is sent there."""
        webhooks.remove_webhook(**self._who(), webhook=self.thing(public_id))
        return Response(status=204)

    @verb("kinds", MANAGERS, KindsOut, method="get", detail=False)
    def kinds(self, request: Any) -> Response:
        """List the kinds of events that a webhook can take."""
        found = [{"kind": kind, "description": str(words)} for kind, words in known_kinds().items()]
        return Response({"kinds": found})

    @verb("rotate-secret", MANAGERS, SecretOut, dangerous="agencies:webhook_rotate")
    @sensitive_variables("secret", "response")
    def rotate_secret(self, request: Any, public_id: str) -> Response:
        """Rotate the secret. The new one is in this answer alone; for 24 hours events are signed with the
        present one, too."""
        stored, secret = webhooks.rotate_secret(**self._who(), webhook=self.thing(public_id))
        response = self.ok(stored)
        response.data["secret"] = secret
        return response

    @verb("test", MANAGERS, DeliveryDetailOut, status=201, creates=True)
    def test(self, request: Any, public_id: str) -> Response:
        """Send a test event, by one attempt. While one waits to be sent, it is the one that is answered."""
        sent = webhook_deliveries.send_test(actor=self.viewer, webhook=self.thing(public_id), now=self.now)
        return Response(delivery_detail(sent), status=201)

    @verb("deliveries", MANAGERS, WebhookDeliveryOut, method="get", listed=True, query=DeliveryFilters)
    def deliveries(self, request: Any, public_id: str) -> Response:
        """List what was sent to a webhook in the last 30 days, newest first."""
        rows = self.thing(public_id).deliveries.all()
        if state := self.asked.get("state"):
            rows = rows.filter(state=state)
        return page(self, rows, delivery_row, order=LOG_ORDER, kinds=LOG_KINDS)

    @verb(ONE, MANAGERS, DeliveryDetailOut, method="get")
    def delivery(self, request: Any, public_id: str, delivery_id: str) -> Response:
        """Read a delivery: what was sent, and what came back each time."""
        return Response(delivery_detail(delivery_or_404(self.http, public_id, delivery_id)))

    @verb(f"{ONE}/replay", MANAGERS, DeliveryDetailOut, moves=True)
    def replay(self, request: Any, public_id: str, delivery_id: str) -> Response:
        """Send an event again, under the same id. One that waits for its next attempt is sent now."""
        found = delivery_or_404(self.http, public_id, delivery_id)
        sent = webhook_deliveries.replay_delivery(actor=self.viewer, delivery=found, now=self.now)
        return Response(delivery_detail(sent))

    def _save(self, stored: Webhook, said: Mapping[str, Any]) -> Response:
        form = bound(WebhookForm, {name: said[name] for name in FIELDS if name in said})
        facts = {**self._who(), **form.facts, "version": self.version()}
        return self.ok(webhooks.change_webhook(webhook=stored, **facts))

    def _who(self) -> dict[str, Any]:
        return {"actor": self.viewer, "now": self.now, "browser": session_only(self.http)}


def webhook_row(row: Webhook) -> dict[str, Any]:
    """A webhook as the API shows it."""
    return {
        "id": row.public_id,
        **{name: getattr(row, name) for name in FIELDS},
        "off_reason": row.off_reason or None,
        "off_at": moment_text(row.off_at),
        "failing_since": moment_text(row.failing_since),
        "former_secret_until": moment_text(signs_too(row, now())),
        "version": row.version,
        "created_at": moment_text(row.made_at),
        "updated_at": moment_text(row.changed_at),
    }


def delivery_row(row: WebhookDelivery) -> dict[str, Any]:
    """A delivery as the log shows it."""
    return {
        "id": row.public_id,
        "webhook_id": row.message_id,
        "type": row.kind,
        "state": row.state,
        "attempts_made": row.tries,
        "created_at": moment_text(row.made_at),
        "next_attempt_at": moment_text(row.next_at),
        "ended_at": moment_text(row.ended_at),
    }


def delivery_detail(row: WebhookDelivery) -> dict[str, Any]:
    """A delivery with its body and each attempt."""
    attempts = [
        {
            "number": each.number,
            "at": moment_text(each.at),
            "url": each.url,
            "outcome": each.outcome or None,
            "status": each.status,
            "response": each.answer,
            "milliseconds": each.milliseconds,
        }
        for each in row.attempts.order_by("number")
    ]
    return {**delivery_row(row), "body": row.body, "attempts": attempts}
