"""The states of a ticket, and its verbs: from which of them, by whose right, to which. The table moves it and
draws its buttons."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.states.sla import ClockState, Happening, Priority
from project.base.states import Transition


class TicketState(models.TextChoices):
    OPEN = "open", _("Open")
    WAITING = "waiting", _("Waiting for a reply")
    SOLVED = "solved", _("Solved")
    CLOSED = "closed", _("Closed")
    MERGED = "merged", _("Merged")


class Verdict(models.TextChoices):
    """Whether whoever asked was helped."""

    GOOD = "good", _("Good")
    BAD = "bad", _("Bad")


class MessageKind(models.TextChoices):
    """Who speaks to whom: a person who asks, the agency that answers, or the agency among itself."""

    QUESTION = "question", _("Question")
    REPLY = "reply", _("Reply")
    NOTE = "note", _("Internal note")


T = TicketState
#: While a ticket is in one of these, somebody still works on it.
LIVE = (T.OPEN, T.WAITING)
#: Not over yet: it can be opened again.
UNCLOSED = (T.OPEN, T.WAITING, T.SOLVED)
#: Those in which whoever asked says whether they were helped.
TICKET_RATED = (T.SOLVED, T.CLOSED)
#: Nothing moves it.
OVER = (T.CLOSED, T.MERGED)


def _from(*states: TicketState) -> frozenset[str]:
    return frozenset(state.value for state in states)


#: Verbs that move a ticket or say something; those without a next state leave it where it is.
TICKET_TRANSITIONS: tuple[Transition, ...] = (
    Transition("ask", _("Send"), _from(*UNCLOSED), "can_ask", T.OPEN, icon="send"),
    Transition("reply", _("Send reply"), _from(*UNCLOSED), "can_handle", icon="send"),
    Transition(
        "note", _("Save note"), _from(*UNCLOSED, T.CLOSED), "can_handle", icon="lock", tone="secondary"
    ),
    Transition(
        "wait",
        _("Wait for the customer"),
        _from(T.OPEN),
        "can_handle",
        T.WAITING,
        done=_from(T.WAITING),
        icon="clock",
        tone="secondary",
    ),
    Transition(
        "resume",
        _("Stop waiting"),
        _from(T.WAITING),
        "can_handle",
        T.OPEN,
        done=_from(T.OPEN),
        icon="rotate",
        tone="secondary",
    ),
    Transition("solve", _("Mark as solved"), _from(*LIVE), "can_solve", T.SOLVED, done=_from(T.SOLVED)),
    Transition(
        "reopen",
        _("Reopen"),
        _from(T.SOLVED),
        "can_solve",
        T.OPEN,
        done=_from(T.OPEN, T.WAITING),
        icon="rotate",
        tone="secondary",
    ),
    Transition(
        "close",
        _("Close"),
        _from(*UNCLOSED),
        "can_handle",
        T.CLOSED,
        done=_from(T.CLOSED),
        icon="x",
        tone="ghost",
    ),
    Transition(
        "expire", _("Close after some days"), _from(T.SOLVED), "is_clock", T.CLOSED, done=_from(T.CLOSED)
    ),
    Transition(
        "acknowledge",
        _("Acknowledge"),
        _from(*UNCLOSED),
        "can_handle",
        guards=("nothing_unseen",),
        icon="check",
        tone="secondary",
    ),
    Transition(
        "explain",
        _("Save cause"),
        _from(*UNCLOSED, *OVER),
        "can_handle",
        guards=("nothing_missed",),
        icon="check",
        tone="secondary",
    ),
    Transition("handle", _("Save"), _from(*UNCLOSED), "can_handle", icon="check", tone="secondary"),
    Transition("watch", _("Add watcher"), _from(*UNCLOSED), "can_add_watchers", icon="eye", tone="secondary"),
    Transition("tag", _("Save tags"), _from(*UNCLOSED, T.CLOSED), "can_handle", icon="tag", tone="secondary"),
    Transition("snooze", _("Snooze"), _from(*LIVE), "can_handle", icon="clock", tone="secondary"),
    Transition("wake", _("Back to the queue"), _from(*LIVE), "can_handle", icon="bell", tone="secondary"),
    Transition("rate", _("Send rating"), _from(*TICKET_RATED), "can_rate", icon="star", tone="secondary"),
    Transition(
        "merge",
        _("Merge"),
        _from(*UNCLOSED),
        "can_handle",
        T.MERGED,
        done=_from(T.MERGED),
        icon="arrow-right",
        tone="ghost",
    ),
    # What is done to the ticket that another is merged into; by the second, the agency owes a reply on it.
    Transition("absorb", _("Take a ticket in"), _from(*LIVE), "comes_with_another"),
    Transition("absorb_question", _("Take a question in"), _from(*LIVE), "comes_with_another", T.OPEN),
)
#: The verbs that a button alone presses.
PRESSED = ("wait", "resume", "solve", "reopen", "close")

#: How states look, by the tone of a badge.
TICKET_TONES = {
    T.OPEN: "warn",
    T.WAITING: "info",
    T.SOLVED: "good",
    T.CLOSED: "neutral",
    T.MERGED: "neutral",
}
PRIORITY_TONES = {
    Priority.LOW: "neutral",
    Priority.NORMAL: "neutral",
    Priority.HIGH: "warn",
    Priority.CRITICAL: "bad",
}
CLOCK_TONES = {
    ClockState.IDLE: "neutral",
    ClockState.RUNNING: "info",
    ClockState.PAUSED: "neutral",
    ClockState.OVERDUE: "bad",
    ClockState.MET: "good",
    ClockState.MISSED: "warn",
    ClockState.ENDED: "neutral",
}
#: What the clock makes of an event, by its verb; of the others it is not told.
HAPPENINGS: dict[str, tuple[Happening, ...]] = {
    "open": (Happening.OPENED, Happening.ASKED),
    "ask": (Happening.ASKED,),
    "reply": (Happening.REPLIED,),
    "note": (Happening.NOTED,),
    "wait": (Happening.WAITING,),
    "resume": (Happening.RESUMED,),
    "solve": (Happening.SOLVED,),
    "reopen": (Happening.REOPENED,),
    "close": (Happening.ENDED,),
    "merge": (Happening.ENDED,),
    "absorb_question": (Happening.ASKED,),
    "prioritise": (Happening.PRIORITY,),
}
#: The verbs at which the policy of a ticket is chosen. "policy": the agency changed its policies.
CHOOSING = frozenset({"open", "prioritise", "policy"})
#: What its acts are called when webhooks are told of them: name -> what happened; verb -> name.
WEBHOOK_KINDS = {
    "ticket.opened": _("Ticket opened"),
    "ticket.asked": _("Customer wrote on a ticket"),
    "ticket.replied": _("Agency replied to a ticket"),
    "ticket.noted": _("Internal note written on a ticket"),
    "ticket.waiting": _("Ticket waits for the customer"),
    "ticket.resumed": _("Ticket no longer waits for the customer"),
    "ticket.solved": _("Ticket solved"),
    "ticket.reopened": _("Ticket reopened"),
    "ticket.closed": _("Ticket closed"),
    "ticket.merged": _("Ticket merged into another"),
    "ticket.absorbed": _("Another ticket merged into a ticket"),
    "ticket.watchers": _("Watchers of a ticket changed"),
    "ticket.tagged": _("Tags of a ticket changed"),
    "ticket.snoozed": _("Ticket snoozed"),
    "ticket.woken": _("Ticket back in the queue"),
    "ticket.rated": _("Ticket rated"),
    "ticket.assigned": _("Ticket assigned"),
    "ticket.prioritised": _("Priority of a ticket changed"),
    "ticket.escalated": _("Ticket escalated"),
    "ticket.acknowledged": _("Escalation of a ticket acknowledged"),
    "ticket.missed": _("Promised time of a ticket missed"),
    "ticket.breach_explained": _("Cause of a missed target named"),
    "ticket.policy_changed": _("Promised times of a ticket changed"),
}
WEBHOOK_KIND_OF = {
    "open": "ticket.opened",
    "ask": "ticket.asked",
    "reply": "ticket.replied",
    "note": "ticket.noted",
    "wait": "ticket.waiting",
    "resume": "ticket.resumed",
    "solve": "ticket.solved",
    "reopen": "ticket.reopened",
    "close": "ticket.closed",
    "expire": "ticket.closed",
    "merge": "ticket.merged",
    "absorb": "ticket.absorbed",
    "absorb_question": "ticket.absorbed",
    "watch": "ticket.watchers",
    "unwatch": "ticket.watchers",
    "tag": "ticket.tagged",
    "snooze": "ticket.snoozed",
    "wake": "ticket.woken",
    "rate": "ticket.rated",
    "assign": "ticket.assigned",
    "prioritise": "ticket.prioritised",
    "policy": "ticket.policy_changed",
    "escalate": "ticket.escalated",
    "acknowledge": "ticket.acknowledged",
    "explain": "ticket.breach_explained",
}
#: What webhooks are told when a target of a ticket runs out. It is no act of anybody: it leaves a Breach.
MISSED_KIND = "ticket.missed"
#: The verbs of which people are told.
TOLD_VERBS = frozenset(
    {
        *("open", "ask", "reply", "solve", "reopen", "assign"),
        *("watch", "merge", "wake", "escalate", "rate"),
    }
)
#: The verbs that put a snoozed ticket back into the queue.
WAKING = frozenset({"ask", "absorb_question", "solve", "close", "expire", "merge"})
