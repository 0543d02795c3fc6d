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
    has an Average without ratings. Two queries."""
    rows = Feedback.objects.counted().filter(agency=agency, direction__in=directions).order_by()
    everybody = rows.aggregate(n=Count("overall"), total=Sum("overall"))
    mean = Decimal(everybody["total"]) / everybody["n"] if everybody["n"] else None
    own = rows.filter(receiver_id__in=members).values_list("receiver_id")
    sums = own.annotate(n=Count("pk"), total=Sum("overall"))
    found = {pk: Average(n, total, mean) for pk, n, total in sums}
    return {pk: found.get(pk, Average(0, 0, mean)) for pk in members}
