"""What the data of an installation lacks before people can work with it; see project/base/readiness.py."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from agencies.models import Agency, Domain
from project.base.readiness import CREATE, Lack


def of_data() -> Iterator[Lack]:
    """That there is no agency, or one that nobody reaches or that is closed. For the operator, of all."""
    agencies = Agency.objects.annotate(found=Exists(Domain.objects.filter(agency_id=OuterRef("pk"))))
    rows = list(agencies.order_by("pk").values_list("name", "found", "opened_at"))
    if not rows:
        yield Lack("W005", "There is no agency yet, so every address answers 503.", f"Make one: {CREATE}")
    for name, found, opened_at in rows:
        if not found:
            yield Lack("W006", f"{name} has no host name.", "Give it one: manage.py add_host CODE HOST.")
        elif opened_at is None:
            words = f"{name} is closed: its owner has not published the prices."
            yield Lack("W007", words, "Its owner does so under Agency settings.")
