"""Tags of points: made when they are first used."""

from __future__ import annotations

from django.db.models import Value
from django.db.models.functions import Lower

from writers.models import FeedbackTag


def tag_named(agency_id: int, name: str) -> FeedbackTag | None:
    """The agency's tag of this name, whatever its letters' case; made when there is none, also when two
    make it at once. None without a name. Asks no right."""
    if not name:
        return None
    rows = FeedbackTag.objects.filter(agency_id=agency_id).annotate(lower=Lower("name"))
    rows = rows.filter(lower=Lower(Value(name)))
    if found := rows.first():
        return found
    FeedbackTag.objects.bulk_create([FeedbackTag(agency_id=agency_id, name=name)], ignore_conflicts=True)
    return rows.get()
