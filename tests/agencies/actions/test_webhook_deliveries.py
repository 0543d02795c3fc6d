"""Replays, tests, and the sweeps of the log."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest

from agencies.actions.webhook_deliveries import (
    LOST_AFTER,
    find_lost,
    purge_deliveries,
    purge_removed,
    replay_delivery,
    send_test,
)
from agencies.actions.webhook_events import announce
from agencies.actions.webhook_sending import Answer, send_delivery
from agencies.actions.webhooks import change_webhook, remove_webhook
from agencies.models import Webhook, WebhookAttempt, WebhookDelivery
from agencies.rules.webhooks import KEPT, WAITS
from agencies.states.webhooks import DeliveryState, Outcome
from agencies.tasks import sweep_webhooks
from project.base.errors import NotAllowed, NotVisible, WrongState
from project.base.jobs import NotNow
from tests.agencies.helpers.receivers import make_webhook
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.races import kinds, race
from tests.project.helpers import queue

pytestmark = pytest.mark.django_db
URL, KIND, JOB = "https://hooks.example.com/in", "order.placed", "agencies.send_webhook"


def announced(cast: Cast, now: dt.datetime = START) -> WebhookDelivery:
    announce(agency_id=cast.inkwell.pk, kind=KIND, data={"number": "X"}, now=now)
    return WebhookDelivery.objects.latest("pk")


def sent(delivery: WebhookDelivery, outcome: str = "delivered", now: dt.datetime = START) -> WebhookDelivery:
    with contextlib.suppress(NotNow):
        send_delivery(delivery_id=delivery.pk, post=lambda _call: Answer(outcome, 200), now=now)
    delivery.refresh_from_db()
    return delivery


def test_a_replay_begins_again_with_all_attempts(cast: Cast) -> None:
    make_webhook(cast.max, URL, KIND)
    delivery = announced(cast)
    WebhookDelivery.objects.update(tries=len(WAITS))
    assert sent(delivery, "timeout").state == DeliveryState.GIVEN_UP
    before = (delivery.message_id, delivery.body)

    replay_delivery(actor=cast.otto, delivery=delivery, now=START)

    assert sent(delivery, "timeout").state == DeliveryState.WAITING
    assert delivery.next_at == START + WAITS[0] and before == (delivery.message_id, delivery.body)
    assert [one.number for one in delivery.attempts.order_by("number")] == [len(WAITS) + 1, len(WAITS) + 2]


def test_one_that_waits_is_sent_now_and_keeps_its_count(cast: Cast) -> None:
    make_webhook(cast.max, URL, KIND)
    delivery = sent(announced(cast), "timeout")
    assert delivery.next_at and delivery.next_at > START

    replay_delivery(actor=cast.max, delivery=delivery, now=START)

    delivery.refresh_from_db()
    assert (delivery.next_at, delivery.tries_before) == (START, 0)
    assert [job.args["delivery_id"] for job in queue.waiting(JOB)] == [delivery.pk] * 2


def test_one_that_is_being_sent_is_left_alone(cast: Cast) -> None:
    make_webhook(cast.max, URL, KIND)
    delivery = announced(cast)

    def meanwhile(_call: object) -> Answer:
        replay_delivery(actor=cast.max, delivery=delivery, now=START)
        return Answer(Outcome.DELIVERED, 200)

    assert send_delivery(delivery_id=delivery.pk, post=meanwhile, now=START)
    assert len(queue.waiting(JOB)) == 1 and WebhookAttempt.objects.count() == 1


def test_nothing_is_sent_again_by_who_may_not_or_while_it_is_off(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.max, URL, KIND)
    delivery = sent(announced(cast))
    for member in (cast.sam, cast.clara, cast.wendell):
        with pytest.raises(NotAllowed):
            replay_delivery(actor=member, delivery=delivery, now=START)
        with pytest.raises(NotAllowed):
            send_test(actor=member, webhook=webhook, now=START)
    with pytest.raises(NotVisible):
        replay_delivery(actor=cast.mara, delivery=delivery, now=START)
    Webhook.objects.update(enabled=False)
    with pytest.raises(WrongState):
        replay_delivery(actor=cast.max, delivery=delivery, now=START)


def test_a_test_is_one_attempt_that_counts_for_nothing(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.max, URL, enabled=False)
    first = send_test(actor=cast.max, webhook=webhook, now=START)
    assert send_test(actor=cast.max, webhook=webhook, now=START) == first

    assert sent(first, "status").state == DeliveryState.GIVEN_UP

    webhook.refresh_from_db()
    assert (webhook.failures, webhook.failing_since) == (0, None)
    assert send_test(actor=cast.max, webhook=webhook, now=START) != first


def test_a_lost_job_is_found_again(cast: Cast) -> None:
    make_webhook(cast.max, URL, KIND)
    delivery = announced(cast)
    queue.empty()
    assert find_lost(now=START + LOST_AFTER - dt.timedelta(seconds=1), most=10) == 0
    assert find_lost(now=START + LOST_AFTER, most=10) == 1 and len(queue.waiting(JOB)) == 1
    assert find_lost(now=START + LOST_AFTER, most=10) == 0
    assert sent(delivery, now=START + LOST_AFTER).state == DeliveryState.DELIVERED


def test_the_log_ends_after_thirty_days(cast: Cast) -> None:
    make_webhook(cast.max, URL, KIND)
    old, young = sent(announced(cast)), sent(announced(cast, START + dt.timedelta(days=1)))
    assert purge_deliveries(now=START + KEPT, most=10) == 0
    assert purge_deliveries(now=START + KEPT + dt.timedelta(seconds=1), most=10) == 1
    assert not WebhookAttempt.objects.filter(delivery=old.pk).exists()
    assert list(WebhookDelivery.objects.all()) == [young]


def test_of_a_removed_one_nothing_is_left(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.max, URL, KIND)
    for _ in range(3):
        sent(announced(cast))
    waits = announced(cast)
    kept, _secret = make_webhook(cast.max, URL, KIND, name="Kept")
    remove_webhook(actor=cast.max, webhook=webhook, now=START)
    waits.refresh_from_db()
    assert waits.state == DeliveryState.DROPPED

    assert [purge_removed(now=START, most=2) for _ in range(4)] == [2, 2, 1, 0]

    assert list(Webhook.objects.all()) == [kept] and not WebhookAttempt.objects.exists()


def test_the_sweep_takes_all_its_steps(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.max, URL, KIND)
    sent(announced(cast))
    remove_webhook(actor=cast.max, webhook=webhook, now=START)
    sweep_webhooks.run()
    assert not Webhook.objects.exists()


def test_switching_off_leaves_what_has_ended(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.max, URL, KIND)
    done = sent(announced(cast))
    facts = {"name": webhook.name, "url": webhook.url, "kinds": webhook.kinds, "version": 1}
    change_webhook(actor=cast.max, webhook=webhook, enabled=False, now=START, **facts)
    done.refresh_from_db()
    assert done.state == DeliveryState.DELIVERED


@pytest.mark.django_db(transaction=True)
def test_of_many_replays_one_begins(rounds: int) -> None:
    cast = load_cast()
    make_webhook(cast.max, URL, KIND)
    for _ in range(rounds):
        delivery = sent(announced(cast))
        found = race([lambda one=delivery: replay_delivery(actor=cast.max, delivery=one, now=START)] * 3)
        assert kinds(found) == {"WebhookDelivery": 3}
        assert sent(delivery).tries == 2 and sent(delivery).tries == 2
