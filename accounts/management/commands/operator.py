"""manage.py operator EMAIL"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions.operators import name_operator, remove_operator
from accounts.models import User
from accounts.rules.factors import factors_of
from project.base.clock import now
from project.base.mail_addresses import canonical_email


class Command(BaseCommand):
    help = "Lets a person sign in at OPERATOR_HOST, with password and authenticator app."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="The address of somebody who has an account here.")
        parser.add_argument("--remove", action="store_true", help="Let them in no longer.")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=canonical_email(options["email"]), is_active=True).first()
        if user is None:
            raise CommandError("No one has this address.")
        if options["remove"]:
            was_one = remove_operator(user=user, now=now())
            self.stdout.write(f"{user.email} is {'no longer' if was_one else 'not'} an operator.")
            return
        name_operator(user=user, now=now())
        self.stdout.write(f"{user.email} is an operator.")
        if not factors_of(user, "").code_app:
            self.stdout.write("They can sign in once they have an authenticator app (Sign-in settings).")
        if not settings.OPERATOR_HOST:
            self.stdout.write("OPERATOR_HOST is not set, so there is no page yet.")
