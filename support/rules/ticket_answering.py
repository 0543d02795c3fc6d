"""What somebody who answers a ticket has not read yet."""

from __future__ import annotations

from project.base.viewer import Member
from support.models import Ticket, TicketMessage
from support.states.tickets import MessageKind


def written_since(actor: Member, ticket: Ticket, seen: str) -> TicketMessage | None:
    """The last that somebody else said after the message `seen`, notes aside; none without such a message."""
    said = TicketMessage.objects.filter(agency_id=actor.agency_id).read_on(ticket)
    last = said.filter(public_id=seen).values_list("pk", flat=True).first() if seen else None
    if last is None:
        return None
    newer = said.filter(pk__gt=last).exclude(kind=MessageKind.NOTE).exclude(author_id=actor.member_id)
    return newer.select_related("author", "sender").order_by("-pk").first()
