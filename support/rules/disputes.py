"""Who may do what in a dispute, and what stands in the way.

Of a matter of their own nobody proposes or decides: not who belongs to the client account, and not who wrote,
reviewed or ordered the text.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from agencies.rules.agencies import is_writer
from agencies.states.roles import is_management, is_staff
from clients.rules.accounts import account_role, can_order
from orders.models import Order, OrderEvent, RevisionRequest
from orders.states.orders import State as OrderState
from project.base.viewer import Member, System, Viewer
from support.models import Dispute, DisputePolicy, DisputeProposal
from support.states.disputes import ProposalState, Side

#: Acts by which somebody had a hand in the text.
WORKED = ("start", "deliver", "correct", "approve", "send_back", "claim_review")
#: The question to which a viewer remembers the answer, by order.
CONCERNED = "support.concerned"


def side_in(viewer: Viewer, order: Order) -> str:
    """Which side of a dispute about this order the viewer speaks for; "" for none."""
    if can_order(viewer, order.account_id):
        return Side.CLIENT
    return Side.WRITER if is_writer(viewer) and order.writer_id == viewer.member_id else ""


def own_side(viewer: Viewer, dispute: Dispute) -> str:
    """The same, of a dispute that there is: a writer who got the order later is no side of it."""
    side = side_in(viewer, dispute.order)
    return "" if side == Side.WRITER and dispute.writer_id != viewer.member_id else side


def other_side(dispute: Dispute, side: str) -> str:
    """Who responds to this side; "" where an order has no writer."""
    if side == Side.WRITER:
        return Side.CLIENT
    return Side.WRITER if dispute.writer_id else ""


def sides_of(dispute: Dispute) -> list[str]:
    """Who has to accept a proposal."""
    return [Side.CLIENT, Side.WRITER] if dispute.writer_id else [Side.CLIENT]


def is_concerned(viewer: Viewer, order: Order) -> bool:
    """Whether the viewer has a part in the matter. One query for each order, once for each viewer."""
    own = (order.writer_id, order.editor_id, order.requested_by_id)
    if viewer.member_id in own or account_role(viewer, order.account_id):
        return True
    if not isinstance(viewer, Member):
        return False
    known = viewer.answers.setdefault(CONCERNED, {})
    if order.pk not in known:
        known[order.pk] = _has_worked(viewer, order)
    return bool(known[order.pk])


def _has_worked(viewer: Member, order: Order) -> bool:
    acts = OrderEvent.objects.filter(agency_id=viewer.agency_id, order=order, verb__in=WORKED)
    given = RevisionRequest.objects.filter(agency_id=viewer.agency_id, order=order)
    rows = acts.filter(actor_id=viewer.member_id).values("pk")
    return rows.union(given.filter(assignee_id=viewer.member_id).values("pk"), all=True).exists()


# --- rights over an order: asked on every order page, without a query ---
def can_open_dispute(viewer: Viewer, order: Order) -> bool:
    """Payers and orderers of its client account, and its writer."""
    return bool(side_in(viewer, order))


def can_settle_dispute(viewer: Viewer, order: Order) -> bool:
    """The desk, and the clock; nobody in a matter of their own."""
    if isinstance(viewer, System):
        return True
    own = (order.writer_id, order.editor_id, order.requested_by_id)
    return is_staff(viewer) and viewer.member_id not in own and not account_role(viewer, order.account_id)


# --- rights over a dispute ---
def can_respond(viewer: Viewer, dispute: Dispute) -> bool:
    """The side that the claim, or the appeal, is not from."""
    side = own_side(viewer, dispute)
    return bool(side) and side == other_side(dispute, dispute.claimant)


def can_settle(viewer: Viewer, dispute: Dispute) -> bool:
    """Who proposes and decides: the desk; after an appeal or when a manager was asked for, managers and
    owners."""
    if not can_settle_dispute(viewer, dispute.order) or is_concerned(viewer, dispute.order):
        return False
    return not needs_manager(dispute) or is_management(viewer)


def needs_manager(dispute: Dispute) -> bool:
    """Whether support alone may no longer propose and decide."""
    return dispute.escalated_at is not None or dispute.appealed_at is not None


def can_reply(viewer: Viewer, dispute: Dispute) -> bool:
    """Either side answers a proposal."""
    return bool(own_side(viewer, dispute))


def can_confirm(viewer: Viewer, dispute: Dispute) -> bool:
    """Four eyes: a manager or owner, and another person than who wrote the proposal."""
    waiting = open_proposal(dispute)
    own = waiting is not None and waiting.by_id == viewer.member_id
    return is_management(viewer) and can_settle(viewer, dispute) and not own


def can_escalate(viewer: Viewer, dispute: Dispute) -> bool:
    """Either side, and support; who manages need not ask for a manager."""
    return bool(own_side(viewer, dispute)) or (is_staff(viewer) and not is_management(viewer))


def can_withdraw(viewer: Viewer, dispute: Dispute) -> bool:
    """The side that it is from."""
    side = own_side(viewer, dispute)
    return bool(side) and side == dispute.claimant


def can_appeal(viewer: Viewer, dispute: Dispute) -> bool:
    return bool(own_side(viewer, dispute))


# --- guards: a plain reason, "" when nothing stands in the way ---
def not_answered(dispute: Dispute) -> str:
    return _("This has been responded to already.") if dispute.answered_at else ""


def an_amount_waits(dispute: Dispute) -> str:
    waiting = open_proposal(dispute)
    if waiting is None or not waiting.needs_second or waiting.seconded_by_id:
        return _("No amount is waiting for approval.")
    return ""


def one_appeal(dispute: Dispute) -> str:
    return _("This dispute has been appealed once. The decision is final.") if dispute.appealed_at else ""


def too_early(dispute: Dispute, now: dt.datetime) -> str:
    """The desk acts once the other side has responded, or its time is over. Not a guard: it needs `now`."""
    if dispute.answered_at or dispute.answer_by <= now or not other_side(dispute, dispute.claimant):
        return ""
    return _("The other side can still respond.")


def too_late_to_reply(dispute: Dispute, now: dt.datetime) -> str:
    """Who says nothing until the end of that time agrees. Not a guard: it needs `now`."""
    if dispute.reply_by is None or now < dispute.reply_by:
        return ""
    return _("The time to reply to the proposal has passed.")


def too_late_to_appeal(dispute: Dispute, policy: DisputePolicy, now: dt.datetime) -> str:
    """Not a guard: it needs `now`."""
    if dispute.ended_at and now < dispute.ended_at + policy.to_appeal:
        return ""
    return _("The period for an appeal has ended.")


def too_late_to_open(order: Order, now: dt.datetime) -> str:
    """Of a completed order the agency's days of grace are left. Not a guard: it needs `now`."""
    if order.state != OrderState.COMPLETED or order.closed_at is None:
        return ""
    if now < order.closed_at + dt.timedelta(days=order.agency.grace_days):
        return ""
    return _("The period for opening a dispute on this order has ended.")


def open_proposal(dispute: Dispute) -> DisputeProposal | None:
    """The desk's proposal or decision that waits. Reads prefetched rows when there are some."""
    return next((row for row in dispute.proposals.all() if row.state == ProposalState.OPEN), None)
