"""What a ticket's breaches allow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.rules.sla_clock import Reading
from agencies.states.sla import ClockState, Target
from project.base import clock
from support.models import Breach, Escalation, Ticket

NOTHING = gettext_lazy("Nothing was missed on this ticket.")


def overdue_by_timers(ticket: Ticket, now: dt.datetime) -> list[Breach]:
    """The targets of a ticket that are overdue by now, as rows that aren't stored."""
    late = ticket.timers.running().filter(due_at__lte=now).order_by("due_at", "id")
    return [_row(ticket, one.target, one.run, one.due_at) for one in late if one.due_at]


def overdue_by_clock(ticket: Ticket, readings: Mapping[Target, Reading]) -> list[Breach]:
    """The same, by what the clock says."""
    late = (one for one in readings.values() if one.state == ClockState.OVERDUE)
    return [_row(ticket, one.target, one.number, one.due) for one in late if one.due]


def _row(ticket: Ticket, target: str, run: int, due: dt.datetime) -> Breach:
    return Breach(agency_id=ticket.agency_id, ticket=ticket, target=target, run=run, due_at=due)


def missing(overdue: Iterable[Breach], stored: Iterable[Breach]) -> list[Breach]:
    """Those of what is overdue that stand in no row yet."""
    known = {(row.target, row.run) for row in stored}
    return [row for row in overdue if (row.target, row.run) not in known]


def nothing_missed(ticket: Ticket) -> str:
    """Why no cause can be named: nothing of it was missed."""
    rows = Breach.objects.filter(agency_id=ticket.agency_id, ticket=ticket)
    if ticket.next_due_at <= clock.now() or rows.exists():
        return ""
    return str(NOTHING)


def nothing_unseen(ticket: Ticket) -> str:
    """Why nothing can be acknowledged: no step was taken that somebody hasn’t seen."""
    rows = Escalation.objects.unseen().filter(agency_id=ticket.agency_id, ticket=ticket)
    return "" if rows.exists() else _("There is nothing to acknowledge.")
