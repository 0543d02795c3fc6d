import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from asgiref.sync import ThreadSensitiveContext
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.signals import on_stop

from project.base.jobs import GROUPS

HELP = "how many at once (0: none here): "
# Seconds until a group looks for jobs by itself. Each job announces itself, but one that is written down
# while a group just looks can be missed: what a person waits for is then found by the next look.
LOOK_EVERY = {"person": 1.0, "person_mails": 1.0}

WAITING = """
    SELECT 1 FROM procrastinate_jobs WHERE status = 'todo' AND queue_name = ANY(%(queues)s)
    AND (scheduled_at IS NULL OR scheduled_at <= now()) LIMIT 1
"""


class Command(BaseCommand):
    help = (
        "Works on the jobs in the queue until stopped (Ctrl-C or SIGTERM lets running jobs finish first). "
        "Jobs that a person waits for have their own slots, and so do mails: neither a long sweep nor a "
        "silent mail server blocks other jobs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for name, about in (
            ("person", "jobs that someone is waiting for"),
            ("soon", "jobs that tell people what happened"),
            ("bulk", "sweeps and other jobs that no one is waiting for"),
            ("mails", "mails that someone is waiting for, and as many others"),
            ("webhooks", "events that are sent to webhooks"),
        ):
            slots = getattr(settings, f"WORKER_{name.upper()}")
            parser.add_argument(f"--{name}", type=int, default=slots, help=HELP + about)
        parser.add_argument("--once", action="store_true", help="stop when no jobs are left")

    def handle(self, *args: Any, **options: Any) -> None:
        # The worker has connections of its own, which do not start an embedded server: this does.
        connection.ensure_connection()
        # A copy of the app, because the original must keep Django's connection: what a running task defers
        # belongs to the transaction of that task.
        assert isinstance(app.connector, DjangoConnector)
        worker_app = app.with_connector(app.connector.get_worker_connector())
        slots = {name: options[name] for name in ("person", "soon", "bulk", "webhooks")}
        slots |= {"person_mails": options["mails"], "other_mails": options["mails"]}
        asyncio.run(work(worker_app, slots, options["once"]))


async def work(worker_app: App, slots: Mapping[str, int], once: bool) -> None:
    """Work on the queues of these groups (project.base.jobs.GROUPS), each with so many slots, until told to
    stop, or until no job is left. When one group cannot go on, all stop: whoever watches starts a worker
    anew."""
    # Each running job takes a thread; Python's own number knows nothing of slots.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(sum(slots.values()) + 1))
    # Periodic jobs are written down through Django's connection of a thread: of one of this run, not of one
    # that all runs of the process share, where a connection may be long dead.
    async with ThreadSensitiveContext(), worker_app.open_async():
        await _run(worker_app, slots, once)
        # What one group sets off may be for another one that has found nothing and ended.
        while once and await _left(worker_app, slots):
            await asyncio.sleep(0.1)
            await _run(worker_app, slots, once)


async def _left(worker_app: App, slots: Mapping[str, int]) -> bool:
    queues = [queue for group, most in slots.items() if most for queue in GROUPS[group]]
    return bool(await worker_app.connector.execute_query_all_async(WAITING, queues=queues))


async def _run(worker_app: App, slots: Mapping[str, int], once: bool) -> None:
    groups = [
        asyncio.create_task(
            worker_app.run_worker_async(
                name=f"worker-{connection.settings_dict['NAME']}",
                queues=list(GROUPS[group]),
                concurrency=most,
                wait=not once,
                fetch_job_polling_interval=LOOK_EVERY.get(group, 5.0),
                shutdown_graceful_timeout=20,
                update_heartbeat_interval=10,
                stalled_worker_timeout=30,
                install_signal_handlers=False,
            )
        )
        for group, most in slots.items()
        if most
    ]
    with on_stop(lambda: _stop(groups)):
        try:
            await asyncio.wait(groups, return_when=asyncio.ALL_COMPLETED if once else asyncio.FIRST_COMPLETED)
        finally:
            _stop(groups)
            ended = await asyncio.gather(*groups, return_exceptions=True)
    for end in ended:
        if isinstance(end, Exception):  # a cancelled one has only stopped
            raise end


def _stop(groups: list[asyncio.Task[None]]) -> None:
    """Let each finish what it does: it takes the first cancelling for a wish, and a second for an order."""
    for group in groups:
        if not group.cancelling():
            group.cancel()
