"""Who is answering a ticket just now, so that two don’t."""

from __future__ import annotations

import datetime as dt

from agencies.models import Agency
from project.base.errors import require
from project.base.viewer import Member
from support.models import Ticket, TicketAnswering
from support.models.ticket_answering import ANSWERS_FOR
from support.rules.tickets import can_handle

#: Rows that one call of the sweep deletes, at most.
MOST = 500


def keep_answering(*, actor: Member, ticket: Ticket, now: dt.datetime) -> None:
    """Say that one is answering a ticket, until ANSWERS_FOR after the last time. Raises NotAllowed."""
    require(can_handle(actor, ticket))
    row = {"agency_id": ticket.agency_id, "ticket": ticket, "person": actor.membership, "seen_at": now}
    TicketAnswering.objects.bulk_create(
        [TicketAnswering(**row)],
        update_conflicts=True,
        unique_fields=["ticket", "person"],
        update_fields=["seen_at"],
    )


def forget_answering(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Delete who was answering a while ago. Returns how many; a step of the sweep."""
    old = TicketAnswering.objects.filter(agency=agency, seen_at__lte=now - ANSWERS_FOR)
    keys = old.order_by("seen_at", "id").values_list("pk", flat=True)[:most]
    count, _each = TicketAnswering.objects.filter(pk__in=list(keys)).delete()
    return count
