"""manage.py erase_person EMAIL"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions.closing import ties_at
from accounts.actions.erasing import agencies_knowing, erase_address, erase_person
from accounts.models import User
from agencies.models import Agency
from project.base.clock import now
from project.base.errors import QuillhouseError
from project.base.mail_addresses import canonical_email


class Command(BaseCommand):
    help = (
        "Erases a person at once, at all agencies or at one; docs/operating.md says what is kept. "
        "This cannot be undone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="The person who asked to be erased and has proved their identity.")
        parser.add_argument("--agency", default="", help="The code of one agency only, such as INK.")
        parser.add_argument(
            "--yes", action="store_true", help="Do it. Without this, only print what would be done."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=canonical_email(options["email"])).first()
        if user is None:
            self._stranger(canonical_email(options["email"]), options["agency"].upper(), options["yes"])
            return
        agencies = self._agencies(user, options["agency"].upper())
        ties = [f"{agency.code}: {tie.words}" for agency in agencies for tie in ties_at(user, agency)]
        if ties:
            raise CommandError("\n".join(["First finish the following:", *ties]))
        names = ", ".join(agency.name for agency in agencies)
        if not options["yes"]:
            self.stdout.write(
                f"Would erase {user.email} at {names}. Repeat with --yes; this cannot be undone."
            )
            return
        gone = False
        for agency in agencies:
            try:
                gone = erase_person(user=user, agency=agency, now=now())
            except QuillhouseError as error:
                raise CommandError(str(error)) from error
        self.stdout.write(
            f"Erased at {names}." + (" This address can no longer be used to sign in." if gone else "")
        )

    def _stranger(self, email: str, code: str, really: bool) -> None:
        """Somebody who wrote without an account."""
        agencies = agencies_knowing(email, code)
        if not agencies:
            raise CommandError("No one has this address.")
        names = ", ".join(agency.name for agency in agencies)
        if not really:
            self.stdout.write(
                f"Would erase {email}, which has no account, at {names}. Repeat with --yes; "
                "this cannot be undone."
            )
            return
        count = sum(erase_address(email=email, agency=agency, now=now()) for agency in agencies)
        self.stdout.write(f"Erased at {names}: {count} rows no longer name this address.")

    def _agencies(self, user: User, code: str) -> list[Agency]:
        rows = Agency.objects.filter(memberships__user=user).order_by("code")
        found = list(rows.filter(code=code) if code else rows)
        if code and not found:
            raise CommandError(f"This person has never belonged to {code}.")
        return found or list(Agency.objects.order_by("pk")[:1])
