"""What people received, added up in the database: ratings, tags of editors' points, levels of rubrics."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Max, Q, Sum, Window
from django.db.models.functions import RowNumber

from agencies.models import Agency, Membership
from agencies.states.roles import Role, is_staff
from writers.models import Feedback, FeedbackLevel, FeedbackPoint, WriterPortfolio
from writers.models.feedback_parts import MOST_POINTS
from writers.states.feedback import LEAST, MOST, RATINGS, Direction
from writers.states.feedback_history import LAST_ORDERS, LONG, SHORT

from .feedback_days import COUNTS_FROM, first_moment

if TYPE_CHECKING:
    from agencies.models.membership import MembershipQuerySet
    from project.base.viewer import Viewer


@dataclass(frozen=True)
class Amount:
    """`n` ratings with the sum `total`."""

    n: int = 0
    total: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.n + other.n, self.total + other.total)


#: Amounts by name: those of RATINGS, "last_30", "last_90", "before_30", and the overall ratings "1" to "5".
Amounts = dict[str, Amount]


@dataclass(frozen=True)
class TagCount:
    """A tag in the last orders with an editor's points: places of those that have it, 0 for the newest."""

    public_id: str
    name: str
    places: tuple[int, ...]


@dataclass
class Tags:
    """How many orders were looked at, and what came up in them."""

    orders: int
    tags: list[TagCount]


@dataclass(frozen=True)
class Criterion:
    """The criterion at `position` of the present rubric with the public id `rubric`, and what was chosen."""

    name: str
    service: str
    amount: Amount
    rubric: str
    position: int


def added(amounts: Iterable[Amounts]) -> Amounts:
    """Name by name."""
    found: Amounts = {}
    for each in amounts:
        for name, amount in each.items():
            found[name] = found.get(name, Amount()) + amount
    return found


def received(
    agency: Agency, ids: Collection[int], directions: Sequence[str], now: dt.datetime
) -> dict[int, dict[str, Amounts]]:
    """What these members received, by their id and direction. One query."""
    rows = _counted(agency, directions).filter(receiver_id__in=ids).alias(moment=COUNTS_FROM)
    names = (*RATINGS, *_conditions(agency, now))
    found: dict[int, dict[str, Amounts]] = {pk: {} for pk in ids}
    counted: Any = rows.values("receiver_id", "direction").annotate(**_sums(_conditions(agency, now)))
    for row in counted:
        found[row["receiver_id"]][row["direction"]] = _amounts(row, names)
    return found


def of_everyone(agency: Agency, directions: Sequence[str]) -> dict[str, Amounts]:
    """What all of the agency received, by direction. One query."""
    rows: Any = _counted(agency, directions).values("direction").annotate(**_sums({}))
    return {row["direction"]: _amounts(row, RATINGS) for row in rows}


def rated_visible_to(viewer: Viewer) -> MembershipQuerySet:
    """Writers and editors who belong to the agency, suspended ones among them: all of them for the desk,
    oneself else."""
    rows = Membership.objects.filter(agency_id=viewer.agency_id).belonging()
    rows = rows.with_role(Role.WRITER, Role.EDITOR)
    return rows if is_staff(viewer) else rows.filter(pk=viewer.member_id)


def shown_to(viewer: Viewer) -> MembershipQuerySet:
    """Whose figures, in full or as outsiders see them, the viewer may ask for: beside those of
    rated_visible_to, for clients the writers whose portfolio they may look through."""
    own = rated_visible_to(viewer)
    if Role.CLIENT not in viewer.roles:
        return own
    portfolios = WriterPortfolio.objects.for_clients(viewer.agency)
    rows = Membership.objects.filter(agency_id=viewer.agency_id)
    return rows.filter(Q(pk__in=own.values("pk")) | Q(pk__in=portfolios.values("member")))


def showing_ratings(agency: Agency, ids: Collection[int]) -> list[int]:
    """Those of these members whose portfolio shows clients their rating."""
    shown = WriterPortfolio.objects.for_clients(agency).filter(member_id__in=ids, show_rating=True)
    return list(shown.values_list("member_id", flat=True))


def tag_points(member: Membership, tag: str) -> Any:
    """What editors showed this member under one tag in the last orders with points, the newest first: the
    points behind a recurring tag, as many as an order's feedback holds."""
    shown = _shown_points(member.agency, [member.pk])
    orders = {order for _member, order in _places(shown)}
    points = shown.filter(tag__public_id=tag, feedback__order_id__in=orders)
    return points.select_related("feedback__order").order_by("-shown_at", "-pk")[:MOST_POINTS]


def last_tags(agency: Agency, ids: Collection[int]) -> dict[int, Tags]:
    """Tags of what editors showed these members in the last orders with points, whether they rated these
    orders too or not. Two queries, however many they are."""
    points = _shown_points(agency, ids)
    places = _places(points)
    orders = {order for _member, order in places}
    tagged = points.filter(feedback__order_id__in=orders, tag__isnull=False).values_list(
        "feedback__receiver_id", "feedback__order_id", "tag__public_id", "tag__name"
    )
    found: dict[int, dict[tuple[str, str], list[int]]] = {pk: {} for pk in ids}
    for member, order, key, name in tagged.distinct():
        if (member, order) in places:
            found[member].setdefault((name, key), []).append(places[member, order])
    return {pk: Tags(_orders(places, pk), _tag_counts(found[pk])) for pk in ids}


def criteria(agency: Agency, ids: Collection[int]) -> dict[int, list[Criterion]]:
    """Levels that editors chose for these members by the present rubrics, in their order. One query."""
    rows = FeedbackLevel.objects.filter(
        agency=agency,
        criterion__rubric__retired_at=None,
        feedback__in=_counted(agency, [Direction.EDITOR_TO_WRITER]).filter(receiver_id__in=ids),
    )
    order = ("criterion__rubric_id", "criterion__position", "criterion_id")
    counted: Any = rows.order_by(*order).values_list(
        *order,
        "feedback__receiver_id",
        "criterion__name",
        "criterion__rubric__service__name",
        "criterion__rubric__public_id",
    )
    found: dict[int, list[Criterion]] = {pk: [] for pk in ids}
    for row in counted.annotate(n=Count("pk"), total=Sum("points")):
        member, name, service, rubric, n, total = row[len(order) :]
        found[member].append(Criterion(name, service or "", Amount(n, total), rubric, row[1]))
    return found


def _counted(agency: Agency, directions: Sequence[str]) -> Any:
    return Feedback.objects.counted().filter(agency=agency, direction__in=directions).order_by()


def _shown_points(agency: Agency, ids: Collection[int]) -> Any:
    feedback = Feedback.objects.uncontested().filter(
        agency=agency, direction=Direction.EDITOR_TO_WRITER, receiver_id__in=ids
    )
    shown = FeedbackPoint.objects.filter(agency=agency, shown_at__isnull=False, feedback__in=feedback)
    return shown.order_by()


def _conditions(agency: Agency, now: dt.datetime) -> dict[str, Q]:
    short, long = first_moment(agency, SHORT, now), first_moment(agency, LONG, now)
    return {
        f"last_{SHORT}": Q(moment__gte=short),
        f"last_{LONG}": Q(moment__gte=long),
        f"before_{SHORT}": Q(moment__gte=long, moment__lt=short),
        **{str(value): Q(overall=value) for value in range(LEAST, MOST + 1)},
    }


def _sums(conditions: dict[str, Q]) -> dict[str, Any]:
    ways = {name: (name, None) for name in RATINGS} | {
        name: ("overall", condition) for name, condition in conditions.items()
    }
    counts = {f"n_{name}": Count(column, filter=way) for name, (column, way) in ways.items()}
    return counts | {f"total_{name}": Sum(column, filter=way) for name, (column, way) in ways.items()}


def _amounts(row: dict[str, Any], names: Iterable[str]) -> Amounts:
    return {name: Amount(row[f"n_{name}"], row[f"total_{name}"] or 0) for name in names}


def _places(points: Any) -> dict[tuple[int, int], int]:
    """(member, order) -> its place among the member's last orders with points, 0 for the newest."""
    orders = points.values("feedback__receiver_id", "feedback__order_id").annotate(last=Max("shown_at"))
    ranked = orders.annotate(
        place=Window(
            RowNumber(),
            partition_by=F("feedback__receiver_id"),
            order_by=[F("last").desc(), F("feedback__order_id").desc()],
        )
    ).filter(place__lte=LAST_ORDERS)
    rows = ranked.values_list("feedback__receiver_id", "feedback__order_id", "place")
    return {(member, order): place - 1 for member, order, place in rows}


def _orders(places: dict[tuple[int, int], int], member: int) -> int:
    return sum(1 for pk, _order in places if pk == member)


def _tag_counts(found: dict[tuple[str, str], list[int]]) -> list[TagCount]:
    tags = [TagCount(key, name, tuple(sorted(places))) for (name, key), places in found.items()]
    return sorted(tags, key=lambda tag: (-len(tag.places), tag.name.lower()))
