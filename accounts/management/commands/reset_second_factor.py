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
from project.base.mail_addresses import canonical_email


class Command(BaseCommand):
    help = (
        "Removes a person's authenticator app, recovery codes and passkeys, at once and for all agencies, "
        "ends their sessions, and tells them by email. For people who belong to several agencies and for an "
        "agency's only owner; managers can reset two-step verification for everyone else under People."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "email", help="The person who can no longer verify and has proved their identity."
        )
        parser.add_argument(
            "--yes", action="store_true", help="Do it. Without this, only print what would be done."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=canonical_email(options["email"])).first()
        if user is None:
            raise CommandError("No one has this address.")
        if not has_factor(user.pk):
            raise CommandError(
                "This person does not use two-step verification: their password alone lets them in."
            )
        members = (
            Membership.objects.belonging().filter(user=user).select_related("agency").order_by("agency_id")
        )
        names = ", ".join(member.agency.name for member in members) or "no agency"
        if not options["yes"]:
            self.stdout.write(
                f"Would reset two-step verification for {user.email}, who belongs to {names}, and end all "
                "their sessions. Repeat with --yes once you are sure who is asking."
            )
            return
        try:
            reset_at_once(user=user, now=now())
        except QuillhouseError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Done. {user.email} now signs in with only the password, and has been told by email."
        )
