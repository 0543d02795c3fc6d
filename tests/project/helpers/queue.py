"""The rows of the queue, which Django's models may only read, and a worker in a thread."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import ThreadSensitiveContext
from django.db import connection
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from project.base.jobs import Urgency, task


@task("tests.noted", urgency=Urgency.SOON)
def noted(text: str) -> None:
    """A task that does nothing: the tests look at its rows."""


def work_once() -> None:
    """A worker that does what is there and ends. In a thread of its own: a
    journey's browser keeps a loop in this one."""
    worker_app = app.with_connector(app.connector.get_worker_connector())
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(lambda: asyncio.run(_work_once(worker_app))).result()


async def _work_once(worker_app: App) -> None:
    # The context: periodic jobs go through Django's connection of a thread, which must be this worker's own.
    async with ThreadSensitiveContext(), worker_app.open_async():
        await worker_app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)


def waiting(name: str) -> list[ProcrastinateJob]:
    """The jobs of a task that wait for a worker."""
    return list(ProcrastinateJob.objects.filter(task_name=name, status="todo").order_by("pk"))


def give_to_a_dead_worker(job: ProcrastinateJob, attempts: int = 0) -> None:
    """Let a job be at work in a worker that was killed 40 seconds ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '40 seconds') "
            "RETURNING id"
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE id = %s",
            [worker, attempts, job.pk],
        )


def end(*, status: str, hours: int) -> None:
    """Let every job have ended like this, so many hours ago."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s::procrastinate_job_status", [status])
        cursor.execute("UPDATE procrastinate_events SET at = now() - make_interval(hours => %s)", [hours])


def empty() -> None:
    """Take every job away."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
