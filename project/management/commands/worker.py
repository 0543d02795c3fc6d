import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.signals import on_stop

from project.base.jobs import MAIL_QUEUE, OTHER_QUEUES


class Command(BaseCommand):
    help = (
        "Work on the jobs in the queue until told to stop (Ctrl-C or SIGTERM lets running jobs finish "
        "first). Mails have slots of their own: a silent mail server stops no other job."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--jobs", type=int, default=settings.WORKER_JOBS, help="how many at the same time (0: none here)"
        )
        parser.add_argument(
            "--mails",
            type=int,
            default=settings.WORKER_MAILS,
            help="how many mails at the same time (0: none here)",
        )
        parser.add_argument("--once", action="store_true", help="stop when no job is left")

    def handle(self, *args: Any, **options: Any) -> None:
        # The worker has connections of its own, which do not start an embedded server: this does.
        connection.ensure_connection()
        # A copy of the app, because the original must keep Django's connection: what a running task defers
        # belongs to the transaction of that task.
        assert isinstance(app.connector, DjangoConnector)
        worker_app = app.with_connector(app.connector.get_worker_connector())
        slots = {OTHER_QUEUES: options["jobs"], (MAIL_QUEUE,): options["mails"]}
        asyncio.run(
            work(worker_app, {queues: most for queues, most in slots.items() if most}, options["once"])
        )


async def work(worker_app: App, slots: dict[tuple[str, ...], int], once: bool) -> None:
    """Work on these queues, each group with so many slots, until told to stop, or until no job is left. When
    one group cannot go on, all stop: whoever watches starts a worker anew."""
    # Each running job takes a thread; Python's own number knows nothing of slots.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(sum(slots.values()) + 1))
    async with worker_app.open_async():
        groups = [
            asyncio.create_task(
                worker_app.run_worker_async(
                    name=f"worker-{connection.settings_dict['NAME']}",
                    queues=list(queues),
                    concurrency=most,
                    wait=not once,
                    shutdown_graceful_timeout=20,
                    update_heartbeat_interval=10,
                    stalled_worker_timeout=30,
                    install_signal_handlers=False,
                )
            )
            for queues, most in slots.items()
        ]
        with on_stop(lambda: _stop(groups)):
            await asyncio.wait(groups, return_when=asyncio.ALL_COMPLETED if once else asyncio.FIRST_COMPLETED)
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
