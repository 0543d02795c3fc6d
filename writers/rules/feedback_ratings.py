"""The overall ratings that people received, added up for many at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from django.db.models import Count, Sum

from agencies.models import Agency
from writers.models import Feedback
from writers.rules.feedback_averages import Average
from writers.states.feedback import Direction


def overall_averages(
    agency: Agency, members: Collection[int], *, directions: Sequence[str] = (Direction.CLIENT_TO_WRITER,)
) -> dict[int, Average]:
    """What these members received in these directions, of all time, by membership. Whoever received nothing
    has an Average without ratings. One query."""
    rows = Feedback.objects.counted().filter(agency=agency, direction__in=directions).order_by()
    by_receiver = rows.values_list("receiver_id").annotate(n=Count("overall"), total=Sum("overall"))
    sums = {pk: (n, total) for pk, n, total in by_receiver}
    everyone, total = (sum(each) for each in zip(*sums.values(), strict=True)) if sums else (0, 0)
    mean = Decimal(total) / everyone if everyone else None
    return {pk: Average(*sums.get(pk, (0, 0)), mean) for pk in members}
