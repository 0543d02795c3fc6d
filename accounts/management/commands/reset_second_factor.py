"""manage.py reset_second_factor EMAIL"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions.factor_resets import reset_at_once
from accounts.models import User
from accounts.rules.recovery import has_factor
from agencies.models import Membership
from project.base.clock import now
from project.base.errors import QuillhouseError


class Command(BaseCommand):
    help = (
        "Takes somebody's code app, recovery codes and passkeys away, at once and for all agencies, ends "
        "their sessions, and mails them so. For whoever works for several agencies and for an agency's only "
        "owner; everybody else is helped by the managers on the pages."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="Who has lost every factor, and has proved who they are.")
        parser.add_argument(
            "--yes", action="store_true", help="Do it. Without this it says what it would do."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError("Nobody has this address.")
        if not has_factor(user.pk):
            raise CommandError("This person has no second factor: the password alone lets them in.")
        members = (
            Membership.objects.belonging().filter(user=user).select_related("agency").order_by("agency_id")
        )
        names = ", ".join(member.agency.name for member in members) or "no agency"
        if not options["yes"]:
            self.stdout.write(
                f"Would take every second factor of {user.email} away, who belongs to {names}, and end all "
                "sessions. Repeat with --yes once you are sure who asks."
            )
            return
        try:
            reset_at_once(user=user, now=now())
        except QuillhouseError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Done. {user.email} signs in with the password alone, and is mailed so.")
