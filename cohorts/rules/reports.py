"""A report of a class, worked out from the rows that were frozen with it alone: the same for ever."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cohorts.models import ReportSnapshot, SnapshotRow
from cohorts.states.cohorts import MilestoneKind
from orders.states.orders import State

from .progress import GroupRow, hidden_small, matrix_of

K = MilestoneKind


@dataclass(frozen=True)
class Frozen:
    """One member as they stood when the report was made."""

    row: SnapshotRow

    @property
    def group(self) -> str:
        return self.row.group

    @property
    def called_off(self) -> bool:
        return self.row.order_state == State.CANCELLED

    @property
    def reached(self) -> Mapping[str, dt.datetime | None]:
        row = self.row
        return {
            K.BRIEF.value: row.brief_at,
            K.ORDERED.value: row.ordered_at,
            K.DELIVERED.value: row.delivered_at,
            K.ACCEPTED.value: row.accepted_at,
            K.ATTENDED.value: row.attended_at,
        }


@dataclass(frozen=True)
class Figure:
    """`part` of `whole`: a share that is printed with both."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """None where there is nothing to be a share of."""
        return round(100 * self.part / self.whole) if self.whole else None


@dataclass(frozen=True)
class Report:
    """What a report says. Completion: accepted of ordered texts. On time: of the delivered ones, those whose
    first delivery came by the agreed deadline. Attendance: attended of expected sessions."""

    snapshot: ReportSnapshot
    days: Mapping[str, dt.date | None]
    groups: Sequence[GroupRow]
    members: Sequence[Frozen]
    completion: Figure
    on_time: Figure
    attendance: Figure


def report_from(snapshot: ReportSnapshot, *, outside: bool = False) -> Report:
    """The report of a snapshot; for readers from `outside` without its members, and without figures of groups
    that are too small. Two queries."""
    rows = snapshot.rows.select_related("member", "order").order_by("position")
    members = [Frozen(row) for row in rows]
    days = dict(snapshot.milestones.order_by("id").values_list("kind", "due_on"))
    today = snapshot.as_of.astimezone(snapshot.agency.zone).date()
    groups = matrix_of(members, days, today)
    return Report(
        snapshot=snapshot,
        days=days,
        groups=hidden_small(groups) if outside else groups,
        members=() if outside else members,
        **figures_of(members),
    )


def figures_of(members: Sequence[Frozen]) -> dict[str, Figure]:
    """The shares of a report."""
    counted = [one.row for one in members if not one.called_off]
    ordered = [row for row in counted if row.ordered_at]
    delivered = [row for row in counted if row.delivered_at and row.due_at]
    in_time = [row for row in delivered if row.delivered_at and row.due_at and row.delivered_at <= row.due_at]
    return {
        "completion": Figure(sum(1 for row in ordered if row.accepted_at), len(ordered)),
        "on_time": Figure(len(in_time), len(delivered)),
        "attendance": Figure(
            sum(row.sessions_attended for row in counted), sum(row.sessions_expected for row in counted)
        ),
    }
