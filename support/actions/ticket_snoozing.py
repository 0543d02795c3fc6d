"""Tickets that are out of the desk's sight for a while."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency
from project.base.errors import Invalid, require
from project.base.viewer import Member, System
from support.models import Ticket, TicketSnooze

from .ticket_moves import TICKETS, locked_ticket, settle

#: How long a ticket can be snoozed.
LONGEST = dt.timedelta(days=90)
#: Tickets that one call of the sweep wakes, at most.
MOST = 100


def snooze_ticket(*, actor: Member, ticket: Ticket, until: dt.datetime, now: dt.datetime) -> Ticket:
    """Take a ticket out of the queue until a moment, or until its requester writes. Its clocks go on. Once
    more, it is the new moment that counts.

    Raises NotAllowed, WrongState unless it is open or waiting, Invalid under "until" for the past and for
    more than LONGEST.
    """
    require(TICKETS.may("snooze", actor, ticket))
    if not now < until <= now + LONGEST:
        raise Invalid({"until": _("Choose a moment within the next %(days)s days.") % {"days": LONGEST.days}})
    with transaction.atomic():
        ticket = locked_ticket(actor, ticket, now)
        TICKETS.check("snooze", actor, ticket)
        _wake_due(ticket, now)
        if TicketSnooze.objects.filter(ticket=ticket, until=until).exists():
            return ticket
        new: dict[str, Any] = {"until": until, "by": actor.membership}
        TicketSnooze.objects.update_or_create(agency_id=ticket.agency_id, ticket=ticket, defaults=new)
        settle(ticket, "snooze", actor=actor, now=now)
    return ticket


def wake_ticket(*, actor: Member, ticket: Ticket, now: dt.datetime) -> Ticket:
    """Put a ticket back into the queue now. One that is there stays. Raises NotAllowed."""
    require(TICKETS.may("wake", actor, ticket))
    with transaction.atomic():
        ticket = locked_ticket(actor, ticket, now)
        require(TICKETS.may("wake", actor, ticket))
        _wake_due(ticket, now)
        if TicketSnooze.objects.filter(ticket=ticket).delete()[0]:
            settle(ticket, "wake", actor=actor, now=now)
    return ticket


def wake_snoozed(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Put back what was snoozed until now; whoever takes care of it is told. Returns how many; a step of the
    sweep."""
    due = TicketSnooze.objects.filter(agency=agency, until__lte=now)
    with transaction.atomic():
        rows = Ticket.objects.filter(agency=agency, pk__in=due.values("ticket")).order_by("pk")
        tickets = list(rows.select_for_update(of=("self",), skip_locked=True)[:most])
        for ticket in tickets:
            ticket.agency = agency
            _wake_due(ticket, now)
    return len(tickets)


def _wake_due(ticket: Ticket, now: dt.datetime) -> None:
    """Note of a locked ticket that its snooze is over, if it is."""
    if TicketSnooze.objects.filter(ticket=ticket, until__lte=now).delete()[0]:
        settle(ticket, "wake", actor=System(ticket.agency), now=now)
