"""The revision requests on the page, each with its points and how they stand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from orders.models import Order, RevisionPoint, RevisionRequest
from orders.models.revisions import Answer, Need, RevisionState, Severity
from orders.rules.sides import Sides
from orders.states.badges import ANSWER_BADGES, REVISION_BADGES, SEVERITY_TONES
from orders.states.orders import CLOSED_STATES, State
from project.base import marks
from project.base.addresses import as_typed


@dataclass(frozen=True)
class PointRow:
    """One point of a revision and the writer's answer."""

    position: int
    place: str
    issue: str
    wish: str
    must: bool
    need: Any
    answer: tuple[Any, str, str] | None
    reply: str


@dataclass(frozen=True)
class PointLine:
    """The same for the order page. `marks`: how it stands."""

    number: str
    marks: SafeString
    place: str
    issue: str
    wish: str
    reply: str


@dataclass(frozen=True)
class Round:
    """One revision request. `over`: it has ended. `answerable`: this viewer answers its points
    now; `open_musts` of them stand in the way.

    `told`: this viewer reads all answers, so that a point without one is not answered yet.
    """

    number: int
    title: str
    summary: str
    severity: tuple[Any, str]
    state: tuple[Any, str]
    asked_at: dt.datetime
    due_at: dt.datetime
    live: bool
    over: bool
    answerable: bool
    open_musts: int
    told: bool
    points: list[PointLine]
    url: str
    urgent: bool = False
    paused: bool = False
    clause: str = ""
    waits_for_verdict: bool = False

    @property
    def anchor(self) -> str:
        """Where on the page it stands."""
        return f"revision-{self.number}"


def rounds_of(order: Order, sides: Sides) -> list[Round]:
    """The revision requests, newest first. Reads prefetched rows."""
    revisions = sorted(order.revisions.all(), key=lambda revision: -revision.number)
    return [_round(order, sides, revision) for revision in revisions]


def is_answerable(order: Order, sides: Sides, revision: RevisionRequest) -> bool:
    """Whether this viewer answers the points of `revision` now."""
    return sides.works and order.state == State.IN_PROGRESS and revision.state == RevisionState.IN_PROGRESS


def _round(order: Order, sides: Sides, revision: RevisionRequest) -> Round:
    points = list(revision.points.all())
    state, severity = RevisionState(revision.state), Severity(revision.severity)
    handed_over = not sides.client or order.state in (State.DELIVERED, *CLOSED_STATES)
    return Round(
        number=revision.number,
        title=_("Revision %(n)s") % {"n": revision.number},
        summary=revision.summary,
        severity=(severity.label, SEVERITY_TONES[severity]),
        state=(state.label, REVISION_BADGES[state][0]),
        asked_at=revision.asked_at,
        due_at=revision.due_at,
        live=state in (RevisionState.OPEN, RevisionState.IN_PROGRESS),
        over=state in (RevisionState.ACCEPTED, RevisionState.CANCELLED, RevisionState.OUT_OF_SCOPE),
        answerable=is_answerable(order, sides, revision),
        open_musts=sum(not point.settled for point in points),
        told=handed_over,
        points=[_point_line(point, handed_over) for point in points],
        url=reverse("orders:revision", args=[order.number, revision.number]),
        urgent=revision.urgent,
        paused=revision.paused_at is not None,
        clause=revision.clause,
        waits_for_verdict=state == RevisionState.ANSWERED and sides.client and order.state == State.DELIVERED,
    )


def _point_line(point: RevisionPoint, handed_over: bool) -> PointLine:
    row = point_row(point, handed_over)
    return PointLine(
        number=str(row.position),
        marks=_point_marks(row.must, str(row.need), row.answer, handed_over, get_language()),
        place=row.place,
        issue=as_typed(row.issue),
        wish=as_typed(row.wish),
        reply=as_typed(row.reply),
    )


@lru_cache(maxsize=256)
def _point_marks(
    must: bool, need: str, answer: tuple[Any, str, str] | None, told: bool, _language: str | None
) -> SafeString:
    """How a point stands: what it needs, and its answer. `told`: without one it is not answered yet."""
    found = [marks.badge(need, "warn" if must else "neutral")]
    if answer:
        found.append(marks.badge(*answer))
    elif told:
        found.append(marks.badge(_("not answered yet")))
    return SafeString("\n".join(found))


def point_row(point: RevisionPoint, handed_over: bool = True) -> PointRow:
    """A point for printing. Until the new version is `handed_over` nothing but a
    question is told: the rest may change."""
    told = handed_over or point.answer == Answer.QUESTION
    answer = Answer(point.answer) if point.answer and told else None
    return PointRow(
        position=point.position,
        place=point.place,
        issue=point.issue,
        wish=point.wish,
        must=point.need == Need.MUST,
        need=Need(point.need).label,
        answer=(answer.label, *ANSWER_BADGES[answer]) if answer else None,
        reply=point.reply if told else "",
    )
