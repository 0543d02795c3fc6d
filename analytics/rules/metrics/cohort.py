"""What payers, buyers and the desk read of one class: how far it is, by group. Only its own members and their
orders count; of these states and dates, never a text."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import MD5, Coalesce, Left, Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from analytics.rules.class_board import sees_class_figures
from analytics.states.metrics import Board, How, Unit
from cohorts.models import Attendance, Cohort, CohortMember
from cohorts.states.sessions import PRESENT, AttendanceStatus
from orders.states.orders import State

from .base import Column, Dimension, Kind, Metric, Scope, dimension, register
from .orders import STATES, yes

#: Seats at sessions have no page of their own.
NOTHING = Value(None, output_field=CharField())
STATUSES = {status.value: status.label for status in AttendanceStatus}
MEMBERS = Kind(
    key="members",
    name=ngettext_lazy("member", "members"),
    number="order__number",
    label="order_number",
    columns=(
        Column("name", _("Member"), "name"),
        Column("group", _("Group"), "group__name"),
        Column("state", _("State"), "order__state", STATES),
        Column("due", _("Agreed deadline"), "order__client_deadline"),
    ),
)
ATTENDANCES = Kind(
    key="attendances",
    name=ngettext_lazy("expected seat", "expected seats"),
    number="nothing",
    label="session__title",
    columns=(
        Column("name", _("Member"), "member__name"),
        Column("group", _("Group"), "member__group__name"),
        Column("status", _("Attendance"), "status", STATUSES),
    ),
)

dimension(Dimension("group", _("Group"), "group_key", "group_name", of_row=True))


def _with_group(rows: QuerySet[Any], path: str) -> QuerySet[Any]:
    """Each with its group: a key for addresses, which no other group of the class has, and its name."""
    return rows.annotate(group_name=F(path), group_key=Left(MD5(Lower(F(path))), 10))


def members(scope: Scope) -> QuerySet[Any]:
    """Those who are in the class."""
    rows = CohortMember.objects.visible_to(scope.viewer).present().filter(cohort=scope.subject)
    return _with_group(rows.annotate(order_number=Coalesce("order__number", Value("–"))), "group__name")


def ordered(scope: Scope) -> Q:
    """Of these: that something is ordered for them, and not cancelled."""
    return Q(order__isnull=False) & ~Q(order__state=State.CANCELLED)


def attendances(scope: Scope) -> QuerySet[Any]:
    """Of each member and session of the class the last that was recorded, of members who were expected."""
    rows = Attendance.objects.filter(
        agency_id=scope.viewer.agency_id,
        cohort__in=Cohort.objects.visible_to(scope.viewer).filter(pk=scope.subject.pk),
        session__cancelled_at=None,
    )
    of_seat = Attendance.objects.filter(
        agency_id=OuterRef("agency_id"), session=OuterRef("session"), member=OuterRef("member")
    )
    last = Subquery(of_seat.order_by("-pk").values("pk")[:1])
    found = rows.filter(pk=last, expected=True).annotate(nothing=NOTHING)
    return _with_group(found, "member__group__name")


def _register(**facts: Any) -> None:
    facts = {"kind": MEMBERS, "source": members, "which": ordered, **facts}
    register(Metric(board=Board.CLASS, right=sees_class_figures, dimensions=("group",), **facts))


_register(
    key="members",
    name=_("Members"),
    definition=_("Members who are in the class now, whatever the period."),
    time=_("when the member was added"),
    unit=Unit.COUNT,
    how=How.COUNT,
    at="added_at",
    which=lambda scope: Q(),
    timed=False,
)
_register(
    key="ordered",
    name=_("Ordered"),
    definition=_("Members for whom something is ordered that was not cancelled, whatever the period."),
    time=_("when the order was placed"),
    unit=Unit.COUNT,
    how=How.COUNT,
    at="order__placed_at",
    timed=False,
)
_register(
    key="completion",
    name=_("Completion"),
    definition=_(
        "Of the orders of the class that were not cancelled, the share that has been accepted and completed, "
        "whatever the period."
    ),
    time=_("when the order was placed"),
    unit=Unit.SHARE,
    how=How.SHARE,
    at="order__placed_at",
    value=lambda scope: yes(Q(order__state=State.COMPLETED)),
    timed=False,
)
_register(
    key="delivered",
    name=_("First versions delivered"),
    definition=_("Orders of the class whose first version was delivered in the period."),
    time=_("when the first version was delivered"),
    unit=Unit.COUNT,
    how=How.COUNT,
    at="order__delivered_at",
    better="more",
)
_register(
    key="on_time",
    name=_("On time"),
    definition=_(
        "Of the orders of the class whose first version was delivered in the period, the share for which it "
        "came by the deadline as last agreed."
    ),
    time=_("when the first version was delivered"),
    unit=Unit.SHARE,
    how=How.SHARE,
    at="order__delivered_at",
    value=lambda scope: yes(Q(order__delivered_at__lte=F("order__client_deadline"))),
    better="more",
)
_register(
    key="completed",
    name=_("Completed"),
    definition=_("Orders of the class that were accepted and completed in the period."),
    time=_("when the order was completed"),
    unit=Unit.COUNT,
    how=How.COUNT,
    at="order__closed_at",
    which=lambda scope: ordered(scope) & Q(order__state=State.COMPLETED),
    better="more",
)
_register(
    key="attendance",
    name=_("Attendance"),
    definition=_(
        "Of the seats at sessions whose members were expected, the share at which they were there, on "
        "time or late, whatever the period. Excused members were not expected."
    ),
    time=_("when the session began"),
    unit=Unit.SHARE,
    how=How.SHARE,
    kind=ATTENDANCES,
    source=attendances,
    which=lambda scope: Q(),
    at="session__starts_at",
    value=lambda scope: yes(Q(status__in=PRESENT)),
    timed=False,
)
