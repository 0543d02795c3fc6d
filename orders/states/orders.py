"""The states of an order and the verbs between them: the one table that moves
orders, draws buttons and feeds the docs."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from project.base.states import Transition


class State(models.TextChoices):
    PLACED = "placed", _("Placed")
    OFFERED = "offered", _("Offered")
    ASSIGNED = "assigned", _("Assigned")
    IN_PROGRESS = "in_progress", _("In progress")
    IN_REVIEW = "in_review", _("In review")
    DELIVERED = "delivered", _("Delivered")
    REVISION_REQUESTED = "revision_requested", _("Revision requested")
    COMPLETED = "completed", _("Completed")
    ON_HOLD = "on_hold", _("On hold")
    DISPUTED = "disputed", _("Disputed")
    CANCELLED = "cancelled", _("Cancelled")


OPEN_STATES = [state.value for state in State if state not in (State.COMPLETED, State.CANCELLED)]
CLOSED_STATES = [State.COMPLETED.value, State.CANCELLED.value]

#: States that remember where the order was before.
RESUMABLE = [State.ON_HOLD.value, State.DISPUTED.value]

#: States in which the writer has the order and owes something.
IN_WORK = [State.ASSIGNED.value, State.IN_PROGRESS.value, State.REVISION_REQUESTED.value]

#: States in which an order is load for its writer. Not on hold, disputed or delivered; an open offer holds no
#: place.
LOADS = [*IN_WORK, State.IN_REVIEW.value]

#: States in which an order can be offered or assigned.
GIVABLE = [State.PLACED.value, State.OFFERED.value]


def _from(*states: State) -> frozenset[str]:
    return frozenset(state.value for state in states)


S = State
TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        "offer", _("Offer to writers"), _from(S.PLACED, S.OFFERED), "can_assign", S.OFFERED, icon="send"
    ),
    Transition(
        "assign", _("Assign a writer"), _from(S.PLACED, S.OFFERED), "can_assign", S.ASSIGNED, icon="user-plus"
    ),
    Transition(
        "accept_offer", _("Accept offer"), _from(S.OFFERED), "can_answer_offer", S.ASSIGNED, icon="check"
    ),
    Transition(
        "decline_offer", _("Decline"), _from(S.OFFERED), "can_answer_offer", None, icon="x", tone="secondary"
    ),
    Transition(
        "start",
        _("Start work"),
        _from(S.ASSIGNED, S.REVISION_REQUESTED),
        "can_write",
        S.IN_PROGRESS,
        done=_from(S.IN_PROGRESS),
        guards=("scope_is_judged",),
        icon="player-play",
    ),
    Transition(
        "deliver",
        _("Deliver"),
        _from(S.IN_PROGRESS),
        "can_write",
        None,
        guards=("every_must_is_settled",),
        icon="upload",
    ),
    Transition(
        "claim_review",
        _("Claim review"),
        _from(S.IN_REVIEW),
        "can_claim_review",
        None,
        guards=("no_other_editor",),
        icon="eye",
    ),
    Transition(
        "approve",
        _("Approve"),
        _from(S.IN_REVIEW),
        "can_review",
        S.DELIVERED,
        icon="circle-check",
        tone="success",
    ),
    Transition(
        "send_back",
        _("Send back"),
        _from(S.IN_REVIEW),
        "can_review",
        S.IN_PROGRESS,
        icon="arrow-back",
        tone="secondary",
    ),
    Transition(
        "correct",
        _("Correct text"),
        _from(S.IN_REVIEW),
        "can_review",
        None,
        icon="pencil",
        tone="secondary",
    ),
    Transition(
        "accept",
        _("Accept delivery"),
        _from(S.DELIVERED),
        "can_accept",
        S.COMPLETED,
        done=_from(S.COMPLETED),
        icon="thumb-up",
        tone="success",
    ),
    Transition(
        "request_revision",
        _("Request revision"),
        _from(S.DELIVERED, S.COMPLETED),
        "can_request_revision",
        S.REVISION_REQUESTED,
        icon="rotate",
        tone="secondary",
    ),
    Transition(
        "reassign",
        _("Reassign order"),
        _from(S.ASSIGNED, S.IN_PROGRESS, S.REVISION_REQUESTED),
        "can_assign",
        None,
        icon="user-plus",
        tone="secondary",
    ),
    Transition(
        "give_review",
        _("Assign review"),
        _from(S.IN_REVIEW),
        "can_assign",
        None,
        guards=("no_other_editor",),
        icon="user-plus",
        tone="secondary",
    ),
    Transition(
        "release_review",
        _("Return review to queue"),
        _from(S.IN_REVIEW),
        "can_release_review",
        None,
        guards=("has_an_editor",),
        icon="arrow-back",
        tone="secondary",
    ),
    Transition(
        "change_deadlines",
        _("Change deadlines"),
        _from(S.PLACED, S.OFFERED, S.ASSIGNED, S.IN_PROGRESS, S.IN_REVIEW, S.REVISION_REQUESTED),
        "can_hold",
        None,
        icon="clock",
        tone="secondary",
    ),
    Transition(
        "ask_extension",
        _("Request extension"),
        _from(S.ASSIGNED, S.IN_PROGRESS, S.REVISION_REQUESTED),
        "can_write",
        None,
        guards=("nothing_is_asked",),
        icon="clock",
        tone="secondary",
    ),
    Transition(
        "withdraw_extension",
        _("Withdraw extension request"),
        _from(S.ASSIGNED, S.IN_PROGRESS, S.REVISION_REQUESTED),
        "can_write",
        None,
        guards=("time_is_asked",),
        icon="x",
        tone="secondary",
    ),
    Transition(
        "grant_extension",
        _("Grant extension"),
        _from(S.ASSIGNED, S.IN_PROGRESS, S.REVISION_REQUESTED),
        "can_answer_extension",
        None,
        guards=("time_is_asked",),
        icon="check",
    ),
    Transition(
        "refuse_extension",
        _("Decline extension"),
        _from(S.ASSIGNED, S.IN_PROGRESS, S.REVISION_REQUESTED),
        "can_answer_extension",
        None,
        guards=("time_is_asked",),
        icon="x",
        tone="secondary",
    ),
    Transition(
        "lapse", _("Complete when the review window ends"), _from(S.DELIVERED), "is_clock", S.COMPLETED
    ),
    Transition(
        "hold",
        _("Put on hold"),
        _from(S.PLACED, S.OFFERED, S.ASSIGNED, S.IN_PROGRESS, S.IN_REVIEW, S.DELIVERED, S.REVISION_REQUESTED),
        "can_hold",
        S.ON_HOLD,
        done=_from(S.ON_HOLD),
        icon="player-pause",
        tone="secondary",
    ),
    Transition("resume", _("Resume"), _from(S.ON_HOLD), "can_hold", None, icon="player-play"),
    Transition(
        "cancel",
        _("Cancel order"),
        _from(S.PLACED, S.OFFERED, S.ASSIGNED),
        "can_cancel",
        S.CANCELLED,
        done=_from(S.CANCELLED),
        icon="x",
        tone="danger",
    ),
    Transition(
        "call_off",
        _("Cancel started order"),
        _from(S.IN_PROGRESS, S.IN_REVIEW, S.DELIVERED, S.REVISION_REQUESTED, S.ON_HOLD),
        "can_call_off",
        S.CANCELLED,
        icon="x",
        tone="danger",
    ),
)

#: Whose turn it is in each state. "nobody" when the order is closed.
TURN = {
    S.PLACED: "desk",
    S.OFFERED: "writer",
    S.ASSIGNED: "writer",
    S.IN_PROGRESS: "writer",
    S.IN_REVIEW: "editor",
    S.DELIVERED: "client",
    S.REVISION_REQUESTED: "writer",
    S.ON_HOLD: "desk",
    S.DISPUTED: "desk",
    S.COMPLETED: "nobody",
    S.CANCELLED: "nobody",
}
