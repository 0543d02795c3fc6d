"""What an agency's revisions were like in the last days: how soon the first answer
came, how many rounds, from which cause.

All are worked out from events, which never change; only the cause is what the desk says of a request today.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce, Least

from agencies.models import Agency
from orders.models import OrderEvent
from orders.models.events import ANSWERS, ASKED, REACHED
from orders.states.orders import State
from orders.states.revision_choices import Cause
from project.base.compiled import Slot, compiled

#: Keeps the names of causes apart from other columns.
CAUSE = "cause_"
#: Orders with so many rounds or more are counted together.
MOST_ROUNDS = 3


@dataclass(frozen=True)
class Figures:
    """Of requests made in the period: `asked`, `answered` of them, and the
    `median` time of those to their first answer.

    Of orders first delivered in it: `orders`, and by how many rounds they had until now (3 stands for three
    or more). `causes` of the requests made in the period.
    """

    asked: int
    answered: int
    median: dt.timedelta | None
    orders: int
    rounds: Mapping[int, int]
    causes: Mapping[str, int]


def figures(agency: Agency, *, since: dt.datetime, now: dt.datetime) -> Figures:
    """The figures of an agency from `since` to `now`. Two queries, which read what happened in that time and
    what followed from it, however much was before."""
    asked: Mapping[str, Any] = next(iter(_requests(agency=agency.pk, since=since, now=now)), {})
    rounds = dict(_rounds(agency=agency.pk, since=since, now=now))
    return Figures(
        asked=asked.get("asked", 0),
        answered=asked.get("answered", 0),
        median=asked.get("median"),
        orders=sum(rounds.values()),
        rounds={count: rounds.get(count, 0) for count in range(MOST_ROUNDS + 1)},
        causes={cause: asked.get(f"{CAUSE}{cause}", 0) for cause in Cause.values},
    )


@compiled
def _requests(agency: Slot, since: Slot, now: Slot) -> QuerySet[Any, Any]:
    """One row of the requests of the period, none without any. An answer to a request is the first event that
    is one."""
    events = OrderEvent.objects.filter(agency_id=agency)
    answers = events.filter(revision=OuterRef("revision"), verb__in=ANSWERS, at__lte=now).order_by("id")
    asked = events.filter(verb=ASKED, at__gte=since, at__lte=now)
    span = ExpressionWrapper(Subquery(answers.values("at")[:1]) - F("at"), output_field=DurationField())
    causes = {f"{CAUSE}{cause}": Count("pk", filter=Q(revision__cause=cause)) for cause in Cause.values}
    found = asked.annotate(span=span).order_by().values("agency_id")
    return found.annotate(asked=Count("pk"), answered=Count("span"), median=_Median("span"), **causes)


class _Median(Aggregate):
    """The value in the middle; of an even number what lies between the two."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@compiled
def _rounds(agency: Slot, since: Slot, now: Slot) -> QuerySet[Any, Any]:
    """How many orders had how many rounds. A request that was taken back, or found to be beyond the order and
    not bought, is none."""
    events = OrderEvent.objects.filter(agency_id=agency)
    reached = Q(verb__in=REACHED, to_state=State.DELIVERED)
    earlier = events.filter(reached, order=OuterRef("order"), id__lt=OuterRef("id"))
    first = events.filter(reached, ~Exists(earlier), at__gte=since, at__lte=now)
    of_it = events.filter(order=OuterRef("order"), revision=OuterRef("revision"), id__gt=OuterRef("id"))
    refused = Exists(of_it.filter(verb="judge_scope", to_state__in=(State.DELIVERED, State.COMPLETED)))
    bought = Exists(of_it.filter(verb="accept_change"))
    ended = Exists(of_it.filter(verb="cancel_revision")) | (refused & ~bought)
    asked = events.filter(order=OuterRef("order"), verb=ASKED, at__lte=now).exclude(ended)
    counted = Subquery(asked.order_by().values("order").annotate(n=Count("pk")).values("n"))
    rounds = Least(Coalesce(counted, 0), MOST_ROUNDS)
    found = first.annotate(rounds=rounds).order_by().values("rounds")
    return found.annotate(n=Count("pk")).values_list("rounds", "n")
