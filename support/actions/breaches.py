"""Promises that were missed are kept, and somebody says why."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from agencies.models import Agency
from project.base.errors import Invalid, WrongState, require
from project.base.viewer import Member
from support.models import Breach, BreachCause, Ticket, TicketTimer
from support.rules.breaches import NOTHING, missing, overdue_by_timers
from support.states.breaches import Cause

from .ticket_moves import TICKETS, locked_ticket, settle
from .ticket_timers import tell_of_breach

#: Tickets that one call of the sweep takes, at most.
MOST = 100


def keep_overdue(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Keep what is overdue by now as missed, whatever becomes of the ticket later. A ticket that somebody has
    locked is left to the next call. Returns how many tickets; a step of the sweep."""
    known = Breach.objects.filter(
        agency_id=OuterRef("agency_id"),
        ticket_id=OuterRef("ticket_id"),
        target=OuterRef("target"),
        run=OuterRef("run"),
    )
    late = TicketTimer.objects.running().filter(agency=agency, due_at__lte=now).exclude(Exists(known))
    with transaction.atomic():
        rows = Ticket.objects.filter(agency=agency, pk__in=late.values("ticket")).order_by("pk")
        tickets = list(rows.select_for_update(of=("self",), skip_locked=True)[:most])
        for ticket in tickets:
            _keep_overdue(ticket, now)
    return len(tickets)


def explain_breach(
    *, actor: Member, ticket: Ticket, target: str, run: int, cause: str, note: str, now: dt.datetime
) -> Breach:
    """Say why a target of a ticket was missed, in which of its runs; what was said before stays to be read,
    the last holds. Saying the same once more does nothing.

    Raises NotAllowed, WrongState where nothing was missed, Invalid under "breach" for what wasn't, under
    "cause", and under "note" where another cause says nothing.
    """
    require(TICKETS.may("explain", actor, ticket))
    if cause not in Cause.values:
        raise Invalid({"cause": _("Choose an option from the list.")})
    if cause == Cause.OTHER and not note.strip():
        raise Invalid({"note": _("Say what the cause was.")})
    with transaction.atomic():
        ticket = locked_ticket(actor, ticket, now)
        _keep_overdue(ticket, now)
        TICKETS.check("explain", actor, ticket)
        if not ticket.breaches.exists():
            raise WrongState(NOTHING)
        breach = ticket.breaches.filter(target=target, run=run).first()
        if breach is None:
            raise Invalid({"breach": _("Choose an option from the list.")})
        last = breach.causes.order_by("-id").first()
        if last is None or (last.cause, last.note) != (cause, note):
            _say(breach, actor, cause, note, now)
            settle(ticket, "explain", actor=actor, now=now, told={"target": target, "cause": cause})
    return breach


def _keep_overdue(ticket: Ticket, now: dt.datetime) -> None:
    for breach in Breach.objects.bulk_create(missing(overdue_by_timers(ticket, now), ticket.breaches.all())):
        tell_of_breach(breach, ticket, now)


def _say(breach: Breach, actor: Member, cause: str, note: str, now: dt.datetime) -> None:
    BreachCause.objects.create(
        agency_id=breach.agency_id, breach=breach, cause=cause, note=note, by=actor.membership, at=now
    )
    breach.cause = cause
    breach.save(update_fields=["cause"])
