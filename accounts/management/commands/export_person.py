"""manage.py export_person EMAIL"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions.erasing import agencies_knowing
from accounts.models import User
from accounts.own_data.export_file import write_export, write_export_of_address
from agencies.actions.security_log import log_event
from agencies.models import Membership
from project.base.clock import now
from project.base.mail_addresses import canonical_email
from project.base.viewer import Member


class Command(BaseCommand):
    help = "Writes a copy of a person's data, from all agencies or one, to a ZIP file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="The person whose data to export.")
        parser.add_argument("--agency", default="", help="The code of one agency only, such as INK.")
        parser.add_argument("--to", default="", help="The file to write (default: data-<today>.zip here).")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=canonical_email(options["email"])).first()
        if user is None:
            self._stranger(canonical_email(options["email"]), options)
            return
        rows = Membership.objects.filter(user=user).select_related("agency", "user").order_by("agency__code")
        if code := options["agency"].upper():
            rows = rows.filter(agency__code=code)
        members = [Member(row.agency, membership=row) for row in rows]
        if code and not members:
            raise CommandError(f"This person has never belonged to {code}.")
        self._write(options["to"], partial(write_export, user=user, members=members, now=now()))
        for member in members:
            log_event("data_export_taken", agency=member.agency, person=member.membership)

    def _stranger(self, email: str, options: Any) -> None:
        """Somebody who wrote without an account."""
        agencies = agencies_knowing(email, options["agency"].upper())
        if not agencies:
            raise CommandError("No one has this address.")
        self._write(
            options["to"], partial(write_export_of_address, email=email, agencies=agencies, now=now())
        )

    def _write(self, name: str, write: Callable[[IO[bytes]], None]) -> None:
        path = Path(name or f"data-{now():%Y-%m-%d}.zip")
        try:
            with path.open("xb") as target:
                path.chmod(0o600)
                write(target)
        except FileExistsError:
            raise CommandError(f"{path} already exists.") from None
        self.stdout.write(f"{path} ({path.stat().st_size} bytes)")
