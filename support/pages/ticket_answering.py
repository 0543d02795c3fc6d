"""Who is answering a ticket just now, prepared for printing."""

from __future__ import annotations

import datetime as dt

from project.base.viewer import Viewer
from support.models import Ticket, TicketAnswering
from support.models.ticket_answering import ANSWERS_FOR

#: Names that are told of, at most.
MOST = 5


def answering_now(viewer: Viewer, ticket: Ticket, now: dt.datetime) -> list[TicketAnswering]:
    """Who else of the desk is answering, whoever began last first. One query."""
    rows = TicketAnswering.objects.filter(agency_id=viewer.agency_id, ticket=ticket)
    rows = rows.filter(seen_at__gt=now - ANSWERS_FOR).exclude(person_id=viewer.member_id)
    return list(rows.select_related("person").order_by("-seen_at", "-id")[:MOST])


def others_answering(viewer: Viewer, ticket: Ticket, now: dt.datetime) -> list[str]:
    """Their names."""
    return [row.person.public_name for row in answering_now(viewer, ticket, now)]
