import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from project.embedded_postgres.base import configured_server
from project.embedded_postgres.server import Server, ServerError

VERBS = ("start", "stop", "status", "psql", "dump")


class Command(BaseCommand):
    help = (
        "Controls the embedded database server: start, stop or status; psql opens a prompt, dump writes the "
        "whole database as SQL. Arguments after psql or dump are passed to PostgreSQL's own program: pg dump "
        "--file=x.sql"
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=VERBS)

    def run_from_argv(self, argv: list[str]) -> None:
        # psql's own options must not be taken for ours.
        self.passed_on, kept = (argv[3:], argv[:3]) if argv[2:3] in (["psql"], ["dump"]) else ([], argv)
        super().run_from_argv(kept)

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if settings.DATABASES["default"]["ENGINE"] != "project.embedded_postgres":
            raise CommandError("DATABASE_URL names another server: the embedded one is not in use.")
        server = configured_server()
        try:
            getattr(self, verb)(server)
        except ServerError as error:
            raise CommandError(str(error)) from error

    def start(self, server: Server) -> None:
        self.stdout.write(f"{'Started' if server.ensure() else 'Already running'}: {server.data}")

    def stop(self, server: Server) -> None:
        self.stdout.write(f"{'Stopped' if server.stop() else 'Not running'}: {server.data}")

    def status(self, server: Server) -> None:
        self.stdout.write(f"{'Running' if server.is_up() else 'Not running'}: {server.data}")
        if not server.is_up():
            raise SystemExit(3)

    def psql(self, server: Server) -> None:
        self._become("psql", server)

    def dump(self, server: Server) -> None:
        self._become("pg_dump", server)

    def _become(self, name: str, server: Server) -> None:
        server.ensure()
        program = str(server.program(name))
        where = [f"--host={server.socket_dir}", "--username=postgres", f"--dbname={server.database}"]
        os.execv(program, [program, *where, *getattr(self, "passed_on", [])])
