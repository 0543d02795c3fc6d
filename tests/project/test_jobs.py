"""Jobs belong to the transaction that causes them; what a dead worker held is begun anew."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import TaskNotFound

from project import health
from project.base.jobs import defer, deferred_names, task
from project.launcher.environment import ROOT
from project.tasks import MOST_ATTEMPTS


@task("tests.noted")
def noted(text: str) -> None:
    """A task that does nothing: the tests look at its rows."""


def work_once() -> None:
    """A worker that does what is there and ends. In a thread of its own: a
    journey's browser keeps a loop in this one."""
    worker_app = app.with_connector(app.connector.get_worker_connector())
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(
            worker_app.run_worker, wait=False, install_signal_handlers=False, listen_notify=False
        ).result()


def held_by_a_dead_worker(attempts: int) -> ProcrastinateJob:
    defer("tests.noted", text="x")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '40 seconds') "
            "RETURNING id"
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s",
            [worker, attempts],
        )
    return ProcrastinateJob.objects.get()


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


@pytest.mark.django_db(transaction=True)
def test_job_of_a_dead_worker_is_done_again() -> None:
    job = held_by_a_dead_worker(attempts=0)
    app.configure_task("project.rescue_stalled_jobs").defer(timestamp=0)

    work_once()
    work_once()

    assert ProcrastinateJob.objects.get(pk=job.pk).status == "succeeded"


@pytest.mark.django_db(transaction=True)
def test_job_that_kills_its_workers_is_given_up() -> None:
    job = held_by_a_dead_worker(attempts=MOST_ATTEMPTS)
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
