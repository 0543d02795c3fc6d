"""What acts in a dispute are called, and in which words its sides read of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orders.states.timeline import ALL, CLIENT, DESK, WRITER, Line

#: Name -> what happened, for webhooks (docs/webhooks.md).
DISPUTE_KINDS: Mapping[str, Promise] = {
    "dispute.opened": _("Dispute opened"),
    "dispute.answered": _("Other side responded"),
    "dispute.unanswered": _("Time to respond passed"),
    "dispute.overdue": _("Dispute not decided in time"),
    "dispute.escalated": _("Manager asked for"),
    "dispute.proposed": _("Settlement proposed"),
    "dispute.accepted": _("Proposal accepted by a side"),
    "dispute.countered": _("Counterproposal made"),
    "dispute.decision_waiting": _("Decision waiting for a second person"),
    "dispute.confirmed": _("Amount approved by a second person"),
    "dispute.failed": _("Settlement could not be carried out"),
    "dispute.settled": _("Dispute settled"),
    "dispute.withdrawn": _("Dispute withdrawn"),
    "dispute.appealed": _("Decision appealed"),
}
#: Verb of the order's event -> what webhooks call it.
KIND_OF: Mapping[str, str] = {
    "open_dispute": "dispute.opened",
    "answer_dispute": "dispute.answered",
    "dispute_unanswered": "dispute.unanswered",
    "dispute_overdue": "dispute.overdue",
    "escalate_dispute": "dispute.escalated",
    "propose_settlement": "dispute.proposed",
    "accept_settlement": "dispute.accepted",
    "counter_settlement": "dispute.countered",
    "prepare_decision": "dispute.decision_waiting",
    "confirm_settlement": "dispute.confirmed",
    "settlement_failed": "dispute.failed",
    "settle_dispute": "dispute.settled",
    "withdraw_dispute": "dispute.withdrawn",
    "appeal_dispute": "dispute.appealed",
}

SIDES = (DESK, WRITER, CLIENT)


def _line(icon: str, tone: str, side: str, text: Any, readers: tuple[str, ...] = SIDES) -> Line:
    return Line(icon, tone, side, dict.fromkeys(readers, text))


def _by_a_side(icon: str, tone: str, text: Any, readers: tuple[str, ...] = SIDES) -> Line:
    return Line(icon, tone, CLIENT, dict.fromkeys(readers, text), shared=True)


#: The sentences of the order's timeline. Amounts stand on the page of the dispute, for who may read them.
LINES = {
    "open_dispute": _by_a_side("scale", "bad", _("opened a dispute"), ALL),
    "answer_dispute": _by_a_side("message", "info", _("responded in the dispute")),
    "dispute_unanswered": _line("hourglass", "warn", "", _("The time to respond in the dispute has passed")),
    "dispute_overdue": _line(
        "alert-triangle", "bad", "", _("The dispute has not been decided in time"), (DESK,)
    ),
    "escalate_dispute": _by_a_side("bell", "warn", _("asked for a manager to settle the dispute")),
    "propose_settlement": _line("scale", "accent", DESK, _("proposed a settlement")),
    "accept_settlement": _by_a_side("check", "good", _("accepted the proposed settlement")),
    "counter_settlement": _by_a_side("arrow-back", "warn", _("made a counterproposal")),
    "prepare_decision": _line(
        "hourglass", "neutral", DESK, _("prepared a decision that needs a second person"), (DESK,)
    ),
    "confirm_settlement": _line("users", "good", DESK, _("approved the amount of the settlement"), (DESK,)),
    "settlement_failed": _line(
        "alert-triangle", "bad", "", _("The settlement could not be carried out"), (DESK,)
    ),
    "settle_dispute": _line("scale", "good", DESK, _("settled the dispute"), ALL),
    "withdraw_dispute": _by_a_side("x", "neutral", _("withdrew the dispute"), ALL),
    "appeal_dispute": _by_a_side("scale", "bad", _("appealed the decision in the dispute"), ALL),
}
