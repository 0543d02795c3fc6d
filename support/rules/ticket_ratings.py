"""Who rates a ticket, and until when."""

from __future__ import annotations

import datetime as dt

from project.base.viewer import Member, Viewer
from support.models import Ticket, TicketRating

from .tickets import can_handle, is_requester

#: How long after its end a ticket can be rated, and a rating be changed after it was given.
RATE_FOR, CHANGE_FOR = dt.timedelta(days=30), dt.timedelta(days=7)


def can_rate(viewer: Viewer, ticket: Ticket) -> bool:
    """Whoever asked, on the pages: a sender of mail has none."""
    return isinstance(viewer, Member) and is_requester(viewer, ticket)


def reads_rating(viewer: Viewer, ticket: Ticket) -> bool:
    """Whoever gave it, and who handles the ticket; no watcher."""
    return can_rate(viewer, ticket) or can_handle(viewer, ticket)


def rating_of(ticket: Ticket) -> TicketRating | None:
    """What was said of it; a query, unless it was read with the ticket."""
    return getattr(ticket, "rating", None)


def may_rate_now(ticket: Ticket, rating: TicketRating | None, now: dt.datetime) -> bool:
    """Whether its time is not over: of a first rating since the ticket ended, of a change since it was given.
    A ticket that was solved again can be rated anew."""
    ended = ticket.solved_at or ticket.closed_at
    if ended is None:
        return False
    if rating is None or rating.changed_at < ended:
        return now <= ended + RATE_FOR
    return now <= rating.given_at + CHANGE_FOR
