"""Revisions: the client asks with points, whoever works on it answers each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.files import attach_all
from drafts.pricing.deadlines import deadline_problem
from orders.models import DeadlineProposal, Order, PointNote, RevisionPoint, RevisionRequest
from orders.models.revisions import Answer, Category, Need, RevisionState
from orders.rules import revision_policy
from orders.rules.orders import can_write
from orders.rules.revision_guards import require_time_to_ask
from orders.rules.revisions import can_request_revision
from orders.states.deliveries import ReviewVerdict
from orders.states.revision_choices import ProposalSide, ProposalState
from project.base.errors import Invalid, require
from project.base.viewer import Member

from .fees import book_revision_fees
from .locking import locked_order, locked_revision
from .moving import ORDERS, move_order
from .revision_moving import REVISIONS, move_revision, note_event, reopen_order

MAX_POINTS = 40


@dataclass(frozen=True)
class Point:
    """One point as the client typed it. `place` is a section's name or a quoted passage."""

    issue: str
    place: str = ""
    wish: str = ""
    need: str = Need.MUST
    category: str = Category.OTHER


@dataclass(frozen=True)
class PointAnswer:
    """The writer's answer to one point; declining and asking need a reply."""

    answer: str
    reply: str = ""


def request_revision(
    *,
    actor: Member,
    order: Order,
    summary: str,
    severity: str,
    points: Sequence[Point],
    now: dt.datetime,
    priority: int = 5,
    urgent: bool = False,
    wanted_by: dt.datetime | None = None,
    staff_note: str = "",
    uploads: Sequence[Any] = (),
) -> RevisionRequest:
    """Ask for changes to the delivered version. The review window rests until the answer.

    By the agency's rule it is part of the order, or the desk decides that first (revision_policy.judge). It
    is due after the working hours of its severity; a later time that the client would like holds at once, an
    earlier one is a proposal. An order has one live revision: asking again while it waits for its answer is
    refused by state, but the very same request again does nothing. One that was answered is closed: what its
    answers left open is asked for anew. Raises Invalid with "point-<n>-<field>" for what a point lacks.
    """
    require(can_request_revision(actor, order))
    wanted_by = wanted_by.replace(microsecond=0) if wanted_by else None
    with transaction.atomic():
        order = locked_order(actor, order, now)
        if asked := _asked_already(actor, order, summary, points):
            return asked
        ORDERS.check("request_revision", actor, order)
        require_time_to_ask(order, now)
        rule = _rule_for(order, severity)
        _check_request(rule, points, wanted_by, now)
        closed = close_answered(order, now)
        revision = _write(
            actor, order, rule, now, summary=summary, priority=priority, urgent=urgent, note=staff_note
        )
        write_points(revision, points)
        if wanted_by:
            _want(actor, revision, wanted_by, now)
        attach_all(revision.attachments, actor=actor, uploads=uploads, now=now)
        reopen_order(order, now)
        facts: dict[str, Any] = {"revision": revision, "until": revision.due_at}
        event = move_order(order, "request_revision", actor=actor, now=now, **facts)
        book_revision_fees(order, closed, event, now)
    return revision


def _asked_already(
    actor: Member, order: Order, summary: str, points: Sequence[Point]
) -> RevisionRequest | None:
    """The live request, where it is this very one: the second of two clicks."""
    last = order.revisions.order_by("-number").first()
    if order.state in ORDERS["request_revision"].sources or last is None or not last.active:
        return None
    if last.asked_by_id != actor.member_id or last.summary != summary:
        return None
    asked = list(last.points.values_list("issue", "place", "wish", "need", "category"))
    given = [(point.issue, point.place, point.wish, point.need, point.category) for point in points]
    return last if asked == given else None


def answer_points(
    *, actor: Member, revision: RevisionRequest, answers: Mapping[int, PointAnswer], now: dt.datetime
) -> RevisionRequest:
    """Store the answers, keyed by the points' positions; others keep
    theirs. Possible while the revision is in work.

    A question to the client rests the revision's clock until it is answered. Raises Invalid with
    "point-<position>" as the field's name.
    """
    require(can_write(actor, revision.order))
    with transaction.atomic():
        stored = locked_revision(actor, revision, now)
        REVISIONS.check("answer_points", actor, stored)
        changed = _store_answers(actor, stored, answers, now)
        asks = any(point.asks for point in stored.points.all())
        rest_or_run(stored, asks, now)
        if changed:
            asked = any(point.answer == Answer.QUESTION for point in changed)
            note_event(stored, "ask_client" if asked else "answer_points", actor=actor, now=now)
    return stored


def close_answered(order: Order, now: dt.datetime) -> list[RevisionRequest]:
    """Accept the answered revision of a locked order, if there is one: its client goes on to something else.
    Returns it, for the caller to book its fee."""
    answered = list(order.revisions.filter(state=RevisionState.ANSWERED))
    for revision in answered:
        move_revision(revision, RevisionState.ACCEPTED, now)
    return answered


def rest_or_run(revision: RevisionRequest, asks: bool, now: dt.datetime) -> None:
    """Let the clock of a revision in work rest while the client is asked something; when it goes on, it is
    due later by the time that it rested."""
    if asks and revision.paused_at is None:
        revision.paused_at = now
    elif not asks and revision.paused_at is not None:
        revision.due_at += now - revision.paused_at
        revision.paused_at = None
    else:
        return
    revision.save(update_fields=["paused_at", "due_at"])


def _rule_for(order: Order, severity: str) -> revision_policy.Rule:
    found = revision_policy.rules_of(order.agency).get(severity)
    if found is None:
        raise Invalid({"severity": _("Choose an option from the list.")})
    return found


def _check_request(
    rule: revision_policy.Rule, points: Sequence[Point], wanted_by: dt.datetime | None, now: dt.datetime
) -> None:
    if not 1 <= len(points) <= MAX_POINTS:
        raise Invalid({"points": _("Add between 1 and %(most)s points.") % {"most": MAX_POINTS}})
    problems: dict[str, Any] = {
        f"point-{at}-{field}": revision_policy.LACKING[field]
        for at, point in enumerate(points, start=1)
        if (field := revision_policy.lacking(rule, point.place, point.wish))
    }
    if wanted_by and (problem := deadline_problem(wanted_by, now)):
        problems["wanted_by"] = problem
    if problems:
        raise Invalid(problems)


def _write(
    actor: Member,
    order: Order,
    rule: revision_policy.Rule,
    now: dt.datetime,
    *,
    summary: str,
    priority: int,
    urgent: bool,
    note: str,
) -> RevisionRequest:
    earlier = list(order.revisions.all())
    found = revision_policy.judge(order.agency, order, rule, revision_policy.rounds_used(earlier))
    return RevisionRequest.objects.create(
        agency_id=order.agency_id,
        order=order,
        number=max((row.number for row in earlier), default=0) + 1,
        summary=summary,
        severity=rule.severity,
        priority=priority,
        urgent=urgent,
        staff_note=note,
        about=order.deliveries.filter(verdict=ReviewVerdict.APPROVED).order_by("-number").first(),
        asked_from=order.state,
        asked_by_id=actor.member_id,
        asked_at=now,
        due_at=revision_policy.due_after(order.agency, now, rule.hours),
        scope=found.scope,
        scope_rule=found.rule,
        uses_round=found.uses_round,
    )


def write_points(revision: RevisionRequest, points: Sequence[Point]) -> None:
    """Store the points of a request, in this order."""
    RevisionPoint.objects.bulk_create(
        RevisionPoint(
            agency_id=revision.agency_id,
            revision=revision,
            position=position,
            place=point.place,
            category=point.category,
            issue=point.issue,
            wish=point.wish,
            need=point.need,
        )
        for position, point in enumerate(points, start=1)
    )


def _want(actor: Member, revision: RevisionRequest, wanted_by: dt.datetime, now: dt.datetime) -> None:
    """The client's wish for a time: later than the rule's is no hardship
    and holds; earlier waits for an answer."""
    fits = wanted_by >= revision.due_at
    DeadlineProposal.objects.create(
        agency_id=revision.agency_id,
        revision=revision,
        side=ProposalSide.CLIENT,
        due_at=wanted_by,
        state=ProposalState.ACCEPTED if fits else ProposalState.OPEN,
        by_id=actor.member_id,
        at=now,
        answered_at=now if fits else None,
    )
    if fits:
        revision.due_at = wanted_by
        revision.save(update_fields=["due_at"])


def _store_answers(
    actor: Member, revision: RevisionRequest, answers: Mapping[int, PointAnswer], now: dt.datetime
) -> list[RevisionPoint]:
    points = {point.position: point for point in revision.points.all()}
    problems: dict[str, str] = {}
    changed = []
    for position, given in answers.items():
        point = points.get(position)
        if point is None or given.answer not in Answer.values:
            problems[f"point-{position}"] = _(
                "This point or answer doesn’t exist. Reload the page and try again."
            )
        elif given.answer != Answer.DONE and not given.reply:
            problems[f"point-{position}"] = _("Add a reply with your reason or question.")
        elif (point.answer, point.reply) != (given.answer, given.reply):
            point.answer, point.reply, point.answered_at, point.client_reply = (
                given.answer,
                given.reply,
                now,
                "",
            )
            point.verdict = None
            changed.append(point)
    if problems:
        raise Invalid(problems)
    RevisionPoint.objects.bulk_update(changed, ["answer", "reply", "answered_at", "client_reply", "verdict"])
    note_points(actor, changed, lambda point: (str(point.answer), point.reply), now)
    return changed


def note_points(actor: Member, points: Sequence[RevisionPoint], said: Any, now: dt.datetime) -> None:
    """Keep what was said of each point: `said` gives (kind of note, text)."""
    rows = [(point, *said(point)) for point in points]
    PointNote.objects.bulk_create(
        PointNote(agency_id=point.agency_id, point=point, kind=kind, text=text, by_id=actor.member_id, at=now)
        for point, kind, text in rows
    )
