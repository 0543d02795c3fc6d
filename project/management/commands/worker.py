from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector


class Command(BaseCommand):
    help = (
        "Work on the jobs in the queue until told to stop (Ctrl-C or SIGTERM lets running jobs finish first)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--jobs", type=int, default=settings.WORKER_JOBS, help="how many at the same time"
        )
        parser.add_argument("--once", action="store_true", help="stop when no job is left")

    def handle(self, *args: Any, **options: Any) -> None:
        # The worker has connections of its own, which do not start an embedded server: this does.
        connection.ensure_connection()
        # A copy of the app, because the original must keep Django's connection: what a running task defers
        # belongs to the transaction of that task.
        assert isinstance(app.connector, DjangoConnector)
        worker_app = app.with_connector(app.connector.get_worker_connector())
        worker_app.run_worker(
            name=f"worker-{connection.settings_dict['NAME']}",
            concurrency=options["jobs"],
            wait=not options["once"],
            shutdown_graceful_timeout=20,
            update_heartbeat_interval=10,
            stalled_worker_timeout=30,
        )
