"""The overall ratings that people received, added up for many at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from agencies.models import Agency
from writers.models import Feedback
from writers.rules.feedback_averages import Average
from writers.states.feedback_history import OUTSIDE, drawn_from


def overall_averages(
    agency: Agency, members: Collection[int], *, directions: Sequence[str] = OUTSIDE
) -> dict[int, Average]:
    """What these members received in these directions, of all time, by membership, drawn toward the mean that
    histories have too. Whoever received nothing has an Average without ratings. One query."""
    rows = Feedback.objects.counted().filter(agency=agency, direction__in=drawn_from(directions)).order_by()
    mine = Q(direction__in=directions)
    sums = {"n": Count("overall", filter=mine), "total": Sum("overall", filter=mine)}
    by_receiver: Any = rows.values_list("receiver_id").annotate(
        **sums, of=Count("overall"), all=Sum("overall")
    )
    found = list(by_receiver)
    everyone, total = sum(row[3] for row in found), sum(row[4] or 0 for row in found)
    mean = Decimal(total) / everyone if everyone else None
    own = {pk: (n, amount or 0) for pk, n, amount, *_everyone in found}
    return {pk: Average(*own.get(pk, (0, 0)), mean) for pk in members}
