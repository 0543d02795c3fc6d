"""The verbs of a revision request: from which of its states, by whose right, to which. Those of the order
that move a revision along (start, deliver, send back, accept) stand in orders/states/orders.py."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from project.base.states import Transition

from .revision_choices import RevisionState


def _from(*states: RevisionState) -> frozenset[str]:
    return frozenset(state.value for state in states)


R = RevisionState
IN_WORK = _from(R.OPEN, R.IN_PROGRESS)
REVISION_TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        "judge_scope",
        _("Decide scope"),
        IN_WORK,
        "can_judge_scope",
        None,
        guards=("order_is_in_revision",),
        icon="scale",
        tone="secondary",
    ),
    Transition(
        "answer_question",
        _("Answer questions"),
        _from(R.IN_PROGRESS),
        "can_answer_question",
        None,
        guards=("something_is_asked",),
        icon="message",
    ),
    Transition(
        "answer_points",
        _("Answer points"),
        _from(R.IN_PROGRESS),
        "can_answer_points",
        None,
        guards=("order_is_in_progress",),
        icon="list-check",
    ),
    Transition(
        "judge_points",
        _("Check answers"),
        _from(R.ANSWERED),
        "can_judge_points",
        None,
        guards=("order_is_delivered",),
        icon="list-check",
    ),
    Transition(
        "close_revision",
        _("Close revision"),
        _from(R.ANSWERED),
        "can_close_revision",
        R.ACCEPTED,
        done=_from(R.ACCEPTED),
        guards=("order_is_delivered", "client_need_not_look"),
        icon="circle-check",
        tone="secondary",
    ),
    Transition(
        "propose_deadline",
        _("Propose a different deadline"),
        IN_WORK,
        "can_negotiate",
        None,
        guards=("order_is_in_revision",),
        icon="clock",
        tone="secondary",
    ),
    Transition(
        "accept_deadline",
        _("Agree to deadline"),
        IN_WORK,
        "can_agree",
        None,
        guards=("order_is_in_revision", "a_time_is_proposed"),
        icon="check",
        tone="secondary",
    ),
    Transition(
        "assign_revision",
        _("Assign revision"),
        IN_WORK,
        "can_assign_revision",
        None,
        guards=("order_is_in_revision",),
        icon="user-plus",
        tone="secondary",
    ),
    Transition(
        "cancel_revision",
        _("Withdraw request"),
        IN_WORK,
        "can_cancel_revision",
        R.CANCELLED,
        done=_from(R.CANCELLED),
        guards=("order_is_in_revision",),
        icon="x",
        tone="danger",
    ),
    Transition(
        "offer_change",
        _("Offer change order"),
        _from(R.OUT_OF_SCOPE),
        "can_offer_change",
        None,
        guards=("order_rests", "no_change_waits"),
        icon="coin",
        tone="secondary",
    ),
    Transition(
        "accept_change",
        _("Accept change order"),
        _from(R.OUT_OF_SCOPE),
        "can_answer_change",
        R.OPEN,
        guards=("order_rests", "a_change_waits"),
        icon="thumb-up",
        tone="success",
    ),
    Transition(
        "drop_change",
        _("Decline change order"),
        _from(R.OUT_OF_SCOPE),
        "can_answer_change",
        None,
        guards=("a_change_waits",),
        icon="x",
        tone="secondary",
    ),
    Transition(
        "withdraw_change",
        _("Withdraw change order"),
        _from(R.OUT_OF_SCOPE),
        "can_offer_change",
        None,
        guards=("a_change_waits",),
        icon="arrow-back",
        tone="secondary",
    ),
)
