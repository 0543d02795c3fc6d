"""manage.py export_person EMAIL"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from accounts.own_data.export_file import write_export
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
            raise CommandError("No one has this address.")
        rows = Membership.objects.filter(user=user).select_related("agency", "user").order_by("agency__code")
        if code := options["agency"].upper():
            rows = rows.filter(agency__code=code)
        members = [Member(row.agency, membership=row) for row in rows]
        if code and not members:
            raise CommandError(f"This person has never belonged to {code}.")
        path = Path(options["to"] or f"data-{now():%Y-%m-%d}.zip")
        try:
            with path.open("xb") as target:
                path.chmod(0o600)
                write_export(target, user=user, members=members, now=now())
        except FileExistsError:
            raise CommandError(f"{path} already exists.") from None
        for member in members:
            log_event("data_export_taken", agency=member.agency, person=member.membership)
        self.stdout.write(f"{path} ({path.stat().st_size} bytes)")
