"""Jobs belong to the transaction that causes them; what a dead worker held is begun anew."""

import pytest
from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import TaskNotFound

from project import health
from project.base.jobs import GROUPS, PRIORITIES, Urgency, defer, deferred_names, queue_of
from project.base.sweeps import SWEEPS
from project.launcher.environment import ROOT
from project.tasks import MOST_ATTEMPTS
from tests.project.helpers.queue import give_to_a_dead_worker, waiting, work_once


@pytest.mark.smoke
@pytest.mark.django_db
def test_deferred_inside_the_transaction() -> None:
    with transaction.atomic():
        defer("tests.noted", text="lost")
        assert ProcrastinateJob.objects.count() == 1
        transaction.set_rollback(True)
    assert ProcrastinateJob.objects.count() == 0

    defer("tests.noted", text="kept")

    assert [job.args for job in ProcrastinateJob.objects.all()] == [{"text": "kept"}]


@pytest.mark.django_db
def test_unknown_name_is_an_error() -> None:
    with pytest.raises(TaskNotFound):
        defer("tests.nobody_does_this")


def test_every_deferred_name_is_declared() -> None:
    unknown = {
        (name, str(path))
        for folder in settings.OUR_APPS
        for name, path in deferred_names(ROOT / folder)
        if name not in app.tasks
    }

    assert unknown == set()


#: What each declared task is for.
CLASSES = {
    "accounts.send_mail": Urgency.SOON,  # whoever writes the mail says
    "accounts.tell_of_sign_in": Urgency.PERSON,
    "accounts.tell_of_second_factor": Urgency.BULK,
    "accounts.make_export": Urgency.BULK,
    "accounts.tell_of_agency_closing": Urgency.BULK,
    "accounts.tell_of_agency_export": Urgency.SOON,
    "accounts.tell_of_domain": Urgency.BULK,
    "accounts.tell_of_webhook": Urgency.BULK,
    "agencies.make_agency_export": Urgency.BULK,
    "agencies.check_import": Urgency.PERSON,
    "agencies.run_import": Urgency.PERSON,
    "agencies.undo_import": Urgency.PERSON,
    "agencies.check_domain": Urgency.PERSON,
    "agencies.send_webhook": Urgency.SOON,
    "orders.take_over": Urgency.SOON,
    "orders.tell_of_event": Urgency.SOON,
    "orders.tell_of_message": Urgency.SOON,
    "writers.tell_of_consent": Urgency.SOON,
    "writers.tell_of_feedback": Urgency.SOON,
    "writers.tell_of_request": Urgency.SOON,
    "quotes.tell_of_quote": Urgency.SOON,
    "support.tell_of_ticket": Urgency.SOON,
    "cohorts.tell_nudged": Urgency.SOON,
    "cohorts.tell_of_placing": Urgency.SOON,
    "cohorts.place_orders": Urgency.SOON,
    "cohorts.send_links": Urgency.SOON,
    "cohorts.send_link": Urgency.SOON,
    "analytics.make_report": Urgency.BULK,
    "analytics.mail_report": Urgency.BULK,
    "billing.tell_of_reminder": Urgency.SOON,
    "billing.send_invoice": Urgency.SOON,
    "cohorts.tell_of_session": Urgency.SOON,
    "cohorts.tell_of_booking": Urgency.SOON,
    "cohorts.remind_of_session": Urgency.SOON,
    "project.rescue_stalled_jobs": Urgency.PERSON,
}


def test_every_task_has_an_urgency_and_slots() -> None:
    declared = {
        name: each
        for name, each in app.tasks.items()
        if name.split(".")[0] in ("project", *settings.OUR_APPS)
    }
    served = {queue for queues in GROUPS.values() for queue in queues}

    assert declared.keys() == CLASSES.keys() | {name for name in SWEEPS if not name.startswith("tests.")}
    for name, each in declared.items():
        assert each.queue in served
        assert each.priority == PRIORITIES[CLASSES.get(name, Urgency.BULK)], name
    assert {each.queue for each in app.tasks.values()} <= served


def test_each_group_of_slots_has_queues_of_its_own() -> None:
    queues = [queue for group in GROUPS.values() for queue in group]

    assert len(queues) == len(set(queues))
    assert {queue_of(each, talks=talks) for each in Urgency for talks in (False, True)} <= set(queues)


@pytest.mark.django_db
def test_whoever_defers_may_know_better_who_waits() -> None:
    for urgency in (None, Urgency.PERSON, Urgency.BULK):
        defer("tests.noted", urgency, text="x")
        defer("accounts.send_mail", urgency, mail_id=0)

    assert [(job.queue_name, job.priority) for job in waiting("tests.noted")] == [
        ("soon", 0),
        ("person", 10),
        ("bulk", -10),
    ]
    assert [(job.queue_name, job.priority) for job in waiting("accounts.send_mail")] == [
        ("mail-soon", 0),
        ("mail-person", 10),
        ("mail-bulk", -10),
    ]


@pytest.mark.django_db(transaction=True)
def test_job_of_a_dead_worker_is_done_again() -> None:
    defer("tests.noted", text="x")
    [job] = waiting("tests.noted")
    give_to_a_dead_worker(job)
    app.configure_task("project.rescue_stalled_jobs").defer(timestamp=0)

    work_once()
    work_once()

    assert ProcrastinateJob.objects.get(pk=job.pk).status == "succeeded"


@pytest.mark.django_db(transaction=True)
def test_job_that_kills_its_workers_is_given_up() -> None:
    defer("tests.noted", text="x")
    [job] = waiting("tests.noted")
    give_to_a_dead_worker(job, attempts=MOST_ATTEMPTS)
    app.configure_task("project.rescue_stalled_jobs").defer(timestamp=0)

    work_once()

    assert ProcrastinateJob.objects.get(pk=job.pk).status == "failed"


@pytest.mark.smoke
@pytest.mark.django_db
def test_ready_says_what_is_missing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")

    assert health.ready() == (
        False,
        {
            "status": "not ready",
            "database": "ok",
            "migrations": "applied",
            "rules": "complete",
            "worker_age": None,
        },
    )

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")

    healthy, facts = health.ready()
    assert healthy
    assert facts["status"] == "ready"
