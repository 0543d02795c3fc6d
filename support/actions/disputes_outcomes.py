"""What a settled dispute does to its order: money, deadlines, writer, a text done again. All of it within the
transaction of the decision, or nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from orders.actions.calling_off import end_order, fee_due
from orders.actions.fees import book_revision_fees
from orders.actions.ledger import book, ledger_balance
from orders.actions.moving import ORDERS, move_order
from orders.actions.reassigning import hand_over
from orders.actions.resting import run_clocks
from orders.actions.revision_redoing import write_redo
from orders.actions.revision_requests import Point
from orders.models import Order, OrderEvent
from orders.models.ledger import EntryKind
from orders.models.revisions import ACTIVE as LIVE
from orders.rules.fees import fees_due
from orders.states.orders import State as OrderState
from project.base.errors import WrongState
from project.base.money import cents
from project.base.viewer import System, Viewer
from support.models import Dispute, DisputeProposal
from support.states.disputes import DAY, DisputeState, Outcome, ProposalState, Side

from .disputes_moving import announce, move_dispute

#: Of the text of a revision request, which is one line.
SUMMARY_LIMIT = 160
REASON_LIMIT = 500
HUNDRED = Decimal(100)


def refund_of(charged: Decimal, percent: int) -> Decimal:
    """How much of what was charged comes back: whole cents, half a cent up, never more than there is."""
    return min(cents(charged * percent / HUNDRED), max(charged, Decimal(0)))


def carry_out(dispute: Dispute, proposal: DisputeProposal, *, actor: Viewer, now: dt.datetime) -> None:
    """Settle a dispute whose order is locked as `proposal` says. The right was asked before: of who decides,
    or of the sides that agreed.

    Raises Invalid, or WrongState, for what is not possible any more, such as a writer who cannot take the
    order; then nothing is stored.
    """
    order = dispute.order
    ORDERS.check("settle_dispute", System(order.agency), order)
    charged = ledger_balance(order).charged
    proposal.amount = min(proposal.amount, max(charged, Decimal(0)))
    event = _end(dispute, proposal, actor, now)
    if proposal.outcome == Outcome.REASSIGN:
        assert proposal.writer is not None and proposal.fee is not None
        hand_over(order, proposal.writer, proposal.fee, actor=actor, now=now)
    proposal.state, proposal.event = ProposalState.CARRIED_OUT, event
    proposal.save()
    move_dispute(dispute, DisputeState.DECIDED, now)
    announce(dispute, event)


def _end(dispute: Dispute, proposal: DisputeProposal, actor: Viewer, now: dt.datetime) -> OrderEvent:
    """Move the order on, and book what its client gets back."""
    order, to = dispute.order, dispute.order.resumes_to or ""
    if proposal.percent == HUNDRED and to != OrderState.COMPLETED:
        return _cancel(order, proposal, actor, now)
    facts: dict[str, Any] = {"amount": -proposal.amount if proposal.amount else None}
    closed = []
    if proposal.outcome == Outcome.REDO:
        facts["revision"], closed = _redo(dispute, proposal, now)
        to = OrderState.REVISION_REQUESTED
    else:
        run_clocks(order, since=dispute.rests_since, to=to, now=now)
    if proposal.outcome == Outcome.EXTEND:
        facts["until"] = _extend(order, proposal.days)
    event = move_order(order, "settle_dispute", actor=actor, now=now, to=to, **facts)
    book_revision_fees(order, closed, event, now)
    if proposal.amount:
        book(order, EntryKind.REFUND, -proposal.amount, event=event, now=now)
    return event


def _cancel(order: Order, proposal: DisputeProposal, actor: Viewer, now: dt.datetime) -> OrderEvent:
    """Everything is refunded: the order ends. Its writer gets the fee that was decided, others what they are
    due."""
    dues = fees_due(order)
    most = fee_due(order, dues)
    decided: dict[int, Decimal] = {}
    for due in dues:
        decided[due.person.pk] = decided.get(due.person.pk, Decimal(0)) + due.amount
    if order.writer_id:
        decided[order.writer_id] = min(proposal.fee or Decimal(0), most)
    return end_order(
        order,
        "settle_dispute",
        dues,
        decided,
        actor=actor,
        reason=proposal.words[:REASON_LIMIT],
        refund=proposal.amount,
        now=now,
    )


def _redo(dispute: Dispute, proposal: DisputeProposal, now: dt.datetime) -> Any:
    order = dispute.order
    points = [Point(issue=point.text) for point in dispute.points.all()]
    by_client = dispute.side == Side.CLIENT
    if not points or not by_client:
        points = [Point(issue=proposal.words)]
    return write_redo(
        order,
        asked_by_id=dispute.opened_by_id if by_client else order.requested_by_id,
        summary=_("As settled in the dispute"),
        points=points,
        now=now,
    )


def _extend(order: Order, days: int) -> dt.datetime:
    """Move the deadlines of the first delivery, or what the live revision is due; the price stays. Returns
    the one that the client reads."""
    if order.delivered_at is None:
        order.client_deadline += days * DAY
        order.writer_deadline += days * DAY
        return order.client_deadline
    revision = order.revisions.filter(state__in=LIVE).first()
    if revision is None:
        raise WrongState(_("There is no deadline that could be extended."))
    revision.due_at += days * DAY
    revision.save(update_fields=["due_at"])
    return revision.due_at
