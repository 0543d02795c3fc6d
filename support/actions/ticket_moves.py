"""The one door to a ticket's state and its events; what each event sets off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from agencies.actions.webhook_events import announce
from agencies.models import Membership
from orders.actions.mail_jobs import is_quiet
from project.base.jobs import defer
from project.base.locks import locked
from project.base.states import TransitionTable, by_name
from project.base.viewer import System, Viewer
from support.models import Ticket, TicketEvent, TicketMessage, TicketSnooze
from support.rules import breaches, ticket_ratings, ticket_watchers, tickets
from support.rules.sla_policies import Chooser, book_of
from support.rules.ticket_times import REOPEN_FOR, is_over
from support.states.tickets import (
    CHOOSING,
    OVER,
    TICKET_TRANSITIONS,
    TOLD_VERBS,
    WAKING,
    WEBHOOK_KIND_OF,
    TicketState,
)

from .ticket_timers import keep_timers

TICKETS = TransitionTable(
    transitions=TICKET_TRANSITIONS,
    labels={state.value: state.label for state in TicketState},
    rights=by_name(
        tickets.can_ask,
        tickets.can_handle,
        tickets.can_solve,
        tickets.is_clock,
        tickets.comes_with_another,
        ticket_watchers.can_add_watchers,
        ticket_ratings.can_rate,
    ),
    guards=by_name(breaches.nothing_missed, breaches.nothing_unseen),
)
#: Acts that a ticket's list goes by.
TOUCHING = frozenset(
    {
        *("open", "ask", "reply", "wait", "resume", "solve", "reopen", "close"),
        *("merge", "absorb", "absorb_question"),
    }
)


def locked_ticket(actor: Viewer, ticket: Ticket, now: dt.datetime) -> Ticket:
    """The ticket afresh under its lock, closed if it was solved long ago, as the sweep would. Within an open
    transaction: a verb that is refused takes that back with it. Raises NotVisible for a stranger."""
    stored = locked(actor, ticket)
    stored.agency = actor.agency
    close_due(stored, now)
    return stored


def close_due(ticket: Ticket, now: dt.datetime) -> bool:
    """Close a locked ticket whose time to be opened again is over, if it is; says whether. It was closed from
    the end of that time on."""
    if not is_over(ticket, now) or ticket.solved_at is None:
        return False
    ticket.closed_at = ticket.solved_at + REOPEN_FOR
    move_ticket(ticket, "expire", actor=System(ticket.agency), now=now)
    return True


def locked_where_it_goes(actor: Viewer, ticket: Ticket, now: dt.datetime) -> Ticket:
    """The ticket on which something is said that was meant for `ticket`, under its lock, within an open
    transaction: itself, or the one that it has been merged into. Raises NotVisible for a stranger."""
    while True:
        with transaction.atomic():
            stored = locked_ticket(actor, ticket, now)
            if stored.merged_into is None:
                return stored
            # Gives its lock back: whoever holds two tickets took the lower id first.
            transaction.set_rollback(True)
        ticket = stored.merged_into


def move_ticket(
    ticket: Ticket, verb: str, *, actor: Viewer, now: dt.datetime, message: TicketMessage | None = None
) -> TicketEvent:
    """Move a locked, checked ticket along `verb`, keep its moments, and leave the event."""
    ticket.state = TICKETS[verb].target or ticket.state
    return settle(ticket, verb, actor=actor, now=now, message=message)


def settle(
    ticket: Ticket,
    verb: str,
    *,
    actor: Viewer,
    now: dt.datetime,
    message: TicketMessage | None = None,
    person: Membership | None = None,
    priority: str = "",
    told: Mapping[str, Any] | None = None,
) -> TicketEvent:
    """Save a locked ticket as its action left it, leave the event, reckon its timers anew, and have people
    and webhooks told, these of `told`, too. The clock's own events have no actor. At a verb of CHOOSING, its
    policy is chosen."""
    _keep_moments(ticket, now)
    policy_id = _chosen(ticket) if verb in CHOOSING else None
    if verb in WAKING:
        TicketSnooze.objects.filter(agency_id=ticket.agency_id, ticket=ticket).delete()
    if verb in TOUCHING:
        ticket.touched_at = now
    ticket.save()
    event = TicketEvent.objects.create(
        agency_id=ticket.agency_id,
        ticket=ticket,
        verb=verb,
        actor_id=actor.member_id or None,
        at=now,
        to_state=ticket.state,
        message=message,
        person=person,
        priority=priority,
        policy_id=policy_id,
    )
    keep_timers(ticket, now)
    if not is_quiet():
        _tell(ticket, event, told or {})
    return event


def _chosen(ticket: Ticket) -> int | None:
    book = book_of(ticket.agency)
    ticket.policies = book.number
    terms = Chooser(ticket.agency, book.policies, [ticket]).of(ticket)
    return terms.policy_id if terms else None


def _keep_moments(ticket: Ticket, now: dt.datetime) -> None:
    if ticket.state in OVER:
        ticket.closed_at = ticket.closed_at or now
    elif ticket.state == TicketState.SOLVED:
        ticket.solved_at = ticket.solved_at or now
    else:
        ticket.solved_at = ticket.closed_at = None


def _tell(ticket: Ticket, event: TicketEvent, told: Mapping[str, Any]) -> None:
    """People by mail, webhooks with numbers and states: nothing that somebody wrote."""
    if event.verb in TOLD_VERBS:
        defer("support.tell_of_ticket", event_id=event.pk)
    kind = WEBHOOK_KIND_OF.get(event.verb)
    if kind is not None:
        data = {
            "number": ticket.number,
            "verb": event.verb,
            "state": ticket.state,
            "priority": ticket.priority,
            **told,
        }
        announce(agency_id=ticket.agency_id, kind=kind, data=data, now=event.at)
