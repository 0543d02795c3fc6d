"""The queue's own housekeeping."""

import datetime as dt
import logging
from functools import partial
from typing import Any

from django.db import connection
from procrastinate import JobContext
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.utils import utcnow

from project.base.jobs import MAIL_QUEUES, Urgency, task
from project.base.sweeps import declare_sweep

logger = logging.getLogger("quillhouse.jobs")

# A worker beats every 10 s. One that was silent for 30 s is dead, and every 30 s somebody looks for the jobs
# of dead ones: a job whose worker was killed is begun anew after at most 30 + 30 + 5 (polling) = 65 seconds.
SILENCE = 30
LONGEST_WAIT = 65
# A job that kills its worker again and again must not do so for ever.
MOST_ATTEMPTS = 5

DONE = ["succeeded", "cancelled", "aborted"]
OLD = """
    DELETE FROM procrastinate_jobs WHERE id IN (
        SELECT id FROM procrastinate_jobs job
        WHERE status = ANY(%(states)s::procrastinate_job_status[]) AND %(queue)s IN ('', queue_name)
        AND NOT EXISTS (SELECT 1 FROM procrastinate_events WHERE job_id = job.id AND at >= %(before)s)
        ORDER BY id LIMIT %(most)s
    )
"""


@task(
    "project.rescue_stalled_jobs",
    urgency=Urgency.PERSON,
    every="* * * * * */30",
    queue="system",
    pass_context=True,
)
async def rescue_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Give the jobs of dead workers back to the queue; after five attempts they count as failed. A mail
    counts its own tries: its job has also waited for servers."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE):
        if job.attempts >= MOST_ATTEMPTS and job.queue not in MAIL_QUEUES:
            logger.error(
                "job given up", extra={"event": "job_given_up", "job": job.id, "task": job.task_name}
            )
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
        else:
            logger.warning(
                "job rescued", extra={"event": "job_rescued", "job": job.id, "task": job.task_name}
            )
            await _give_back(manager, job)


async def _give_back(manager: JobManager, job: Job) -> None:
    try:
        await manager.retry_job(job, retry_at=utcnow())
    except UniqueViolation:  # of a periodic task, whose next run waits already and does it all
        await manager.finish_job(job, status=Status.ABORTED, delete_job=False)


def _forget(states: list[str], age: dt.timedelta, *, now: dt.datetime, most: int, queue: str = "") -> int:
    facts: dict[str, Any] = {"states": states, "before": now - age, "most": most, "queue": queue}
    with connection.cursor() as cursor:
        cursor.execute(OLD, facts)
        return cursor.rowcount


#: Every hour: delete finished jobs, of the queue "system" after an hour, done ones after 7 days, failed ones
#: after 90.
forget_old_jobs = declare_sweep(
    "project.forget_old_jobs",
    [
        partial(_forget, DONE, dt.timedelta(hours=1), queue="system"),
        partial(_forget, DONE, dt.timedelta(days=7)),
        partial(_forget, ["failed"], dt.timedelta(days=90)),
    ],
    every="17 * * * *",
    rows=2_000,
)
