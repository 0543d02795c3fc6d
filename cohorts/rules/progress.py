"""How far a class is: what each member has reached, read from what happened to their order, never ticked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Max, Min, Q

from cohorts.models import Cohort, CohortMember
from cohorts.states.cohorts import MilestoneKind
from orders.states.orders import State

from .sessions import Count, attendance_of

K = MilestoneKind


@dataclass(frozen=True)
class Standing:
    """One member: when they reached what, None for not yet. `sessions`: attended of expected ones."""

    member: CohortMember
    reached: Mapping[str, dt.datetime | None]
    order_state: str
    due_at: dt.datetime | None
    sessions: tuple[int, int] = (0, 0)

    @property
    def group(self) -> str:
        return self.member.group.name if self.member.group else ""

    @property
    def called_off(self) -> bool:
        """Whether nothing more is expected of the member: the order was cancelled."""
        return self.order_state == State.CANCELLED

    @property
    def on_time(self) -> bool | None:
        """Whether the first delivery came by the agreed deadline; None while there is none."""
        came = self.reached[K.DELIVERED]
        return came <= self.due_at if came and self.due_at else None


def kinds_of(cohort: Cohort) -> list[str]:
    """What members of this class can reach, in order. No query."""
    asked = [K.BRIEF.value] if cohort.asks_members else []
    return [*asked, K.ORDERED.value, K.DELIVERED.value, K.ACCEPTED.value]


def due_days(cohort: Cohort) -> dict[str, dt.date | None]:
    """Of each kind: by which day it is to be reached, None where nobody said. Two queries."""
    planned = dict(cohort.milestones.values_list("kind", "due_on"))
    meets = K.ATTENDED in planned or cohort.sessions.filter(cancelled_at=None).exists()
    kinds = [*kinds_of(cohort), *([K.ATTENDED.value] if meets else [])]
    return {kind: planned.get(kind) for kind in kinds}


def standings_of(cohort: Cohort, members: Any = None) -> list[Standing]:
    """Those who are in the class, by name. Two queries."""
    rows = cohort.members.present() if members is None else members
    rows = rows.select_related("group", "order", "placing").annotate(
        brief_at=Min("own_brief__sent_at"),
        ordered_at=Min("order__events__at", filter=Q(order__events__verb="place")),
        delivered_at=Min("order__events__at", filter=Q(order__events__to_state=State.DELIVERED)),
        completed_at=Max("order__events__at", filter=Q(order__events__to_state=State.COMPLETED)),
    )
    was = attendance_of(cohort)
    return [_standing(row, was.get(row.pk, Count())) for row in rows.order_by("name", "id")]


def _standing(row: Any, was: Count) -> Standing:
    order = row.order
    reached = {
        K.BRIEF.value: row.brief_at or row.ordered_at,
        K.ORDERED.value: row.ordered_at,
        K.DELIVERED.value: row.delivered_at,
        K.ACCEPTED.value: row.completed_at if order and order.state == State.COMPLETED else None,
        K.ATTENDED.value: was.first_at,
    }
    due_at, sessions = order.client_deadline if order else None, (was.attended, was.expected)
    return Standing(row, reached, order.state if order else "", due_at, sessions)


class Reached(Protocol):
    """Whoever is counted in the matrix: one as they stand now, or as they stood in a report."""

    @property
    def group(self) -> str: ...

    @property
    def reached(self) -> Mapping[str, dt.datetime | None]: ...

    @property
    def called_off(self) -> bool: ...


@dataclass(frozen=True)
class Cell:
    """How many members of a group have reached something, and how many are late with it."""

    reached: int
    expected: int
    late: int


@dataclass(frozen=True)
class GroupRow:
    """One line of the matrix. Of a group that is too small to be shown to outsiders `cells` is empty."""

    name: str
    size: int
    cells: tuple[Cell, ...]


#: Groups with fewer members are not told apart for readers from outside.
FEWEST = 5


def matrix_of(
    standings: Sequence[Reached], days: Mapping[str, dt.date | None], today: dt.date
) -> list[GroupRow]:
    """Groups by milestones, those without a group last, then all of them."""
    names = sorted({each.group for each in standings}, key=lambda name: (not name, name.casefold()))
    rows = [_row(name, [one for one in standings if one.group == name], days, today) for name in names]
    return [*rows, _row("", standings, days, today)] if len(rows) > 1 else rows


def _row(
    name: str, standings: Sequence[Reached], days: Mapping[str, dt.date | None], today: dt.date
) -> GroupRow:
    counted = [one for one in standings if not one.called_off]
    cells = tuple(
        Cell(
            sum(1 for one in counted if one.reached[kind]),
            len(counted),
            sum(1 for one in counted if is_late(one, kind, day, today)),
        )
        for kind, day in days.items()
    )
    return GroupRow(name, len(standings), cells)


def is_late(standing: Reached, kind: str, day: dt.date | None, today: dt.date) -> bool:
    """Whether the day has passed on which a member was to have reached something, and they have not."""
    return day is not None and day < today and not standing.called_off and not standing.reached[kind]


def stragglers_of(
    standings: Sequence[Standing], days: Mapping[str, dt.date | None], today: dt.date
) -> list[tuple[Standing, str]]:
    """Who is late, each with the first milestone that they are late with."""
    found = []
    for one in standings:
        late = next((kind for kind, day in days.items() if is_late(one, kind, day, today)), "")
        if late:
            found.append((one, late))
    return found


def hidden_small(rows: Sequence[GroupRow]) -> list[GroupRow]:
    """The matrix for readers from outside: groups of fewer than FEWEST show no figures, and neither does the
    smallest other one where a single hidden group could be worked out from the sum."""
    groups, total = (list(rows[:-1]), list(rows[-1:])) if len(rows) > 1 else ([], list(rows))
    small = {at for at, row in enumerate(groups) if row.size < FEWEST}
    if len(small) == 1 and len(groups) > 1:
        others = [at for at in range(len(groups)) if at not in small]
        small.add(min(others, key=lambda at: groups[at].size))
    shown = [GroupRow(row.name, row.size, ()) if at in small else row for at, row in enumerate(groups)]
    return [*shown, *(row if row.size >= FEWEST else GroupRow(row.name, row.size, ()) for row in total)]
