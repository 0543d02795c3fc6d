"""What editors read of their own reviews."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Case, DurationField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from agencies.rules.agencies import is_editor
from analytics.states.metrics import Board, How, Unit
from orders.models import Delivery, Order, OrderEvent
from orders.states.deliveries import ReviewVerdict
from orders.states.orders import RESUMABLE, State
from writers.models import Feedback
from writers.states.feedback import Direction

from .base import Column, Kind, Metric, Scope, register
from .orders import ORDERS, seconds, yes

VERDICTS = {verdict.value: verdict.label for verdict in ReviewVerdict}
REVIEWS = Kind(
    key="reviews",
    name=ngettext_lazy("review", "reviews"),
    number="opens",
    label="order__number",
    to_order="order__",
    columns=(
        Column("service", _("Service"), "order__service__name"),
        Column("version", _("Version"), "number"),
        Column("verdict", _("Verdict"), "verdict", VERDICTS),
    ),
)
GIVEN = Kind(
    key="feedback",
    name=ngettext_lazy("feedback", "feedback"),
    number="opens",
    label="order__number",
    to_order="order__",
    columns=(Column("service", _("Service"), "order__service__name"),),
)


def _opening(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    """Each leads to its order where the editor can still open that."""
    seen = Q(order__isnull=False) & Order.objects.visible_through(scope.viewer, "order")
    return rows.annotate(opens=Case(When(seen, then=F("order__number")), default=None))


def reviews(scope: Scope) -> QuerySet[Any]:
    """The verdicts of the editor. A version whose place their correction took was not judged by itself."""
    rows = Delivery.objects.filter(agency_id=scope.viewer.agency_id, reviewed_by_id=scope.viewer.member_id)
    rows = rows.filter(corrected=False).exclude(verdict=ReviewVerdict.PENDING)
    handed_in = Coalesce("corrects__delivered_at", "delivered_at")
    return _opening(rows.annotate(handed_in=handed_in), scope)


def to_verdict(scope: Scope) -> Any:
    """Of a verdict: the seconds since the version was handed in, without those on hold or disputed."""
    events = OrderEvent.objects.filter(agency_id=scope.viewer.agency_id, order=OuterRef("order"))
    after = events.filter(pk__gt=OuterRef("pk")).order_by("pk")
    rests: Any = (
        events.filter(to_state__in=RESUMABLE, at__gte=OuterRef("handed_in"), at__lt=OuterRef("reviewed_at"))
        .annotate(ended=Subquery(after.values("at")[:1]))
        .order_by()
        .values("order")
        .annotate(rested=Sum(F("ended") - F("at"), output_field=DurationField()))
    )
    rested = Coalesce(Subquery(rests.values("rested")), Value(dt.timedelta()), output_field=DurationField())
    return seconds(F("reviewed_at") - F("handed_in")) - seconds(rested)


def in_queue(scope: Scope) -> QuerySet[Any]:
    """The orders whose review the editor has claimed, or was given."""
    return Order.objects.visible_to(scope.viewer).filter(editor_id=scope.viewer.member_id)


def feedback(scope: Scope) -> QuerySet[Any]:
    """What the editor said to writers of their work."""
    rows = Feedback.objects.visible_to(scope.viewer).given().filter(giver_id=scope.viewer.member_id)
    return _opening(rows.filter(direction=Direction.EDITOR_TO_WRITER), scope)


def _register(**facts: Any) -> None:
    register(Metric(board=Board.EDITOR, right=is_editor, dimensions=("service",), **facts))


_register(
    key="reviews",
    name=_("Reviews"),
    definition=_("Versions on which you gave your verdict. One that you corrected yourself counts once."),
    time=_("when you gave the verdict"),
    unit=Unit.COUNT,
    how=How.COUNT,
    kind=REVIEWS,
    source=reviews,
    at="reviewed_at",
)
_register(
    key="to_verdict",
    name=_("Time to verdict"),
    definition=_(
        "The time from handing in a version to your verdict, nights and weekends included, holds and "
        "disputes left out: the median."
    ),
    time=_("when you gave the verdict"),
    unit=Unit.DURATION,
    how=How.MEDIAN,
    kind=REVIEWS,
    source=reviews,
    at="reviewed_at",
    value=to_verdict,
    better="less",
)
_register(
    key="sent_back",
    name=_("Sent back"),
    definition=_("Of the versions on which you gave your verdict, the share that you sent back."),
    time=_("when you gave the verdict"),
    unit=Unit.SHARE,
    how=How.SHARE,
    kind=REVIEWS,
    source=reviews,
    at="reviewed_at",
    value=lambda scope: yes(Q(verdict=ReviewVerdict.SENT_BACK)),
)
_register(
    key="queue",
    name=_("In review with you"),
    definition=_("Orders in review that are yours now, whatever the period."),
    time=_("when the order was placed"),
    unit=Unit.COUNT,
    how=How.COUNT,
    kind=ORDERS,
    source=in_queue,
    at="placed_at",
    which=lambda scope: Q(state=State.IN_REVIEW),
    timed=False,
)
_register(
    key="held",
    name=_("Reviews at rest"),
    definition=_("Orders whose review is yours and that are on hold or disputed now, whatever the period."),
    time=_("when the order was placed"),
    unit=Unit.COUNT,
    how=How.COUNT,
    kind=ORDERS,
    source=in_queue,
    at="placed_at",
    which=lambda scope: Q(state__in=RESUMABLE, resumes_to=State.IN_REVIEW),
    timed=False,
)
_register(
    key="feedback",
    name=_("Feedback given"),
    definition=_("Feedback that you gave writers on their work."),
    time=_("when you gave it"),
    unit=Unit.COUNT,
    how=How.COUNT,
    kind=GIVEN,
    source=feedback,
    at="given_at",
    better="more",
)
_register(
    key="rating",
    name=_("Ratings given"),
    definition=_("The mean of the overall ratings that you gave writers, where you gave one."),
    time=_("when you gave it"),
    unit=Unit.RATING,
    how=How.MEAN,
    kind=GIVEN,
    source=feedback,
    at="given_at",
    which=lambda scope: Q(overall__isnull=False),
    value=lambda scope: F("overall"),
)
