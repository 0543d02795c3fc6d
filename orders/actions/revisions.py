"""Revisions: the client asks with points, the writer answers each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from orders import rules
from orders.models import Order, RevisionPoint, RevisionRequest
from orders.models.revisions import Answer, Need, RevisionState
from orders.states import State
from project.base.errors import Invalid, NotVisible, WrongState, require
from project.base.viewer import Member

from .moving import check, locked, move_order, record

MAX_POINTS = 40
#: The writer's time for a revision round, in hours, by severity.
ROUND_HOURS = {"minor": 72, "moderate": 72, "major": 96, "critical": 48}


@dataclass(frozen=True)
class Point:
    """One point as the client typed it. `place` is a section's name or a quoted passage."""

    issue: str
    place: str = ""
    wish: str = ""
    need: str = Need.MUST


@dataclass(frozen=True)
class PointAnswer:
    """The writer's answer to one point; declining and asking need a reply."""

    answer: str
    reply: str = ""


def request_revision(
    *, actor: Member, order: Order, summary: str, severity: str, points: Sequence[Point], now: dt.datetime
) -> RevisionRequest:
    """Ask for changes to the delivered version. The review window rests until the answer; the writer gets a deadline.

    An order has one live revision: asking again while it waits for its answer is refused by state. One that was answered
    is closed: what its answers left open is asked for anew.
    """
    require(rules.can_request_revision(actor, order))
    if not 1 <= len(points) <= MAX_POINTS:
        raise Invalid({"points": _("Please list from 1 to %(most)s points.") % {"most": MAX_POINTS}})
    with transaction.atomic():
        order = locked(actor, order)
        check("request_revision", actor, order)
        _close_answered(order, now)
        revision = _write(actor, order, summary, severity, points, now)
        if order.review_ends_at:
            order.review_left = max(order.review_ends_at - now, dt.timedelta(0))
        order.review_ends_at = None
        move_order(order, "request_revision", actor=actor, now=now, revision=revision, until=revision.due_at)
    return revision


def answer_points(
    *, actor: Member, revision: RevisionRequest, answers: Mapping[int, PointAnswer], now: dt.datetime
) -> RevisionRequest:
    """Store the writer's answers, keyed by the points' positions; others keep theirs. Possible while the revision is in work.

    Raises Invalid with "point-<position>" as the field's name.
    """
    order = revision.order
    require(rules.can_write(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        stored = order.revisions.select_for_update(of=("self",)).filter(pk=revision.pk).first()
        if stored is None:
            raise NotVisible()
        if order.state != State.IN_PROGRESS or stored.state != RevisionState.IN_PROGRESS:
            raise WrongState(_("Points can be answered while the revision is in work. Start the work first."))
        if _store_answers(stored, answers, now):
            record(order, "answer_points", actor=actor, now=now, revision=stored)
    return stored


def _close_answered(order: Order, now: dt.datetime) -> None:
    answered = order.revisions.filter(state=RevisionState.ANSWERED)
    answered.update(state=RevisionState.ACCEPTED, closed_at=now)


def _write(
    actor: Member, order: Order, summary: str, severity: str, points: Sequence[Point], now: dt.datetime
) -> RevisionRequest:
    last = order.revisions.aggregate(last=Max("number"))["last"] or 0
    revision = RevisionRequest.objects.create(
        agency_id=order.agency_id,
        order=order,
        number=last + 1,
        summary=summary,
        severity=severity,
        asked_by_id=actor.member_id,
        asked_at=now,
        due_at=now + dt.timedelta(hours=ROUND_HOURS[severity]),
    )
    RevisionPoint.objects.bulk_create(
        RevisionPoint(
            agency_id=order.agency_id,
            revision=revision,
            position=position,
            place=point.place,
            issue=point.issue,
            wish=point.wish,
            need=point.need,
        )
        for position, point in enumerate(points, start=1)
    )
    return revision


def _store_answers(revision: RevisionRequest, answers: Mapping[int, PointAnswer], now: dt.datetime) -> bool:
    points = {point.position: point for point in revision.points.all()}
    problems: dict[str, str] = {}
    changed = []
    for position, given in answers.items():
        point = points.get(position)
        if point is None or given.answer not in Answer.values:
            problems[f"point-{position}"] = _("There is no such point or answer.")
        elif given.answer != Answer.DONE and not given.reply:
            problems[f"point-{position}"] = _("Please add a reply that says why, or what you need to know.")
        elif (point.answer, point.reply) != (given.answer, given.reply):
            point.answer, point.reply, point.answered_at = given.answer, given.reply, now
            changed.append(point)
    if problems:
        raise Invalid(problems)
    RevisionPoint.objects.bulk_update(changed, ["answer", "reply", "answered_at"])
    return bool(changed)
