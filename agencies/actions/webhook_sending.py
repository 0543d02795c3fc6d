"""Sending a delivery: claimed by one worker, sent outside of any transaction, and what came of it noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.db.models import Q

from agencies.models import Webhook, WebhookAttempt, WebhookDelivery
from agencies.rules.webhooks import wait_after, why_off
from agencies.states.webhooks import DeliveryState, Outcome
from project.base.features import is_on
from project.base.jobs import NotNow

from .webhook_secrets import signatures
from .webhooks import switch_off

#: How long a claim holds: longer than a call may take (agencies.adapters.webhook_post), so that a delivery
#: whose worker was killed is late by this, and one whose receiver is slow is sent once.
LEASE = dt.timedelta(seconds=60)
#: A receiver that fails gets one call at a time; the next one asks again after so long.
PATIENCE = dt.timedelta(minutes=1)
USER_AGENT = "Quillhouse-Webhooks/1"


@dataclass(frozen=True)
class Call:
    """What is sent: a POST of `body` with these headers."""

    url: str
    body: str
    headers: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Answer:
    """What came back: the beginning of the answer as text, how long it took. `status` None: no answer."""

    outcome: str
    status: int | None = None
    text: str = ""
    milliseconds: int = 0


#: Sends one call and answers whatever becomes of it; raises nothing.
Post = Callable[[Call], Answer]


@dataclass(frozen=True)
class _Claim:
    attempt: WebhookAttempt
    until: dt.datetime
    call: Call | None


def send_delivery(*, delivery_id: int, post: Post, now: dt.datetime) -> bool:
    """Make one attempt at a delivery. Returns whether its receiver took it.

    Two workers never send it side by side: whoever comes second is told to come later. A worker that dies in
    between sends it again after LEASE, so a receiver may get it twice, under the same id. Does nothing for
    what has ended, is gone, or goes to a webhook that is off, alone or with all of them, or whose agency is
    suspended. After failures that say so (why_off) the webhook is switched off.

    Raises NotNow with the moment of the next attempt when this one failed and is not the last, or when it is
    too early.
    """
    claim = _claimed(delivery_id, now)
    if claim is None:
        return False
    answer = post(claim.call) if claim.call else Answer(Outcome.SECRET)
    again = _noted(claim, answer, now + dt.timedelta(milliseconds=answer.milliseconds))
    if again:
        raise NotNow(again)
    return answer.outcome == Outcome.DELIVERED


def _claimed(delivery_id: int, now: dt.datetime) -> _Claim | None:
    """The attempt that is ours to make until the lease is over; None when there is nothing to send. The
    webhook is locked before its delivery, here and everywhere."""
    with transaction.atomic():
        webhook = _webhook_of(delivery_id)
        row = WebhookDelivery.objects.select_for_update().filter(pk=delivery_id).first()
        if webhook is None or row is None or row.state != DeliveryState.WAITING:
            return None
        if row.claimed_until and row.claimed_until > now:
            raise NotNow(row.claimed_until)
        row.attempts.filter(outcome="").update(outcome=Outcome.INTERRUPTED)
        if _stands_still(webhook, row):
            _end(row, DeliveryState.DROPPED, now)
            return None
        if row.next_at and row.next_at > now:
            raise NotNow(row.next_at)
        if webhook.failing_since and _busy(webhook, now):
            raise NotNow(now + PATIENCE)
        return _begin(webhook, row, now)


def _stands_still(webhook: Webhook, row: WebhookDelivery) -> bool:
    """Whether nothing goes to it any more, alone or with all of the agency's."""
    agency = webhook.agency
    off = webhook.removed_at or not (webhook.enabled or row.is_test)
    return bool(off or agency.suspended_at or not is_on(agency, "webhooks"))


def _webhook_of(delivery_id: int) -> Webhook | None:
    mine = Webhook.objects.filter(deliveries=delivery_id)
    return mine.select_for_update(no_key=True, of=("self",)).select_related("agency").first()


def _busy(webhook: Webhook, now: dt.datetime) -> bool:
    return webhook.deliveries.filter(state=DeliveryState.WAITING, claimed_until__gt=now).exists()


def _begin(webhook: Webhook, row: WebhookDelivery, now: dt.datetime) -> _Claim:
    row.claimed_until, row.tries = now + LEASE, row.tries + 1
    row.save(update_fields=["claimed_until", "tries"])
    attempt = WebhookAttempt.objects.create(
        agency_id=row.agency_id, delivery=row, number=row.tries, at=now, url=webhook.url
    )
    return _Claim(attempt, row.claimed_until, _call(webhook, row, now))


def _call(webhook: Webhook, row: WebhookDelivery, now: dt.datetime) -> Call | None:
    """What is sent, signed now; None when no key opens the secret."""
    try:
        signed = signatures(webhook, row.message_id, row.body, now)
    except InvalidToken:
        return None
    headers = {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "webhook-id": row.message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signed,
    }
    return Call(webhook.url, row.body, headers)


def _noted(claim: _Claim, answer: Answer, now: dt.datetime) -> dt.datetime | None:
    """Store what came back. Returns when the delivery is tried again, None when it is not, or when somebody
    else has claimed it since."""
    attempt = claim.attempt
    with transaction.atomic():
        webhook = _webhook_of(attempt.delivery_id)
        mine = Q(pk=attempt.delivery_id, state=DeliveryState.WAITING, claimed_until=claim.until)
        row = WebhookDelivery.objects.select_for_update().filter(mine).first()
        WebhookAttempt.objects.filter(pk=attempt.pk).update(
            outcome=answer.outcome, status=answer.status, answer=answer.text, milliseconds=answer.milliseconds
        )
        if webhook is None or row is None:
            return None
        if answer.outcome == Outcome.DELIVERED:
            _end(row, DeliveryState.DELIVERED, now)
            _note_success(webhook, row)
            return None
        return _note_failure(webhook, row, now)


def _note_success(webhook: Webhook, row: WebhookDelivery) -> None:
    if not row.is_test and (webhook.failures or webhook.failing_since):
        webhook.failures, webhook.failing_since = 0, None
        webhook.save(update_fields=["failures", "failing_since"])


def _note_failure(webhook: Webhook, row: WebhookDelivery, now: dt.datetime) -> dt.datetime | None:
    """A test is tried once and counts for nothing."""
    wait = None if row.is_test else wait_after(row.tries - row.tries_before)
    if not (webhook.enabled or row.is_test):
        _end(row, DeliveryState.DROPPED, now)
        return None
    if wait:
        row.next_at, row.claimed_until = now + wait, None
        row.save(update_fields=["next_at", "claimed_until"])
    else:
        _end(row, DeliveryState.GIVEN_UP, now)
    if not row.is_test:
        _count_failure(webhook, now, given_up=wait is None)
    return row.next_at if webhook.enabled else None


def _count_failure(webhook: Webhook, now: dt.datetime, *, given_up: bool) -> None:
    webhook.failures += given_up
    webhook.failing_since = webhook.failing_since or now
    webhook.save(update_fields=["failures", "failing_since"])
    if reason := why_off(webhook.failures, webhook.failing_since, now):
        switch_off(webhook, reason, now)


def _end(row: WebhookDelivery, state: DeliveryState, now: dt.datetime) -> None:
    row.state, row.ended_at, row.next_at, row.claimed_until = state, now, None, None
    row.save(update_fields=["state", "ended_at", "next_at", "claimed_until"])
