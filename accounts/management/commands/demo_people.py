"""manage.py demo_people"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.demo.people import PASSWORD, people_of
from agencies.models import Agency
from agencies.rules.absolute_urls import agency_url


class Command(BaseCommand):
    help = "Prints the addresses of the demo's agencies and who can sign in."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo: there are no people with a well-known password.")
        for agency in Agency.objects.order_by("pk"):
            self._print(agency)
        self.stdout.write(f"Everyone's password: {PASSWORD}")

    def _print(self, agency: Agency) -> None:
        people = people_of(agency)
        if not people:
            return
        self.stdout.write(f"{agency.name}: {agency_url(agency, '/')}")
        width = max(len(member.user.email) for member in people)
        for member in people:
            self.stdout.write(f"  {member.user.email:<{width}}  {', '.join(member.role_words).lower()}")
