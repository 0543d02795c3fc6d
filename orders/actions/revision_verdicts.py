"""What the client says to answers: to the writer's questions while a revision is
in work, and to each point afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from orders.models import RevisionPoint, RevisionRequest
from orders.models.revisions import NoteKind, PointVerdict, RevisionState
from orders.rules import revision_policy, revisions
from orders.states.orders import State
from project.base.errors import Invalid, require
from project.base.viewer import Member

from .fees import book_revision_fees
from .locking import locked_revision
from .moving import move_order
from .revision_moving import REVISIONS, move_revision, note_event, reopen_order
from .revision_requests import note_points, rest_or_run


@dataclass(frozen=True)
class Judged:
    """The client's word on one answered point; reopening needs `why`."""

    verdict: str
    why: str = ""


def answer_question(
    *, actor: Member, revision: RevisionRequest, replies: Mapping[int, str], now: dt.datetime
) -> RevisionRequest:
    """Answer the writer's questions, keyed by the points' positions.
    With the last of them the clock runs again.

    A question that has been answered, or taken back, meanwhile keeps what it has.
    Raises Invalid when nothing was answered.
    """
    require(revisions.can_answer_question(actor, revision))
    with transaction.atomic():
        stored = locked_revision(actor, revision, now)
        points = [point for point in stored.points.all() if point.asks and replies.get(point.position)]
        REVISIONS.check("answer_question", actor, stored)
        if not points:
            raise Invalid({"points": _("Answer at least one question.")})
        for point in points:
            point.client_reply = replies[point.position]
        RevisionPoint.objects.bulk_update(points, ["client_reply"])
        note_points(actor, points, lambda point: (NoteKind.REPLY, point.client_reply), now)
        rest_or_run(stored, any(point.asks for point in stored.points.all()), now)
        note_event(stored, "answer_question", actor=actor, now=now, until=stored.due_at)
    return stored


def judge_points(
    *, actor: Member, revision: RevisionRequest, verdicts: Mapping[int, Judged], now: dt.datetime
) -> RevisionRequest:
    """Accept answers point by point, or reopen those that are not met.

    Points without a verdict keep what they have. When every point is accepted, so is the revision; the order
    stays delivered, its client accepts it by itself. When one is reopened, the revision is in work again, in
    the same round, and has the working hours of its severity anew. Raises Invalid with "point-<position>" as
    the field's name.
    """
    require(revisions.can_judge_points(actor, revision))
    with transaction.atomic():
        stored = locked_revision(actor, revision, now)
        REVISIONS.check("judge_points", actor, stored)
        changed = _store(actor, stored, verdicts, now)
        points = list(stored.points.all())
        if any(point.verdict == PointVerdict.REOPENED for point in changed):
            _reopen(actor, stored, changed, now)
        elif all(point.verdict == PointVerdict.MET for point in points):
            move_revision(stored, RevisionState.ACCEPTED, now)
            event = note_event(stored, "accept_points", actor=actor, now=now)
            book_revision_fees(stored.order, [stored], event, now)
    return stored


def accept_points(*, actor: Member, revision: RevisionRequest, now: dt.datetime) -> RevisionRequest:
    """Accept every answer at once, and so the revision. Accepting an accepted one does nothing."""
    require(revisions.can_judge_points(actor, revision))
    with transaction.atomic():
        stored = locked_revision(actor, revision, now)
        if stored.state == RevisionState.ACCEPTED:
            return stored
        verdicts = {point.position: Judged(PointVerdict.MET) for point in stored.points.all()}
        return judge_points(actor=actor, revision=stored, verdicts=verdicts, now=now)


def reopen_points(
    *, actor: Member, revision: RevisionRequest, reasons: Mapping[int, str], now: dt.datetime
) -> RevisionRequest:
    """Say of points, by position, why they are not met: the revision is in work again. Saying the same again
    before anything of it was answered does nothing. Raises Invalid as judge_points does."""
    require(revisions.can_judge_points(actor, revision))
    with transaction.atomic():
        stored = locked_revision(actor, revision, now)
        if stored.state == RevisionState.IN_PROGRESS and _is_reopened(stored, reasons):
            return stored
        verdicts = {position: Judged(PointVerdict.REOPENED, why) for position, why in reasons.items()}
        return judge_points(actor=actor, revision=stored, verdicts=verdicts, now=now)


def _is_reopened(revision: RevisionRequest, reasons: Mapping[int, str]) -> bool:
    said = {point.position: (point.verdict, point.objection) for point in revision.points.all()}
    return bool(reasons) and all(
        said.get(position) == (PointVerdict.REOPENED, why) for position, why in reasons.items()
    )


def close_revision(*, actor: Member, revision: RevisionRequest, now: dt.datetime) -> RevisionRequest:
    """The desk closes an answered revision that its client need not look
    at. Closing a closed one does nothing."""
    require(revisions.can_close_revision(actor, revision))
    with transaction.atomic():
        stored = locked_revision(actor, revision, now)
        if REVISIONS.check("close_revision", actor, stored):
            move_revision(stored, RevisionState.ACCEPTED, now)
            event = note_event(stored, "close_revision", actor=actor, now=now)
            book_revision_fees(stored.order, [stored], event, now)
    return stored


def _store(
    actor: Member, revision: RevisionRequest, verdicts: Mapping[int, Judged], now: dt.datetime
) -> list[RevisionPoint]:
    points = {point.position: point for point in revision.points.all()}
    problems: dict[str, str] = {}
    changed = []
    for position, given in verdicts.items():
        point = points.get(position)
        if point is None or given.verdict not in PointVerdict.values:
            problems[f"point-{position}"] = _(
                "This point or answer doesn’t exist. Reload the page and try again."
            )
        elif given.verdict == PointVerdict.REOPENED and not given.why:
            problems[f"point-{position}"] = _("Describe what is still missing or wrong.")
        elif (point.verdict, point.objection) != (given.verdict, given.why):
            point.verdict = given.verdict
            point.objection = given.why if given.verdict == PointVerdict.REOPENED else ""
            changed.append(point)
    if problems or not verdicts:
        raise Invalid(problems or {"points": _("Mark at least one point as met or not met.")})
    RevisionPoint.objects.bulk_update(changed, ["verdict", "objection"])
    note_points(actor, changed, lambda point: (str(point.verdict), point.objection), now)
    return changed


def _reopen(actor: Member, revision: RevisionRequest, changed: list[RevisionPoint], now: dt.datetime) -> None:
    """The reopened points lose their answers, which their notes keep; the order goes back into work."""
    reopened = [point for point in changed if point.verdict == PointVerdict.REOPENED]
    for point in reopened:
        point.answer, point.reply, point.answered_at, point.client_reply = None, "", None, ""
    RevisionPoint.objects.bulk_update(reopened, ["answer", "reply", "answered_at", "client_reply"])
    order = revision.order
    rule = revision_policy.rules_of(order.agency)[revision.severity]
    revision.due_at = revision_policy.due_after(order.agency, now, rule.hours)
    move_revision(revision, RevisionState.IN_PROGRESS, now)
    reopen_order(order, now)
    facts = {"revision": revision, "until": revision.due_at}
    move_order(order, "reopen_points", actor=actor, now=now, to=State.IN_PROGRESS, **facts)
