"""manage.py check_feedback [--agency CODE]"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.models import Agency
from project.base import clock
from writers.querysets.feedback_recount import broken_rows, recounted
from writers.rules.feedback_history import History, histories
from writers.states.feedback import Category


class Command(BaseCommand):
    help = (
        "Proves that the history of feedback is what its rows come to, added up one by one; and that deleted "
        "feedback holds no words, released feedback was given, and published feedback may be."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agency", metavar="CODE", help="only this agency")

    def handle(self, *args: Any, agency: str | None, **options: Any) -> None:
        agencies = Agency.objects.filter(code=agency) if agency else Agency.objects.all()
        if agency and not agencies:
            raise CommandError(f"There is no agency {agency}.")
        wrong: list[str] = []
        people = 0
        for each in agencies.order_by("pk"):
            found, lines = _compared(each)
            people += found
            wrong += [*broken_rows(each), *lines]
        for line in wrong:
            self.stdout.write(f"  {line}")
        if wrong:
            raise CommandError(f"{len(wrong)} things about feedback are wrong.")
        self.stdout.write(f"The history of {people} people is what the rows of their feedback come to.")


def _compared(agency: Agency) -> tuple[int, list[str]]:
    """How many people were compared, and a line for each whose figures differ."""
    now = clock.now()
    counted = recounted(agency, now)
    found = histories(agency, list(counted), now)
    return len(counted), [
        f"member {pk} of {agency.code}: {name} is {figures.get(name)}, the rows come to {there}"
        for pk, by_rows in counted.items()
        for figures in [_figures(found[pk])]
        for name, there in by_rows.items()
        if figures.get(name) != there
    ]


def _figures(history: History) -> dict[str, Any]:
    """The figures of a history as (n, total), under the names that a recount has."""
    averages = {
        "overall": history.overall,
        "last 30 days": history.last_30,
        "last 90 days": history.last_90,
        "60 days before": history.before,
        **{name: history.categories[name] for name in Category.values},
        **history.directions,
    }
    tags = {f"tag {tag.name}": (tag.orders, tag.of) for tag in history.tags}
    rubric = {
        f"criterion {each.service}/{each.name}": (each.average.n, each.average.total)
        for each in history.criteria
    }
    return {
        **{name: (average.n, average.total) for name, average in averages.items()},
        "ratings": tuple(history.counts),
        "tags": len(history.tags),
        **tags,
        **rubric,
    }
