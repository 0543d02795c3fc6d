"""manage.py seed_exam [--hosts A,B] [--seed 7] > manifest.json"""

from __future__ import annotations

import json
import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.models import Agency
from project.exam.houses import HOUSES
from project.exam.playing import play_exam


class Command(BaseCommand):
    help = (
        "Fills an empty database with two agencies, two people in each role and things in every state, and "
        "prints a JSON list of hosts, logins, tokens and ids. The password is made anew each time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--hosts",
            default="alder.localhost,birch.localhost",
            help="the host names of the two agencies, parted by a comma",
        )
        parser.add_argument("--seed", type=int, default=7, help="the same seed plays the same stories")

    def handle(self, *args: Any, hosts: str, seed: int, **options: Any) -> None:
        named = [host.strip().lower() for host in hosts.split(",") if host.strip()]
        if len(set(named)) != len(HOUSES):
            raise CommandError("--hosts takes two host names, parted by a comma.")
        if Agency.objects.exists():
            raise CommandError("The database is not empty. Examine an installation of its own.")
        made = play_exam(named, seed, secrets.token_urlsafe(12), self.stderr.write)
        self.stdout.write(json.dumps(made, indent=1))
