"""Saved replies and ratings, prepared for printing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Q

from project.base.viewer import Viewer
from support.models import SavedReply, Ticket, TicketRating
from support.rules.ticket_ratings import can_rate, may_rate_now, reads_rating
from support.states.tickets import TICKET_RATED, Verdict

#: Saved replies that a list offers: all that an agency can have.
MOST_OFFERED = 200
#: Of how long ratings are counted for the desk.
COUNTED = dt.timedelta(days=90)


def offered_replies(viewer: Viewer) -> list[SavedReply]:
    """Those of the desk, by title."""
    return list(SavedReply.objects.visible_to(viewer).order_by("title", "id")[:MOST_OFFERED])


def rating_context(viewer: Viewer, ticket: Ticket, now: dt.datetime) -> dict[str, Any]:
    """What whoever asked said of it, for those who may read it; whether they may say it now. One query."""
    rating = TicketRating.objects.filter(agency_id=ticket.agency_id, ticket=ticket).first()
    ended = ticket.state in TICKET_RATED
    return {
        "rating": rating if reads_rating(viewer, ticket) else None,
        "verdict": Verdict(rating.verdict).label if rating else "",
        "rates": ended and can_rate(viewer, ticket) and may_rate_now(ticket, rating, now),
    }


def rated(viewer: Viewer, now: dt.datetime) -> dict[str, int]:
    """How many tickets were rated lately, and how many of them well. One query."""
    rows = TicketRating.objects.filter(agency_id=viewer.agency_id, given_at__gt=now - COUNTED)
    good = Count("pk", filter=Q(verdict=Verdict.GOOD))
    return rows.aggregate(n=Count("pk"), good=good)
