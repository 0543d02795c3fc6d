"""manage.py check_capacity"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agencies.models import Agency
from project.base import clock
from writers.querysets.people import people_facts
from writers.querysets.recount import counted_one_by_one, stored_counts


class Command(BaseCommand):
    help = (
        "Proves that load is counted, not stored: no column of the writers app holds a count of orders or "
        "reviews, and what eligibility counts is what a count of the rows one by one comes to."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = [f"{column} is stored" for column in stored_counts()]
        people = 0
        for agency in Agency.objects.order_by("pk"):
            counted = counted_one_by_one(agency)
            facts = people_facts(agency, list(counted), clock.now())
            people += len(counted)
            wrong += [
                f"member {pk} of {agency.code}: {facts[pk].active} and {facts[pk].reviews} counted, "
                f"{orders} and {reviews} there"
                for pk, (orders, reviews) in counted.items()
                if (facts[pk].active, facts[pk].reviews) != (orders, reviews)
            ]
        for line in wrong:
            self.stdout.write(f"  {line}")
        if wrong:
            raise CommandError(f"{len(wrong)} counts of load are wrong.")
        self.stdout.write(f"The load of {people} people is what their orders come to; no count is stored.")
