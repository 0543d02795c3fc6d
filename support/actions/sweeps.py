"""What the clock does with tickets. Each sweep may run twice and beside itself, and is a step of one in
slices (project.base.sweeps)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from agencies.models import Agency
from support.models import InboundMail, Ticket
from support.rules.ticket_times import REOPEN_FOR
from support.states.tickets import TicketState

from .ticket_moves import close_due

#: Tickets that one call closes, at most.
MOST = 100
#: How long it is said that a mail was refused, and why.
REFUSED_FOR = dt.timedelta(days=90)


def forget_refused(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Delete what is kept of mails that were refused, REFUSED_FOR after they came. Returns how many."""
    old = InboundMail.objects.refused().filter(agency=agency, received_at__lte=now - REFUSED_FOR)
    rows = old.order_by("received_at", "id").values_list("pk", flat=True)[:most]
    count, _each = InboundMail.objects.filter(pk__in=list(rows)).delete()
    return count


def close_solved(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Close what was solved REOPEN_FOR ago and nobody opened again. Returns how many."""
    with transaction.atomic():
        due = Ticket.objects.filter(agency=agency, state=TicketState.SOLVED, solved_at__lte=now - REOPEN_FOR)
        rows = list(due.order_by("solved_at", "id").select_for_update(of=("self",), skip_locked=True)[:most])
        for ticket in rows:
            ticket.agency = agency
            close_due(ticket, now)
    return len(rows)
