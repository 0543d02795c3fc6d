"""What a ticket's breaches allow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from project.base import clock
from support.models import Breach, Escalation, Ticket


def missing(ticket: Ticket, now: dt.datetime, stored: Iterable[Breach]) -> list[Breach]:
    """The targets of a ticket that are overdue by now and stand in no row yet, as rows that aren't stored."""
    late = ticket.timers.running().filter(due_at__lte=now).order_by("due_at", "id")
    known = {(row.target, row.run) for row in stored}
    return [
        Breach(
            agency_id=ticket.agency_id,
            ticket=ticket,
            target=timer.target,
            run=timer.run,
            due_at=timer.due_at,
        )
        for timer in late
        if timer.due_at and (timer.target, timer.run) not in known
    ]


def nothing_missed(ticket: Ticket) -> str:
    """Why no cause can be named: nothing of it was missed."""
    rows = Breach.objects.filter(agency_id=ticket.agency_id, ticket=ticket)
    if ticket.next_due_at <= clock.now() or rows.exists():
        return ""
    return _("Nothing was missed on this ticket.")


def nothing_unseen(ticket: Ticket) -> str:
    """Why nothing can be acknowledged: no step was taken that somebody hasn’t seen."""
    rows = Escalation.objects.unseen().filter(agency_id=ticket.agency_id, ticket=ticket)
    return "" if rows.exists() else _("There is nothing to acknowledge.")
