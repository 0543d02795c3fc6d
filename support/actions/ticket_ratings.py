"""What requesters say of how they were helped."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from project.base.errors import Invalid, WrongState, require
from project.base.viewer import Member
from support.models import Ticket, TicketRating
from support.rules.ticket_ratings import may_rate_now
from support.states.tickets import Verdict

from .ticket_moves import TICKETS, locked_ticket, settle


def rate_ticket(
    *, actor: Member, ticket: Ticket, verdict: str, words: str = "", now: dt.datetime
) -> TicketRating:
    """Say whether one was helped, with words if one likes; again within some days, to change it. The desk
    reads it. The same again changes nothing.

    Raises NotAllowed; WrongState unless it is solved or closed, and after its time
    (rules.ticket_ratings.may_rate_now); Invalid under "verdict".
    """
    require(TICKETS.may("rate", actor, ticket))
    if verdict not in Verdict.values:
        raise Invalid({"verdict": _("Choose an option from the list.")})
    with transaction.atomic():
        ticket = locked_ticket(actor, ticket, now)
        TICKETS.check("rate", actor, ticket)
        rating = TicketRating.objects.filter(agency_id=ticket.agency_id, ticket=ticket).first()
        if rating is not None and (rating.verdict, rating.words) == (verdict, words):
            return rating
        if not may_rate_now(ticket, rating, now):
            raise WrongState(_("The time to rate this ticket is over."))
        if rating is None:
            rating = TicketRating(agency_id=ticket.agency_id, ticket=ticket, given_at=now)
        elif rating.changed_at < (ticket.solved_at or now):
            rating.given_at = now  # it was solved again
        rating.verdict, rating.words, rating.changed_at = verdict, words, now
        rating.save()
        settle(ticket, "rate", actor=actor, now=now)
    return rating
