"""The queue's own housekeeping."""

import logging

from procrastinate import JobContext
from procrastinate.jobs import Status
from procrastinate.utils import utcnow

from project.base.jobs import MAIL_QUEUE, task

logger = logging.getLogger("quillhouse.jobs")

# A worker beats every 10 s. One that was silent for 30 s is dead, and every 30 s somebody looks for the jobs
# of dead ones: a job whose worker was killed is begun anew after at most 30 + 30 + 5 (polling) = 65 seconds.
SILENCE = 30
LONGEST_WAIT = 65
# A job that kills its worker again and again must not do so for ever.
MOST_ATTEMPTS = 5


@task("project.rescue_stalled_jobs", every="* * * * * */30", queue="system", pass_context=True)
async def rescue_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Give the jobs of dead workers back to the queue; after five attempts they count as failed. A mail
    counts its own tries: its job has also waited for servers."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE):
        if job.attempts >= MOST_ATTEMPTS and job.queue != MAIL_QUEUE:
            logger.error(
                "job given up", extra={"event": "job_given_up", "job": job.id, "task": job.task_name}
            )
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
        else:
            logger.warning(
                "job rescued", extra={"event": "job_rescued", "job": job.id, "task": job.task_name}
            )
            await manager.retry_job(job, retry_at=utcnow())


@task("project.forget_old_jobs", every="17 * * * *", queue="system", pass_context=True)
async def forget_old_jobs(context: JobContext, timestamp: int) -> None:
    """Delete finished jobs: of this queue after an hour, done ones after 7 days, failed ones after 90."""
    manager = context.app.job_manager
    await manager.delete_old_jobs(nb_hours=1, queue="system")
    await manager.delete_old_jobs(nb_hours=7 * 24, include_cancelled=True, include_aborted=True)
    await manager.delete_old_jobs(nb_hours=90 * 24, include_failed=True)
