"""Who may do what with a revision request: predicates of (viewer, order) before
there is one, then of (viewer, revision)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agencies.states.roles import is_staff
from clients.rules.accounts import account_role
from orders.rules.holding import can_hold
from orders.rules.ledger import can_change_charge
from orders.rules.offers import can_assign
from orders.rules.orders import can_accept, can_write, on_client_side
from orders.rules.revision_guards import open_proposal
from orders.states.revision_choices import RevisionState

if TYPE_CHECKING:
    from orders.models import Order, RevisionRequest
    from project.base.viewer import Viewer


def decides_scope(viewer: Viewer, order: Order) -> bool:
    """Whether a request is part of the order is for the desk to say,
    but for nobody of the account that asks."""
    return is_staff(viewer) and not account_role(viewer, order.account_id)


def can_request_revision(viewer: Viewer, order: Order) -> bool:
    """Whoever may accept the work may ask for a change of it."""
    return can_accept(viewer, order)


def can_judge_scope(viewer: Viewer, revision: RevisionRequest) -> bool:
    """The desk, never somebody of the account that asks."""
    return decides_scope(viewer, revision.order)


def can_assign_revision(viewer: Viewer, revision: RevisionRequest) -> bool:
    return can_assign(viewer, revision.order)


def can_answer_points(viewer: Viewer, revision: RevisionRequest) -> bool:
    return can_write(viewer, revision.order)


def can_answer_question(viewer: Viewer, revision: RevisionRequest) -> bool:
    return can_request_revision(viewer, revision.order)


def can_judge_points(viewer: Viewer, revision: RevisionRequest) -> bool:
    return can_request_revision(viewer, revision.order)


def can_answer_change(viewer: Viewer, revision: RevisionRequest) -> bool:
    return can_request_revision(viewer, revision.order)


def can_close_revision(viewer: Viewer, revision: RevisionRequest) -> bool:
    return decides_scope(viewer, revision.order)


def can_negotiate(viewer: Viewer, revision: RevisionRequest) -> bool:
    """Either side: who asked, and who does it or gives it out."""
    order = revision.order
    return can_request_revision(viewer, order) or speaks_for_agency(viewer, revision)


def speaks_for_agency(viewer: Viewer, revision: RevisionRequest) -> bool:
    """Whether the viewer negotiates for the agency: who does the
    work, and the desk; nobody of the account."""
    return decides_scope(viewer, revision.order) or can_write(viewer, revision.order)


def can_agree(viewer: Viewer, revision: RevisionRequest) -> bool:
    """The side that did not propose the time which is open; either while there is none."""
    open_one = open_proposal(revision)
    if open_one is None:
        return can_negotiate(viewer, revision)
    if open_one.side == "client":
        return speaks_for_agency(viewer, revision)
    return can_request_revision(viewer, revision.order)


def can_cancel_revision(viewer: Viewer, revision: RevisionRequest) -> bool:
    """Who asked, as long as nobody has begun with it (or when it is
    cancelled already); the desk also later."""
    if decides_scope(viewer, revision.order):
        return True
    untouched = revision.state in (RevisionState.OPEN, RevisionState.CANCELLED)
    return untouched and can_request_revision(viewer, revision.order)


def can_offer_change(viewer: Viewer, revision: RevisionRequest) -> bool:
    """Nobody where it is made for somebody who does not pay: who accepts it would order at another's
    expense."""
    return revision.order.receiver_id is None and can_change_charge(viewer, revision.order)


def reads_staff_note(viewer: Viewer, revision: RevisionRequest) -> bool:
    """What the client told the agency beside the points: their own side
    and the desk, neither writer nor editor."""
    return can_hold(viewer, revision.order) or on_client_side(viewer, revision.order)
