"""What an agency's revisions were like in the last days: how soon the first answer
came, how many rounds, from which cause.

All are worked out from events, which never change; only the cause is what the desk says of a request today.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from agencies.models import Agency
from orders.models import OrderEvent
from orders.states.orders import State
from orders.states.revision_choices import Cause

ASKED = "request_revision"
#: What is a first answer: to a point, a question to the client, or the new version.
ANSWERS = ("answer_points", "ask_client", "deliver")
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
    """The figures of an agency from `since` to `now`. Three queries."""
    events = OrderEvent.objects.filter(agency=agency)
    spans = _spans(events, since, now)
    answered = [span for span in spans if span is not None]
    rounds = _rounds(events, since, now)
    return Figures(
        asked=len(spans),
        answered=len(answered),
        # A median adds and halves, which timedeltas can.
        median=statistics.median(answered) if answered else None,  # type: ignore[type-var]
        orders=sum(rounds.values()),
        rounds={count: rounds[count] for count in range(MOST_ROUNDS + 1)},
        causes=_causes(events, since, now),
    )


def _spans(events: QuerySet[OrderEvent], since: dt.datetime, now: dt.datetime) -> list[dt.timedelta | None]:
    """For each request of the period: how long it took to its first answer, None while there is none."""
    answers = events.filter(
        order=OuterRef("order"), revision=OuterRef("revision"), verb__in=ANSWERS, at__lte=now
    )
    asked = events.filter(verb=ASKED, at__gte=since, at__lte=now)
    found = asked.annotate(first=Subquery(answers.order_by("id").values("at")[:1])).values_list("at", "first")
    return [first and first - at for at, first in found]


def _rounds(events: QuerySet[OrderEvent], since: dt.datetime, now: dt.datetime) -> Counter[int]:
    """Orders by their rounds. A request that was taken back, or found to be
    beyond the order and not bought, is none."""
    reached = Q(verb__in=("deliver", "approve"), to_state=State.DELIVERED)
    earlier = events.filter(reached, order=OuterRef("order"), id__lt=OuterRef("id"))
    first = events.filter(reached, ~Exists(earlier), at__gte=since, at__lte=now)
    of_it = events.filter(order=OuterRef("order"), revision=OuterRef("revision"), id__gt=OuterRef("id"))
    refused = Exists(of_it.filter(verb="judge_scope", to_state__in=(State.DELIVERED, State.COMPLETED)))
    bought = Exists(of_it.filter(verb="accept_change"))
    ended = Exists(of_it.filter(verb="cancel_revision")) | (refused & ~bought)
    asked = events.filter(order=OuterRef("order"), verb=ASKED, at__lte=now).exclude(ended)
    counted = asked.order_by().values("order").annotate(n=Count("pk")).values("n")
    found = first.annotate(rounds=Subquery(counted)).values_list("rounds", flat=True)
    return Counter(min(rounds or 0, MOST_ROUNDS) for rounds in found)


def _causes(events: QuerySet[OrderEvent], since: dt.datetime, now: dt.datetime) -> dict[str, int]:
    asked = (
        events.filter(verb=ASKED, at__gte=since, at__lte=now).order_by().values(cause=F("revision__cause"))
    )
    found = dict(asked.annotate(n=Count("pk")).values_list("cause", "n"))
    return {cause: found.get(cause, 0) for cause in Cause.values}
