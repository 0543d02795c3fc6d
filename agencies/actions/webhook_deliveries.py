"""What people do with deliveries: send a test, send one again. And the sweeps of the log."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agencies.models import Webhook, WebhookDelivery
from agencies.rules.agencies import manages_webhooks
from agencies.rules.webhooks import KEPT
from agencies.states.webhooks import TEST, DeliveryState
from project.base.errors import NotVisible, WrongState, require
from project.base.jobs import defer
from project.base.viewer import Viewer

from .webhook_events import SEND, body_of, send_to
from .webhooks import lock_webhook

#: A delivery whose moment has passed by so much has lost its job.
LOST_AFTER = dt.timedelta(minutes=10)


def send_test(*, actor: Viewer, webhook: Webhook, now: dt.datetime) -> WebhookDelivery:
    """Send an event of the kind TEST, be the webhook on or off: one attempt, whose failure counts for
    nothing. While a test still waits, it is the one that is returned."""
    require(manages_webhooks(actor))
    with transaction.atomic():
        row = lock_webhook(actor, webhook)
        waiting = row.deliveries.filter(kind=TEST, state=DeliveryState.WAITING).first()
        return waiting or send_to(row, TEST, body_of(TEST, {"webhook": row.public_id}, now), now)


def replay_delivery(*, actor: Viewer, delivery: WebhookDelivery, now: dt.datetime) -> WebhookDelivery:
    """Send a delivery once more, as it stands and under its id, with as many attempts as a new one; one that
    waits for its next attempt is sent now. Does nothing for one that is being sent.

    Raises WrongState when the webhook is off, unless it is a test.
    """
    require(manages_webhooks(actor))
    with transaction.atomic():
        webhook = lock_webhook(actor, delivery.webhook)
        row = WebhookDelivery.objects.select_for_update().filter(webhook=webhook, pk=delivery.pk).first()
        if row is None:
            raise NotVisible()
        if not (webhook.enabled or row.is_test):
            raise WrongState(_("The webhook is off. Switch it on first."))
        if row.claimed_until and row.claimed_until > now:
            return row
        if row.state != DeliveryState.WAITING:
            row.tries_before = row.tries
        row.state, row.next_at, row.ended_at, row.claimed_until = DeliveryState.WAITING, now, None, None
        row.save()
        defer(SEND, delivery_id=row.pk)
    return row


def find_lost(*, now: dt.datetime, most: int) -> int:
    """Give deliveries a new job that should have been sent a while ago: whatever became of theirs. Returns
    how many."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    due = WebhookDelivery.objects.filter(
        free, state=DeliveryState.WAITING, next_at__lte=now - LOST_AFTER
    ).order_by("next_at", "pk")
    with transaction.atomic():
        rows = list(due.select_for_update(skip_locked=True)[:most])
        for row in rows:
            row.next_at = now
            row.save(update_fields=["next_at"])
            defer(SEND, delivery_id=row.pk)
    return len(rows)


def purge_deliveries(*, now: dt.datetime, most: int) -> int:
    """Delete deliveries that are older than the log is kept. Returns how many."""
    return _deleted(WebhookDelivery.objects.filter(made_at__lt=now - KEPT), most)


def purge_removed(*, now: dt.datetime, most: int) -> int:
    """Delete what is left of removed webhooks: their log, then they themselves. Returns how many rows."""
    gone = Webhook.objects.filter(removed_at__isnull=False)
    rows = WebhookDelivery.objects.filter(webhook__in=gone)
    if done := _deleted(rows, most):
        return done
    return _deleted(gone.filter(deliveries=None), most)


def _deleted(rows: QuerySet[Any], most: int) -> int:
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:most])
    return rows.model._default_manager.filter(pk__in=ids).delete()[1].get(rows.model._meta.label, 0)
