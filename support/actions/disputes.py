"""Disputes from the sides: opening, responding, asking for a manager, withdrawing, appealing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from orders.actions.acceptance import settle_review
from orders.actions.moving import ORDERS, move_order
from orders.actions.resting import rest_clocks, run_clocks
from orders.models import Order
from orders.states.orders import State as OrderState
from project.base.errors import Invalid, WrongState, require
from project.base.features import require_on
from project.base.locks import locked
from project.base.viewer import Member, Viewer
from support.models import Dispute, DisputePoint
from support.models.disputes import MOST_POINTS
from support.rules import disputes as rules
from support.rules.disputes_policy import dispute_policy_of
from support.states.disputes import DisputeState, Reason, StatementKind

from .disputes_moving import DISPUTES, Said, announce, drop_proposal, locked_dispute, move_dispute, note, say


def open_dispute(
    *,
    actor: Member,
    order: Order,
    reason: str,
    text: str,
    now: dt.datetime,
    points: Sequence[str] = (),
    uploads: Sequence[Any] = (),
    waiting: Sequence[str] = (),
) -> Dispute:
    """Dispute an order. Its clocks rest, and the other side has the agency's hours to respond.

    An order has one active dispute: the same claim again (a second click) returns it, another is refused by
    state. A review window that is over by now completes the order first. `waiting` are ids of files that the
    actor uploaded for the order before. Raises Invalid under "reason", "text", "points", "files" or
    "attachments", WrongState after the days of grace.
    """
    require(rules.can_open_dispute(actor, order))
    require_on(actor.agency, "disputes")
    _check_claim(reason, text, points)
    with transaction.atomic():
        order = locked(actor, order)
        if opened := _opened_already(actor, order, text):
            return opened
        settle_review(order, now)
        ORDERS.check("open_dispute", actor, order)
        if problem := rules.too_late_to_open(order, now):
            raise WrongState(problem)
        dispute = _write(actor, order, reason, now)
        said = Said(text, uploads, waiting)
        say(dispute, StatementKind.CLAIM, dispute.side, said, actor=actor, now=now)
        DisputePoint.objects.bulk_create(
            DisputePoint(agency_id=order.agency_id, dispute=dispute, position=at, text=point)
            for at, point in enumerate(points, start=1)
        )
        _stop(dispute, "open_dispute", actor=actor, now=now)
    return dispute


def respond(
    *,
    actor: Member,
    dispute: Dispute,
    text: str,
    now: dt.datetime,
    uploads: Sequence[Any] = (),
    waiting: Sequence[str] = (),
) -> Dispute:
    """Respond to the claim, or to the appeal, once; from then on the desk has its hours to act. Possible as
    long as the desk has not proposed anything. Raises Invalid under "text", "files" or "attachments"."""
    require(rules.can_respond(actor, dispute))
    _need(text)
    with transaction.atomic():
        dispute = locked_dispute(actor, dispute)
        kind = StatementKind.REPLY if dispute.appealed_at else StatementKind.ANSWER
        if dispute.statements.filter(kind=kind, by_id=actor.member_id, text=text).exists():
            return dispute
        DISPUTES.check("answer", actor, dispute)
        said = Said(text, uploads, waiting)
        say(dispute, kind, rules.own_side(actor, dispute), said, actor=actor, now=now)
        dispute.answered_at = now
        dispute.decide_by = now + dispute_policy_of(actor.agency).to_act
        dispute.save()
        note(dispute, "answer_dispute", actor=actor, now=now)
    return dispute


def escalate(*, actor: Member, dispute: Dispute, now: dt.datetime) -> Dispute:
    """Ask for a manager: from then on managers and owners alone propose and decide. Asking again does
    nothing."""
    require(rules.can_escalate(actor, dispute))
    with transaction.atomic():
        dispute = locked_dispute(actor, dispute)
        if dispute.escalated_at:
            return dispute
        DISPUTES.check("escalate", actor, dispute)
        dispute.escalated_at = now
        dispute.save()
        note(dispute, "escalate_dispute", actor=actor, now=now)
    return dispute


def withdraw(*, actor: Member, dispute: Dispute, now: dt.datetime) -> Dispute:
    """Take the claim back, and the order goes on where it was; or the appeal, and the decision stands."""
    require(rules.can_withdraw(actor, dispute))
    with transaction.atomic():
        dispute = locked_dispute(actor, dispute)
        if not DISPUTES.check("withdraw", actor, dispute):
            return dispute
        if problem := rules.too_late_to_reply(dispute, now):
            raise WrongState(problem)
        drop_proposal(dispute)
        order, to = dispute.order, dispute.order.resumes_to or ""
        run_clocks(order, since=dispute.rests_since, to=to, now=now)
        event = move_order(order, "withdraw_dispute", actor=actor, now=now, to=to)
        announce(dispute, event)
        move_dispute(dispute, DisputeState.DECIDED if dispute.appealed_at else DisputeState.WITHDRAWN, now)
    return dispute


def appeal(
    *,
    actor: Member,
    dispute: Dispute,
    text: str,
    now: dt.datetime,
    uploads: Sequence[Any] = (),
    waiting: Sequence[str] = (),
) -> Dispute:
    """Ask once for another decision, within the agency's days: managers and owners settle it anew. Raises
    Invalid under "text", "files" or "attachments", WrongState when it is too late or the order cannot be
    disputed as it is now."""
    require(rules.can_appeal(actor, dispute))
    require_on(actor.agency, "disputes")
    _need(text)
    with transaction.atomic():
        dispute = locked_dispute(actor, dispute)
        if dispute.statements.filter(kind=StatementKind.APPEAL, by_id=actor.member_id, text=text).exists():
            return dispute
        DISPUTES.check("appeal", actor, dispute)
        policy = dispute_policy_of(actor.agency)
        if problem := rules.too_late_to_appeal(dispute, policy, now):
            raise WrongState(problem)
        settle_review(dispute.order, now)
        ORDERS.check("open_dispute", actor, dispute.order)
        dispute.appeal_side, dispute.appealed_at = rules.own_side(actor, dispute), now
        said = Said(text, uploads, waiting)
        say(dispute, StatementKind.APPEAL, dispute.appeal_side, said, actor=actor, now=now)
        dispute.answered_at, dispute.order_state = None, dispute.order.state
        _set_times(dispute, now)
        move_dispute(dispute, DisputeState.ANSWERING, now)
        _stop(dispute, "appeal_dispute", actor=actor, now=now)
    return dispute


def _check_claim(reason: str, text: str, points: Sequence[str]) -> None:
    problems = {} if reason in Reason.values else {"reason": _("Choose an option from the list.")}
    if not text:
        problems["text"] = _("Describe what is wrong.")
    if len(points) > MOST_POINTS:
        problems["points"] = _("Enter no more than %(most)s points.") % {"most": MOST_POINTS}
    if problems:
        raise Invalid(problems)


def _need(text: str) -> None:
    if not text:
        raise Invalid({"text": _("Enter your statement.")})


def _opened_already(actor: Member, order: Order, text: str) -> Dispute | None:
    """The active dispute, where it has this very claim: the second of two clicks."""
    if order.state != OrderState.DISPUTED:
        return None
    rows = Dispute.objects.active().filter(order=order, opened_by_id=actor.member_id)
    return rows.filter(statements__kind=StatementKind.CLAIM, statements__text=text).first()


def _write(actor: Member, order: Order, reason: str, now: dt.datetime) -> Dispute:
    dispute = Dispute(
        agency_id=order.agency_id,
        order=order,
        side=rules.side_in(actor, order),
        reason=reason,
        writer_id=order.writer_id,
        order_state=order.state,
        opened_by_id=actor.member_id,
        opened_at=now,
    )
    _set_times(dispute, now)
    dispute.save()
    return dispute


def _set_times(dispute: Dispute, now: dt.datetime) -> None:
    """Of a claim or an appeal: how long the other side may respond, and the desk act after that."""
    policy = dispute_policy_of(dispute.order.agency)
    waits = bool(rules.other_side(dispute, dispute.claimant))
    dispute.rests_since = now
    dispute.answer_by = now + policy.to_answer if waits else now
    dispute.decide_by = dispute.answer_by + policy.to_act
    dispute.told_for = None if waits else now


def _stop(dispute: Dispute, verb: str, *, actor: Viewer, now: dt.datetime) -> None:
    order = dispute.order
    order.resumes_to = order.state
    rest_clocks(order, now)
    event = move_order(order, verb, actor=actor, now=now, to=OrderState.DISPUTED)
    announce(dispute, event)
