"""What writers read of their own work, and the desk of one writer's; fees are for the writer, managers and
owners."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.rules.agencies import is_writer
from agencies.states.roles import is_staff
from analytics.states.metrics import Board, How, Unit
from orders.states.orders import State
from writers.rules.earnings import sees_earnings

from . import writer_rows as rows
from .base import Metric, register
from .orders import ORDERS

DIMENSIONS = ("service",)


def _register(*, of_desk: Any = is_staff, **facts: Any) -> None:
    """For the writer, and for those of the desk who may see it."""
    facts = {"dimensions": DIMENSIONS, **facts}
    register(Metric(board=Board.WRITER, right=is_writer, **facts))
    register(Metric(board=Board.WRITERS, right=of_desk, **facts))


_register(
    key="earned",
    name=_("Earned"),
    definition=_("Fees that were booked for the writer: for writing, for revisions and for change orders."),
    time=_("when the fee was booked"),
    unit=Unit.MONEY,
    how=How.SUM,
    kind=rows.FEES,
    source=rows.fees,
    at="at",
    value=lambda scope: F("amount"),
    better="more",
    of_desk=sees_earnings,
)
_register(
    key="to_come",
    name=_("To come"),
    definition=_(
        "Fees that are agreed with the writer and not booked yet: for writing, for revisions and for change "
        "orders, of orders that are open now, whatever the period."
    ),
    time=_("when the order was placed"),
    unit=Unit.MONEY,
    how=How.SUM,
    kind=rows.OWED,
    source=rows.orders_to_pay,
    at="placed_at",
    value=rows.to_come,
    timed=False,
    of_desk=sees_earnings,
)
_register(
    key="completed",
    name=_("Orders completed"),
    definition=_("Orders that the writer wrote and that were completed in the period."),
    time=_("when the order was completed"),
    unit=Unit.COUNT,
    how=How.COUNT,
    kind=ORDERS,
    source=rows.own_orders,
    at="closed_at",
    which=lambda scope: Q(state=State.COMPLETED),
    better="more",
)
_register(
    key="on_time",
    name=_("On time"),
    definition=_(
        "Of the first versions that the writer handed in, the share that was in by the writer’s deadline as "
        "last agreed, extensions and holds included."
    ),
    time=_("when the first version was handed in"),
    unit=Unit.SHARE,
    how=How.SHARE,
    kind=rows.VERSIONS,
    source=rows.first_versions,
    at="delivered_at",
    value=rows.by_deadline,
    better="more",
)
_register(
    key="first_time",
    name=_("Accepted at the first time"),
    definition=_(
        "Of the writer’s orders that were completed in the period, the share that the client never asked to "
        "have revised. Requests that were taken back, or were beyond the order, don’t count."
    ),
    time=_("when the order was completed"),
    unit=Unit.SHARE,
    how=How.SHARE,
    kind=ORDERS,
    source=rows.own_orders,
    at="closed_at",
    which=lambda scope: Q(state=State.COMPLETED),
    value=rows.unrevised,
    better="more",
)
_register(
    key="revisions",
    name=_("Revisions requested"),
    definition=_("Revisions that clients requested of the writer’s orders and did not take back."),
    time=_("when the revision was requested"),
    unit=Unit.COUNT,
    how=How.COUNT,
    kind=rows.REVISIONS,
    source=rows.revisions,
    at="asked_at",
    dimensions=(*DIMENSIONS, "severity", "cause", "scope"),
    better="less",
)
_register(
    key="own_cause",
    name=_("Revisions because of the work"),
    definition=_(
        "Of the revisions that clients requested and did not take back, the share in which the delivery fell "
        "short of the brief. The rest are wishes that are new, or beyond the order."
    ),
    time=_("when the revision was requested"),
    unit=Unit.SHARE,
    how=How.SHARE,
    kind=rows.REVISIONS,
    source=rows.revisions,
    at="asked_at",
    value=rows.of_the_work,
    dimensions=(*DIMENSIONS, "severity"),
    better="less",
)
_register(
    key="active",
    name=_("Time at work on an order"),
    definition=_(
        "How long an order was in progress with the writer: the median of those completed in the period. It "
        "leaves out the time before work began and after it was handed in, holds, disputes, waiting for the "
        "client’s answers, and revisions that somebody else did. Nights and weekends are included."
    ),
    time=_("when the order was completed"),
    unit=Unit.DURATION,
    how=How.MEDIAN,
    kind=ORDERS,
    source=rows.own_orders,
    at="closed_at",
    which=lambda scope: Q(state=State.COMPLETED),
    value=rows.active_time,
)
_register(
    key="load",
    name=_("Orders in hand"),
    definition=_(
        "Orders that the writer has now, from being given to being delivered, whatever the period. Those on "
        "hold, disputed, or waiting for the client don’t count."
    ),
    time=_("when the order was placed"),
    unit=Unit.COUNT,
    how=How.COUNT,
    kind=ORDERS,
    source=rows.own_orders,
    at="placed_at",
    which=rows.in_hand,
    timed=False,
)
_register(
    key="revising",
    name=_("Revisions in hand for others"),
    definition=_("Revisions of somebody else’s orders that the writer has now, whatever the period."),
    time=_("when the revision was requested"),
    unit=Unit.COUNT,
    how=How.COUNT,
    kind=rows.REVISIONS,
    source=rows.revised_for_others,
    at="asked_at",
    timed=False,
)
