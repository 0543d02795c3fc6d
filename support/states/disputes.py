"""Disputes: their states, words, and the table of what may be done with one by whom."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.states.orders import State as OrderState
from project.base.states import Transition


class DisputeState(models.TextChoices):
    ANSWERING = "answering", _("Waiting for the other side")
    PROPOSED = "proposed", _("Settlement proposed")
    COUNTERED = "countered", _("Waiting for a decision")
    DECIDED = "decided", _("Settled")
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: States in which the order is disputed; an order has at most one such dispute.
ACTIVE = ("answering", "proposed", "countered")


class Side(models.TextChoices):
    CLIENT = "client", _("The client")
    WRITER = "writer", _("The writer")
    DESK = "desk", _("The agency")


class Reason(models.TextChoices):
    QUALITY = "quality", _("Quality of the text")
    BRIEF = "brief", _("Not what was ordered")
    LATE = "late", _("Late or missing delivery")
    ORIGINALITY = "originality", _("Copied or machine-written text")
    SCOPE = "scope", _("More work than was ordered")
    CONDUCT = "conduct", _("Tone or conduct")
    OTHER = "other", _("Something else")


class Outcome(models.TextChoices):
    CLOSE = "close", _("Continue as before")
    REFUND = "refund", _("Refund")
    REDO = "redo", _("Redo the text")
    EXTEND = "extend", _("Extend the deadlines")
    REASSIGN = "reassign", _("Assign another writer")


class StatementKind(models.TextChoices):
    CLAIM = "claim", _("Claim")
    ANSWER = "answer", _("Response")
    APPEAL = "appeal", _("Appeal")
    REPLY = "reply", _("Response to the appeal")


class ProposalKind(models.TextChoices):
    PROPOSAL = "proposal", _("Proposal")
    COUNTER = "counter", _("Counterproposal")
    DECISION = "decision", _("Decision")


class ProposalState(models.TextChoices):
    OPEN = "open", _("Open")
    NOTED = "noted", _("For the agency to consider")
    REPLACED = "replaced", _("Not agreed")
    FAILED = "failed", _("Could not be carried out")
    CARRIED_OUT = "carried_out", _("Carried out")


#: Where an order may be disputed from. Of a completed one the agency's days of grace are left.
OPENABLE = (
    OrderState.IN_PROGRESS,
    OrderState.IN_REVIEW,
    OrderState.DELIVERED,
    OrderState.REVISION_REQUESTED,
    OrderState.COMPLETED,
)
#: Outcomes that need the order to resume in one of these states; the others fit all.
FITS: dict[str, tuple[OrderState, ...]] = {
    Outcome.REDO: (OrderState.DELIVERED, OrderState.COMPLETED),
    Outcome.EXTEND: (OrderState.IN_PROGRESS, OrderState.REVISION_REQUESTED),
    Outcome.REASSIGN: (OrderState.IN_PROGRESS, OrderState.REVISION_REQUESTED),
}

#: What an agency begins with, and what it may choose: hours to respond, to decide, to answer a proposal, days
#: to appeal, and how much of a price support may give back without a manager.
ANSWER_HOURS, DECISION_HOURS, REPLY_HOURS, APPEAL_DAYS = 72, 120, 72, 7
LEAST_HOURS, MOST_HOURS, MOST_DAYS = 4, 720, 60
SUPPORT_LIMIT = Decimal("100.00")
LONGEST_EXTENSION = 60
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)

STATE_BADGES = {
    DisputeState.ANSWERING: ("warn", "hourglass"),
    DisputeState.PROPOSED: ("accent", "scale"),
    DisputeState.COUNTERED: ("bad", "alert-triangle"),
    DisputeState.DECIDED: ("good", "circle-check"),
    DisputeState.WITHDRAWN: ("neutral", "x"),
}


def _from(*states: DisputeState) -> frozenset[str]:
    return frozenset(state.value for state in states)


S = DisputeState
IN_DISPUTE = _from(S.ANSWERING, S.PROPOSED, S.COUNTERED)
DISPUTE_TRANSITIONS: tuple[Transition, ...] = (
    Transition("answer", _("Respond"), _from(S.ANSWERING), "can_respond", None, guards=("not_answered",)),
    Transition(
        "propose", _("Propose a settlement"), _from(S.ANSWERING, S.COUNTERED), "can_settle", S.PROPOSED
    ),
    Transition("accept", _("Accept proposal"), _from(S.PROPOSED), "can_reply", None),
    Transition("counter", _("Make a counterproposal"), _from(S.PROPOSED), "can_reply", S.COUNTERED),
    Transition("decide", _("Decide"), _from(S.COUNTERED), "can_settle", None),
    Transition(
        "confirm",
        _("Approve the amount"),
        _from(S.PROPOSED, S.COUNTERED),
        "can_confirm",
        None,
        guards=("an_amount_waits",),
    ),
    Transition("escalate", _("Ask for a manager"), IN_DISPUTE, "can_escalate", None),
    Transition("withdraw", _("Withdraw"), IN_DISPUTE, "can_withdraw", None, done=_from(S.WITHDRAWN)),
    Transition("appeal", _("Appeal"), _from(S.DECIDED), "can_appeal", S.ANSWERING, guards=("one_appeal",)),
)
