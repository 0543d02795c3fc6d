"""Who may do what with a revision request: predicates of (viewer, revision), made of those of its order in rules.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.states.revision_choices import RevisionState

from . import guards
from . import orders as rules

if TYPE_CHECKING:
    from orders.models import RevisionRequest
    from project.base.viewer import Viewer


def can_judge_scope(viewer: Viewer, revision: RevisionRequest) -> bool:
    """The desk, never somebody of the account that asks."""
    return rules.decides_scope(viewer, revision.order)


def can_assign_revision(viewer: Viewer, revision: RevisionRequest) -> bool:
    return rules.can_assign(viewer, revision.order)


def can_answer_points(viewer: Viewer, revision: RevisionRequest) -> bool:
    return rules.can_write(viewer, revision.order)


def can_answer_question(viewer: Viewer, revision: RevisionRequest) -> bool:
    return rules.can_request_revision(viewer, revision.order)


can_judge_points = can_answer_question
can_answer_change = can_answer_question


def can_close_revision(viewer: Viewer, revision: RevisionRequest) -> bool:
    return rules.decides_scope(viewer, revision.order)


def can_negotiate(viewer: Viewer, revision: RevisionRequest) -> bool:
    """Either side: who asked, and who does it or gives it out."""
    order = revision.order
    return rules.can_request_revision(viewer, order) or speaks_for_agency(viewer, revision)


def speaks_for_agency(viewer: Viewer, revision: RevisionRequest) -> bool:
    """Whether the viewer negotiates for the agency: who does the work, and the desk; nobody of the account."""
    return rules.decides_scope(viewer, revision.order) or rules.can_write(viewer, revision.order)


def can_agree(viewer: Viewer, revision: RevisionRequest) -> bool:
    """The side that did not propose the time which is open; either while there is none."""
    open_one = guards.open_proposal(revision)
    if open_one is None:
        return can_negotiate(viewer, revision)
    if open_one.side == "client":
        return speaks_for_agency(viewer, revision)
    return rules.can_request_revision(viewer, revision.order)


def can_cancel_revision(viewer: Viewer, revision: RevisionRequest) -> bool:
    """Who asked, as long as nobody has begun with it (or when it is cancelled already); the desk also later."""
    if rules.decides_scope(viewer, revision.order):
        return True
    untouched = revision.state in (RevisionState.OPEN, RevisionState.CANCELLED)
    return untouched and rules.can_request_revision(viewer, revision.order)


def can_offer_change(viewer: Viewer, revision: RevisionRequest) -> bool:
    return rules.can_change_charge(viewer, revision.order)


def reads_staff_note(viewer: Viewer, revision: RevisionRequest) -> bool:
    """What the client told the agency beside the points: their own side and the desk, neither writer nor editor."""
    return rules.can_hold(viewer, revision.order) or rules.on_client_side(viewer, revision.order)
