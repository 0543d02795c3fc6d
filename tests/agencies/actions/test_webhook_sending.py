"""Sending deliveries to a real receiver: signed, tried again, given up, switched off; once by two workers."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from accounts.actions.erasing import erase_person
from accounts.models import Mail, Notice
from agencies.actions.suspending import suspend_member
from agencies.actions.webhook_events import announce
from agencies.actions.webhook_sending import LEASE, PATIENCE, Answer, Call, send_delivery
from agencies.actions.webhooks import change_webhook, remove_webhook, rotate_secret
from agencies.adapters.webhook_post import post
from agencies.models import SecurityEvent, Webhook, WebhookAttempt, WebhookDelivery
from agencies.rules.webhooks import WAITS
from agencies.states.webhooks import DeliveryState, Outcome
from agencies.tasks import send_webhook
from project.base import clock
from project.base.jobs import AtItsTime, NotNow
from tests.agencies.helpers.receivers import make_webhook, receiver
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.races import each_round, kinds, race
from tests.project.helpers.queue import waiting, work_once

pytestmark = pytest.mark.django_db
KIND, DATA = "order.placed", {"number": "INK-2026-00001", "state": "placed"}
URL = "https://hooks.example.com/in"


@pytest.fixture
def local(settings: Any) -> None:
    settings.WEBHOOKS_REACH_LOCAL = True


def announced(cast: Cast, now: dt.datetime = START) -> WebhookDelivery:
    assert announce(agency_id=cast.inkwell.pk, kind=KIND, data=DATA, now=now) == 1
    return WebhookDelivery.objects.latest("pk")


def answers(*outcomes: str) -> Callable[[Call], Answer]:
    """A receiver that answers like this, the last one for ever."""
    left = list(outcomes)

    def answer(_call: Call) -> Answer:
        outcome = left.pop(0) if len(left) > 1 else left[0]
        return Answer(outcome, 200 if outcome == Outcome.DELIVERED else 500, "text", 10)

    return answer


def attempt(delivery: WebhookDelivery, outcome: str, now: dt.datetime) -> dt.datetime | None:
    """One attempt that ends like this: when the next one is due."""
    try:
        send_delivery(delivery_id=delivery.pk, post=answers(outcome), now=now)
    except NotNow as later:
        return later.at
    return None


def give_up(delivery: WebhookDelivery, now: dt.datetime) -> dt.datetime:
    """Let every attempt fail: when the last one did."""
    while later := attempt(delivery, Outcome.STATUS, now):
        now = later
    return now


def test_an_event_arrives_signed_for_the_library_to_verify(cast: Cast, local: None) -> None:
    with receiver(answer=b"thanks") as found:
        webhook, secret = make_webhook(cast.max, found.url, KIND)
        delivery = announced(cast, clock.now())
        send_webhook(delivery_id=delivery.pk)

    body = Verifier(secret).verify(found.last.body, found.last.headers)
    assert set(body) == {"type", "timestamp", "data"} and (body["type"], body["data"]) == (KIND, DATA)
    assert body["timestamp"].endswith("Z") and dt.datetime.fromisoformat(body["timestamp"])
    assert found.last.headers["webhook-id"] == delivery.message_id
    assert found.last.headers["Content-Type"] == "application/json"
    with pytest.raises(WebhookVerificationError):
        Verifier(secret).verify(found.last.body.replace("00001", "00002"), found.last.headers)
    delivery.refresh_from_db()
    row = delivery.attempts.get()
    assert (delivery.state, row.outcome, row.status, row.answer) == ("delivered", "delivered", 200, "thanks")
    assert row.url == found.url and row.milliseconds is not None and row.number == 1
    assert webhook.failing_since is None


def test_both_secrets_verify_within_a_day_of_a_rotation(cast: Cast, local: None) -> None:
    with receiver() as found:
        webhook, first = make_webhook(cast.max, found.url, KIND)
        _webhook, second = rotate_secret(actor=cast.max, webhook=webhook, now=clock.now())
        send_webhook(delivery_id=announced(cast, clock.now()).pk)

    for secret in (first, second):
        assert Verifier(secret).verify(found.last.body, found.last.headers)
    assert len(found.last.headers["webhook-signature"].split(" ")) == 2


def test_the_job_is_written_with_the_act_or_not_at_all(cast: Cast) -> None:
    make_webhook(cast.max, URL, KIND)
    with transaction.atomic():
        announced(cast)
        transaction.set_rollback(True)
    assert not WebhookDelivery.objects.exists() and not waiting("agencies.send_webhook")

    delivery = announced(cast)
    [job] = waiting("agencies.send_webhook")
    assert job.args == {"delivery_id": delivery.pk} and job.queue_name == "webhooks"


def test_only_enabled_ones_of_the_agency_that_chose_the_kind_are_told(cast: Cast) -> None:
    off, _secret = make_webhook(cast.max, URL, KIND, name="Off", enabled=False)
    make_webhook(cast.max, URL, "order.cancelled", name="Other")
    make_webhook(cast.mara, URL, KIND, name="Northwind")
    chosen, _secret = make_webhook(cast.max, URL, KIND, "order.cancelled", name="Chosen")
    removed, _secret = make_webhook(cast.max, URL, KIND, name="Removed")
    remove_webhook(actor=cast.max, webhook=removed, now=START)

    announced(cast)

    assert [row.webhook for row in WebhookDelivery.objects.all()] == [chosen]
    assert off.deliveries.count() == 0
    with pytest.raises(LookupError):
        announce(agency_id=cast.inkwell.pk, kind="order.eaten", data={}, now=START)


def test_a_failure_is_tried_again_under_the_same_id_after_longer_and_longer(cast: Cast, local: None) -> None:
    with receiver(statuses=[500, 302, 404, 200], answer=b"oops") as found:
        make_webhook(cast.max, found.url, KIND)
        delivery, now, waits = announced(cast), START, []
        while True:
            try:
                assert send_delivery(delivery_id=delivery.pk, post=post, now=now)
                break
            except NotNow as later:
                waits.append(later.at - now)
                with pytest.raises(NotNow):  # too early
                    send_delivery(delivery_id=delivery.pk, post=post, now=later.at - dt.timedelta(seconds=1))
                now = later.at

    # A wait begins when the answer has come.
    assert [round(wait / dt.timedelta(seconds=1)) for wait in waits] == [5, 60, 300]
    assert {one.headers["webhook-id"] for one in found.got} == {delivery.message_id}
    assert len({one.body for one in found.got}) == 1 and len(found.got) == 4
    log = delivery.attempts.order_by("number").values_list("outcome", "status", "answer")
    assert list(log) == [
        ("status", 500, "oops"),
        ("redirect", 302, "oops"),
        ("status", 404, "oops"),
        ("delivered", 200, "oops"),
    ]
    assert Webhook.objects.get().failing_since is None


def test_after_the_last_wait_it_is_given_up(cast: Cast) -> None:
    make_webhook(cast.max, URL, KIND)
    delivery = announced(cast)

    ended = give_up(delivery, START)

    delivery.refresh_from_db()
    webhook = Webhook.objects.get()
    assert (delivery.state, delivery.tries, webhook.failures) == ("given_up", len(WAITS) + 1, 1)
    assert ended - START >= sum(WAITS, dt.timedelta())
    assert webhook.enabled and not send_delivery(
        delivery_id=delivery.pk, post=answers("delivered"), now=ended
    )


def test_five_given_up_in_a_row_switch_it_off_and_management_is_told(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.max, URL, KIND)
    suspend_member(actor=cast.otto, member=cast.max.membership, reason="Away", now=START)
    rows = [announced(cast) for _ in range(6)]
    Webhook.objects.update(failing_since=None)
    for row in rows[:5]:
        WebhookDelivery.objects.filter(pk=row.pk).update(tries=len(WAITS))
        attempt(row, Outcome.TIMEOUT, START)

    webhook.refresh_from_db()
    assert (webhook.enabled, webhook.off_reason, webhook.off_at is not None) == (False, "given_up", True)
    assert webhook.version == 2
    rows[5].refresh_from_db()
    assert (rows[5].state, rows[5].next_at) == (DeliveryState.DROPPED, None)
    assert announce(agency_id=cast.inkwell.pk, kind=KIND, data=DATA, now=START) == 0
    [notice] = Notice.objects.filter(kind="webhook_switched_off")
    assert notice.user == cast.otto.membership.user
    assert notice.path == f"/desk/webhooks/{webhook.public_id}/" and "webhook" in notice.words
    [event] = SecurityEvent.objects.filter(kind="webhook_switched_off")
    assert event.actor is None and event.detail == f"{webhook.public_id} given_up"


def test_three_days_without_a_success_switch_it_off(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.max, URL, KIND)
    first = announced(cast)
    attempt(first, Outcome.CONNECTION, START)
    second = announced(cast)
    attempt(second, Outcome.CONNECTION, START + dt.timedelta(days=2, hours=23))
    webhook.refresh_from_db()
    assert webhook.enabled

    assert attempt(second, Outcome.CONNECTION, START + dt.timedelta(days=3)) is None

    webhook.refresh_from_db()
    assert (webhook.enabled, webhook.off_reason) == (False, "failing")
    for row in (first, second):
        row.refresh_from_db()
        assert row.state == DeliveryState.DROPPED


def test_a_success_in_between_counts_anew(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.max, URL, KIND)
    give_up(announced(cast), START)
    attempt(announced(cast), Outcome.DELIVERED, START)
    webhook.refresh_from_db()
    assert (webhook.failures, webhook.failing_since) == (0, None)


def test_managers_get_one_mail_about_it_each(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.max, URL, KIND)
    Webhook.objects.update(failures=4)
    give_up(announced(cast), START)

    [job] = waiting("accounts.tell_of_webhook")
    for _ in range(2):
        from accounts.tasks import tell_of_webhook

        tell_of_webhook(**job.args)
    mails = Mail.objects.filter(kind="webhook_switched_off").order_by("recipient")
    assert [mail.recipient for mail in mails] == ["max@inkwell.example", "otto@inkwell.example"]
    assert "CRM" in mails[0].text and f"/desk/webhooks/{webhook.public_id}/" in mails[0].text
    assert URL not in mails[0].text


def test_what_waits_for_one_that_is_switched_off_is_dropped(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.max, URL, KIND)
    waits, runs = announced(cast), announced(cast)

    def meanwhile(_call: Call) -> Answer:
        facts = {"name": webhook.name, "url": webhook.url, "kinds": webhook.kinds}
        change_webhook(actor=cast.max, webhook=webhook, version=1, enabled=False, now=START, **facts)
        return Answer(Outcome.STATUS, 500)

    assert not send_delivery(delivery_id=runs.pk, post=meanwhile, now=START)
    for row in (waits, runs):
        row.refresh_from_db()
        assert row.state == DeliveryState.DROPPED


def test_a_changed_address_is_where_the_next_attempt_goes(cast: Cast) -> None:
    webhook, _secret = make_webhook(cast.max, URL, KIND)
    delivery = announced(cast)
    later = attempt(delivery, Outcome.STATUS, START)
    Webhook.objects.filter(pk=webhook.pk).update(url="https://new.example.com/")
    assert later
    attempt(delivery, Outcome.DELIVERED, later)
    assert list(delivery.attempts.order_by("number").values_list("url", flat=True)) == [
        URL,
        "https://new.example.com/",
    ]


def test_a_secret_that_no_key_opens_is_said_and_nothing_is_sent(cast: Cast) -> None:
    make_webhook(cast.max, URL, KIND)
    Webhook.objects.update(secret="gAAAA")
    delivery = announced(cast)

    with pytest.raises(NotNow):
        send_delivery(delivery_id=delivery.pk, post=lambda _call: pytest.fail("sent"), now=START)

    assert delivery.attempts.get().outcome == Outcome.SECRET


def test_a_failing_receiver_is_called_once_at_a_time(cast: Cast) -> None:
    make_webhook(cast.max, URL, KIND)
    one, two = announced(cast), announced(cast)
    Webhook.objects.update(failing_since=START)

    def meanwhile(_call: Call) -> Answer:
        assert attempt(two, Outcome.DELIVERED, START) == START + PATIENCE
        return Answer(Outcome.DELIVERED, 200)

    assert send_delivery(delivery_id=one.pk, post=meanwhile, now=START)
    assert attempt(two, Outcome.DELIVERED, START) is None and two.attempts.count() == 1


def test_a_worker_that_died_is_followed_by_another_after_its_lease(cast: Cast) -> None:
    make_webhook(cast.max, URL, KIND)
    delivery = announced(cast)

    def dies(_call: Call) -> Answer:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_delivery(delivery_id=delivery.pk, post=dies, now=START)
    with pytest.raises(NotNow) as later:
        send_delivery(delivery_id=delivery.pk, post=answers("delivered"), now=START)
    assert later.value.at == START + LEASE
    decision = AtItsTime().get_retry_decision(exception=later.value, job=None)  # type: ignore[arg-type]
    assert decision and decision.retry_at == START + LEASE

    assert send_delivery(delivery_id=delivery.pk, post=answers("delivered"), now=START + LEASE)
    log = delivery.attempts.order_by("number").values_list("number", "outcome")
    assert list(log) == [(1, "interrupted"), (2, "delivered")]


def test_who_comes_back_after_its_lease_changes_nothing(cast: Cast) -> None:
    make_webhook(cast.max, URL, KIND)
    delivery = announced(cast)

    def slow(_call: Call) -> Answer:
        assert send_delivery(delivery_id=delivery.pk, post=answers("delivered"), now=START + LEASE)
        return Answer(Outcome.STATUS, 500)

    assert not send_delivery(delivery_id=delivery.pk, post=slow, now=START)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.DELIVERED and Webhook.objects.get().failing_since is None


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_receiver_answers(local: None) -> None:
    cast, seen = load_cast(), []
    with receiver() as found:
        make_webhook(cast.max, found.url, KIND)
        delivery = announced(cast)

        def look(call: Call) -> Answer:
            seen.append((connection.in_atomic_block, WebhookAttempt.objects.get().outcome))
            return post(call)

        assert send_delivery(delivery_id=delivery.pk, post=look, now=START)
    assert seen == [(False, "")]


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_sends(rounds: int, local: None) -> None:
    with receiver(seconds=0.05) as found:
        for number in each_round(rounds):
            cast = load_cast()
            make_webhook(cast.max, found.url, KIND)
            delivery = announced(cast)
            results = race([lambda pk=delivery.pk: send_delivery(delivery_id=pk, post=post, now=START)] * 4)
            assert len(found.got) == number + 1
            assert kinds(results) == {"bool": kinds(results)["bool"], **_refused(results)}
            assert [one for one in results if one is True] == [True]
            assert WebhookAttempt.objects.count() == 1


def _refused(results: list[Any]) -> dict[str, int]:
    refused = kinds(results).get("NotNow", 0)
    return {"NotNow": refused} if refused else {}


@pytest.mark.django_db(transaction=True)
def test_a_worker_sends_what_waits(local: None) -> None:
    cast = load_cast()
    with receiver(statuses=[500, 200]) as found:
        _webhook, secret = make_webhook(cast.max, found.url, KIND)
        delivery = announced(cast, clock.now())
        work_once()
        job = ProcrastinateJob.objects.get(task_name="agencies.send_webhook")
        assert (len(found.got), job.status) == (1, "todo") and job.scheduled_at
        assert job.scheduled_at - clock.now() < dt.timedelta(seconds=6)
        WebhookDelivery.objects.update(next_at=clock.now())
        ProcrastinateJobs.make_due(job)
        work_once()
    delivery.refresh_from_db()
    assert (len(found.got), delivery.state) == (2, "delivered")
    assert json.loads(found.last.body) == Verifier(secret).verify(found.last.body, found.last.headers)


class ProcrastinateJobs:
    @staticmethod
    def make_due(job: ProcrastinateJob) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE id = %s", [job.pk])


def test_nothing_secret_is_logged(cast: Cast, local: None, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with receiver() as found:
        _webhook, secret = make_webhook(cast.max, found.url, KIND)
        send_webhook(delivery_id=announced(cast, clock.now()).pk)

    told = " ".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    for hidden in (secret[6:], found.url, found.last.headers["webhook-signature"]):
        assert hidden not in told


def test_a_webhook_outlives_who_made_it(cast: Cast) -> None:
    """It is the agency's: who made it may be erased, and leaves an id without a name."""
    webhook, _secret = make_webhook(cast.max, URL, KIND)
    delivery = announced(cast)

    erase_person(user=cast.max.membership.user, agency=cast.inkwell, now=START)

    assert send_delivery(delivery_id=delivery.pk, post=answers("delivered"), now=START)
    webhook.refresh_from_db()
    assert webhook.enabled and webhook.made_by.public_name.startswith("Former member")
    assert "Max" not in f"{delivery.body} {webhook.name}"
