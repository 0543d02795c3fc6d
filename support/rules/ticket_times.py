"""The ends of a ticket's times, judged at a moment: a solved one is closed, and a snoozed one back in the
queue, from the very second on, be it that the clock notes it a little later."""

from __future__ import annotations

import datetime as dt

from support.models import Ticket
from support.states.tickets import TicketState

#: How long a solved ticket can be opened again; then it closes by itself.
REOPEN_FOR = dt.timedelta(days=14)


def is_over(ticket: Ticket, now: dt.datetime) -> bool:
    """Whether a solved ticket can no longer be opened again."""
    return (
        ticket.state == TicketState.SOLVED
        and ticket.solved_at is not None
        and ticket.solved_at + REOPEN_FOR <= now
    )


def judged(ticket: Ticket, now: dt.datetime) -> Ticket:
    """The ticket as it is at `now`, for pages, exports and the API. Not to be stored: actions read it
    afresh."""
    if is_over(ticket, now) and ticket.solved_at is not None:
        ticket.state, ticket.closed_at = TicketState.CLOSED, ticket.solved_at + REOPEN_FOR
    return ticket


def asleep_until(ticket: Ticket, now: dt.datetime) -> dt.datetime | None:
    """Until when it is out of the queue; None for one that is in it. A query, unless its snooze was read with
    the ticket."""
    snooze = getattr(ticket, "snooze", None)
    return snooze.until if snooze and snooze.until > now else None
