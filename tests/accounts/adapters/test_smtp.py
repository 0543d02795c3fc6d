"""Mail servers that are slow or silent: real sockets on the loopback."""

from __future__ import annotations

import asyncio
import datetime as dt
import smtplib
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.actions import mail_hosts
from accounts.actions.mail import (
    LEASE,
    MOST_TRIES,
    GivenUp,
    NotNow,
    deliver,
    next_try,
    wait_for_host,
    write_mail,
)
from accounts.adapters import smtp
from accounts.models import Mail
from accounts.tasks import AtItsTime, send_mail
from project.base.jobs import MAIL_QUEUES, Urgency, defer, task
from project.management.commands.worker import work
from tests.accounts.helpers.post_office import PostOffice, post_office
from tests.helpers.cast import START, Cast


@task("tests.other_work", urgency=Urgency.SOON)
def other_work() -> None:
    """A job that has nothing to do with mail."""


@pytest.fixture(autouse=True)
def by_smtp(settings) -> None:
    settings.EMAIL_BACKEND = "accounts.adapters.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_TIMEOUT = 0.4


def at(office: PostOffice, settings) -> None:
    settings.EMAIL_PORT = office.port


def written(cast: Cast) -> Mail:
    facts = {"link": "http://inkwell.localhost/x", "reset_url": "http://inkwell.localhost/reset"}
    return write_mail(
        agency=cast.inkwell,
        kind="reset_password",
        recipient="clara@x.example",
        context=facts,
        urgency=Urgency.SOON,
        now=START,
    )


@pytest.mark.django_db
def test_a_server_that_is_slow_to_say_yes_gets_the_mail_once(cast: Cast, settings) -> None:
    mail = written(cast)
    with post_office(seconds_to_yes=1.2) as office:
        at(office, settings)
        assert deliver(mail_id=mail.pk, now=START)
        assert not deliver(mail_id=mail.pk, now=START)

    assert len(office.taken) == 1
    assert mail.message_id in office.taken[0]


@pytest.mark.django_db
def test_what_was_taken_stays_taken_without_a_goodbye(cast: Cast, settings, monkeypatch) -> None:
    mail = written(cast)
    with post_office(goodbye=False) as office:
        at(office, settings)
        monkeypatch.setattr(smtp, "GOODBYE_SECONDS", 0.3)
        assert deliver(mail_id=mail.pk, now=START)

    mail.refresh_from_db()
    assert mail.sent_at and not mail.text and mail.claimed_until is None


@pytest.mark.django_db
def test_a_server_that_drips_is_hung_up(cast: Cast, settings, monkeypatch) -> None:
    """Each letter comes in time; the talk as a whole never ends."""
    mail = written(cast)
    monkeypatch.setattr(smtp, "TALK_SECONDS", 0.6)
    with post_office(drip=0.25) as office:
        at(office, settings)
        begun = time.monotonic()
        with pytest.raises(OSError):
            deliver(mail_id=mail.pk, now=START)

    assert time.monotonic() - begun < 2


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_server_talks(cast: Cast, monkeypatch) -> None:
    mail, seen = written(cast), []

    def look(*_args, **_options) -> int:
        seen.append((connection.in_atomic_block, Mail.objects.get(pk=mail.pk).claimed_until))
        return 1

    monkeypatch.setattr(smtp.EmailBackend, "send_messages", look)
    deliver(mail_id=mail.pk, now=START)

    assert seen == [(False, START + LEASE)]


@pytest.mark.django_db
def test_a_claimed_mail_is_left_alone_until_the_claim_is_over(cast: Cast, settings) -> None:
    mail = written(cast)
    Mail.objects.filter(pk=mail.pk).update(claimed_until=START + LEASE, tries=1)
    with post_office() as office:
        at(office, settings)
        with pytest.raises(NotNow) as refusal:
            deliver(mail_id=mail.pk, now=START)
        assert refusal.value.at == START + LEASE
        assert office.callers == 0

        assert deliver(mail_id=mail.pk, now=START + LEASE)

    assert len(office.taken) == 1


@pytest.mark.django_db
def test_a_silent_server_rests_and_costs_waiting_mails_no_try(cast: Cast, settings) -> None:
    first, second = written(cast), written(cast)
    with post_office(silent=True) as office:
        at(office, settings)
        with pytest.raises(smtplib.SMTPServerDisconnected):
            deliver(mail_id=first.pk, now=START)
        with pytest.raises(NotNow):
            send_mail(mail_id=second.pk)
        with pytest.raises(NotNow) as refusal:
            wait_for_host(now=START)

    first.refresh_from_db()
    second.refresh_from_db()
    assert office.callers == 1
    assert dt.timedelta(0) < refusal.value.at - START <= dt.timedelta(seconds=mail_hosts.SHORTEST)
    assert (first.tries, first.claimed_until) == (1, None)
    assert second.tries == 0


def test_a_rest_grows_and_ends_with_an_answer(monkeypatch) -> None:
    clock = [0.0]
    monkeypatch.setattr(mail_hosts.time, "monotonic", lambda: clock[0])
    rests = []
    for _ in range(9):
        mail_hosts.note_failure("h", TimeoutError())
        mail_hosts.note_failure("h", TimeoutError())  # the other slot
        rests.append(round(mail_hosts.rest_of("h")))
        clock[0] += rests[-1] + 0.1

    assert rests == [5, 10, 20, 40, 80, 160, 300, 300, 300]
    mail_hosts.note_answer("h")
    assert mail_hosts.rest_of("h") == 0
    assert mail_hosts.rest_of("another") == 0


@pytest.mark.django_db
def test_a_mail_is_tried_for_about_a_day(cast: Cast) -> None:
    mail, told = written(cast), []
    for tries in range(1, MOST_TRIES + 1):
        Mail.objects.filter(pk=mail.pk).update(tries=tries)
        again = next_try(mail_id=mail.pk, now=START)
        told.append(round((again - START).total_seconds()) if again else None)

    assert told == [4, 16, 64, 256, 1024, 4096, 16384, 65536, None]
    with pytest.raises(GivenUp):
        deliver(mail_id=mail.pk, now=START)


@pytest.mark.django_db
def test_the_job_comes_back_when_the_mail_says(cast: Cast, settings) -> None:
    mail = written(cast)
    with post_office(silent=True) as office:
        at(office, settings)
        with pytest.raises(NotNow) as refusal:
            send_mail(mail_id=mail.pk)

    decision = AtItsTime().get_retry_decision(exception=refusal.value, job=None)  # type: ignore[arg-type]
    assert decision and decision.retry_at == refusal.value.at
    assert AtItsTime().get_retry_decision(exception=GivenUp(), job=None) is None  # type: ignore[arg-type]
    assert ProcrastinateJob.objects.get(task_name="accounts.send_mail").queue_name in MAIL_QUEUES


@pytest.mark.django_db(transaction=True)
def test_a_silent_server_stops_no_other_job(cast: Cast, settings) -> None:
    """Four mails for two slots, each of which waits for the server; other work is done meanwhile."""
    settings.EMAIL_TIMEOUT = 4
    for _ in range(4):
        written(cast)
    defer("tests.other_work")
    with post_office(silent=True) as office, ThreadPoolExecutor(max_workers=1) as pool:
        at(office, settings)
        worker_app = app.with_connector(app.connector.get_worker_connector())
        begun = time.monotonic()
        done = pool.submit(run, worker_app)
        while ProcrastinateJob.objects.get(task_name="tests.other_work").status != "succeeded":
            assert time.monotonic() - begun < 3.5
            time.sleep(0.05)
        assert office.callers <= 2
        done.result()

    mails = ProcrastinateJob.objects.filter(task_name="accounts.send_mail")
    assert {job.status for job in mails} == {"todo"}
    assert office.callers == 2


def run(worker_app: App) -> None:
    asyncio.run(work(worker_app, {"soon": 1, "other_mails": 2}, once=True))
