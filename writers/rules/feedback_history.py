"""The history of feedback: what somebody received, worked out from the rows whenever it is read.

Nothing of it is stored, so it is right in the same transaction in which feedback was given, edited, deleted,
released or contested.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from agencies.models import Agency, Membership
from agencies.rules.agencies import is_editor, is_staff, is_writer
from agencies.states.roles import Role
from clients.rules.accounts import is_client
from writers.querysets import feedback_history as rows
from writers.states.feedback import LEAST, MOST, Category, Direction
from writers.states.feedback_history import LAST_ORDERS, LONG, OUTSIDE, RECEIVED, SHORT, Trend, drawn_from

from .feedback_averages import SHOWN_FROM, Average, trend_of

if TYPE_CHECKING:
    from project.base.viewer import Viewer

#: A tag is recurring from this many orders on.
RECURRING = 2


@dataclass(frozen=True)
class RecurringTag:
    """What editors' points were about again and again: in `orders` of the last `of` orders with points,
    `late` of them in the newer half."""

    public_id: str
    name: str
    orders: int
    of: int
    late: int
    trend: Trend


@dataclass(frozen=True)
class CriterionAverage:
    """The points that editors gave by one criterion of a present rubric (its public id, and the place of the
    criterion); the general one has no `service`."""

    name: str
    service: str
    average: Average
    rubric: str
    position: int


@dataclass(frozen=True)
class History:
    """What one person received by `as_of`. Averages of all time but `last_30`, `last_90` and `before`, the
    sixty days before the last thirty. `counts`: how many overall ratings of 1, 2, 3, 4, 5."""

    as_of: dt.datetime
    overall: Average
    categories: Mapping[str, Average]
    last_30: Average
    last_90: Average
    before: Average
    directions: Mapping[str, Average]
    counts: Sequence[int]
    orders_with_points: int = 0
    tags: Sequence[RecurringTag] = ()
    criteria: Sequence[CriterionAverage] = field(default=())

    def for_outside(self) -> History:
        """What clients are shown of it: nothing of few ratings, and no trend of few."""
        hide = lambda averages: {name: each.for_outside() for name, each in averages.items()}  # noqa: E731
        return replace(
            self,
            overall=self.overall.for_outside(),
            categories=hide(self.categories),
            last_30=self.last_30.for_outside(),
            last_90=self.last_90.for_outside(),
            before=self.before.for_outside(),
            directions=hide(self.directions),
            counts=self.counts if self.overall.shown_outside else [0] * len(self.counts),
        )

    @property
    def trend(self) -> Trend:
        """The last thirty days against the sixty before."""
        return trend_of(self.last_30, self.before)


def sees_histories(viewer: Viewer) -> bool:
    """Whether the viewer reads everyone's: the desk."""
    return is_staff(viewer)


def has_history(viewer: Viewer) -> bool:
    """Whether the viewer is somebody whom others rate."""
    return is_writer(viewer) or is_editor(viewer)


def reads_histories(viewer: Viewer) -> bool:
    """Whether the viewer may ask for a history at all: one's own, a writer's to choose, or everyone's."""
    return has_history(viewer) or sees_histories(viewer) or is_client(viewer)


def is_rated(member: Membership) -> bool:
    """Whether this member is somebody whom others rate."""
    return bool({Role.WRITER, Role.EDITOR} & set(member.roles))


def reads_in_full(viewer: Viewer, member: Membership) -> bool:
    """Whether the viewer reads all of this history: the desk, and whoever it is of. Others read what clients
    said, and only once there is enough of it."""
    return sees_histories(viewer) or viewer.member_id == member.pk


def histories(
    agency: Agency, ids: Collection[int], now: dt.datetime, *, directions: Sequence[str] = RECEIVED
) -> dict[int, History]:
    """The histories of these members in these directions, by id, each figure drawn toward the same mean of
    the agency in whichever directions it is asked for (drawn_from). Five queries, however many members and
    rows there are; two without what editors said."""
    found = rows.received(agency, ids, directions, now)
    means = rows.of_everyone(agency, drawn_from(directions))
    inside = Direction.EDITOR_TO_WRITER in directions
    tags = rows.last_tags(agency, ids) if inside else {}
    criteria = rows.criteria(agency, ids) if inside else {}
    return {pk: _history(found[pk], means, tags.get(pk), criteria.get(pk, []), now) for pk in ids}


def histories_for(viewer: Viewer, people: Collection[Membership], now: dt.datetime) -> dict[int, History]:
    """The histories of these members of the viewer's agency as the viewer may read them, by id; nothing of a
    writer whose portfolio shows no rating. Eight queries at most, however many they are."""
    full = [each.pk for each in people if reads_in_full(viewer, each)]
    others = [each.pk for each in people if not reads_in_full(viewer, each)]
    found = histories(viewer.agency, full, now) if full else {}
    shown = rows.showing_ratings(viewer.agency, others) if others else []
    outside = histories(viewer.agency, shown, now, directions=OUTSIDE) if shown else {}
    found |= {pk: history.for_outside() for pk, history in outside.items()}
    return {each.pk: found.get(each.pk) or _history({}, {}, None, [], now) for each in people}


def _history(
    received: Mapping[str, rows.Amounts],
    means: Mapping[str, rows.Amounts],
    tags: rows.Tags | None,
    criteria: Sequence[rows.Criterion],
    now: dt.datetime,
) -> History:
    own, everyone = rows.added(received.values()), rows.added(means.values())
    return History(
        as_of=now,
        overall=_average(own, everyone, "overall"),
        categories={name: _average(own, everyone, name) for name in Category.values},
        last_30=_average(own, everyone, f"last_{SHORT}", "overall"),
        last_90=_average(own, everyone, f"last_{LONG}", "overall"),
        before=_average(own, everyone, f"before_{SHORT}", "overall"),
        directions={
            name: _average(received.get(name, {}), means.get(name, {}), "overall") for name in RECEIVED
        },
        counts=[own.get(str(value), rows.Amount()).n for value in range(LEAST, MOST + 1)],
        orders_with_points=tags.orders if tags else 0,
        tags=recurring(tags) if tags else [],
        criteria=[
            CriterionAverage(
                each.name, each.service, Average(each.amount.n, each.amount.total), each.rubric, each.position
            )
            for each in criteria
        ],
    )


def _average(own: rows.Amounts, everyone: rows.Amounts, name: str, of: str = "") -> Average:
    """The amount `name`, shrunk toward the agency's mean of `of`."""
    amount, all_of_it = own.get(name, rows.Amount()), everyone.get(of or name, rows.Amount())
    mean = Decimal(all_of_it.total) / all_of_it.n if all_of_it.n else None
    return Average(amount.n, amount.total, mean)


def recurring(tags: rows.Tags) -> list[RecurringTag]:
    """The tags of more than one order, the most frequent first. Pure."""
    half = LAST_ORDERS // 2
    return [
        RecurringTag(
            tag.public_id,
            tag.name,
            len(tag.places),
            tags.orders,
            late := sum(1 for place in tag.places if place < half),
            _tag_trend(late, len(tag.places) - late, tags.orders),
        )
        for tag in tags.tags
        if len(tag.places) >= RECURRING
    ]


def _tag_trend(late: int, early: int, orders: int) -> Trend:
    """How often it comes up in the newer five orders against the (at most five) before: by its share, since
    there may be fewer of these."""
    half = LAST_ORDERS // 2
    if orders - half < SHOWN_FROM:
        return Trend.TOO_FEW
    late_share, early_share = late * (orders - half), early * half
    if late_share == early_share:
        return Trend.STEADY
    return Trend.RISING if late_share > early_share else Trend.FALLING
