"""What lists ask about the SLA clock, kept beside the events that it is worked out from."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from agencies.actions.webhook_events import announce
from agencies.models import Agency
from agencies.rules.sla_clock import Reading
from agencies.states.sla import ClockState
from orders.actions.mail_jobs import is_quiet
from support.models import Breach, Ticket, TicketTimer
from support.rules.escalation import ahead, next_of, taken_of
from support.rules.tickets import calendar_name, hours_of, policy_now, readings_of
from support.states.tickets import MISSED_KIND


def keep_timers(ticket: Ticket, now: dt.datetime) -> None:
    """Write the timers of a locked ticket as the clock reads its events at `now`. Within the transaction that
    left the last of them. What ended stays as it was judged then. The database keeps `next_due_at`."""
    events = list(ticket.events.order_by("pk"))
    readings, terms = readings_of(ticket.agency, events, now), policy_now(events)
    taken = taken_of(ticket.escalations.all()) if terms and terms.steps else set()
    steps = ahead(terms, readings, taken, hours_of(ticket.agency))
    for target, reading in readings.items():
        row = timer_row(reading, next_of(target, steps))
        named: dict[str, Any] = {"agency_id": ticket.agency_id, "ticket": ticket, "target": target}
        if row is None:
            TicketTimer.objects.running().filter(**named).delete()  # nothing is promised any more
            continue
        if reading.ended and TicketTimer.objects.filter(**named, ended_at=reading.ended).exists():
            continue
        if reading.state == ClockState.MISSED:
            _keep_breach(ticket, reading, now)
        calendar = calendar_name(ticket.agency)
        TicketTimer.objects.update_or_create(**named, defaults={**row, "calendar": calendar})
    ticket.refresh_from_db(fields=["next_due_at"])


def _keep_breach(ticket: Ticket, reading: Reading, now: dt.datetime) -> None:
    """What ended too late was missed for good, also where the next run takes the place of its timer."""
    named: dict[str, Any] = {"agency_id": ticket.agency_id, "ticket": ticket, "target": reading.target}
    when = {"due_at": reading.due, "ended_at": reading.ended}
    breach, is_new = Breach.objects.update_or_create(**named, run=reading.number, defaults=when)
    if is_new:
        tell_of_breach(breach, ticket, now)


def tell_of_breach(breach: Breach, ticket: Ticket, now: dt.datetime) -> None:
    """Webhooks are told of each target that was missed, once: when its row is stored."""
    if not is_quiet():
        data = {
            "number": ticket.number,
            "state": ticket.state,
            "priority": ticket.priority,
            "target": breach.target,
            "run": breach.run,
        }
        announce(agency_id=ticket.agency_id, kind=MISSED_KIND, data=data, now=now)


def timer_row(reading: Reading, next_step: dt.datetime | None) -> dict[str, Any] | None:
    """What the row of a target holds; None where nothing is owed. It doesn't depend on the moment at which
    the clock is read: time that passes changes no row by itself."""
    if not reading.number or reading.goal is None:
        return None
    return {
        "run": reading.number,
        "started_at": reading.started,
        "due_at": reading.due,
        "next_step_at": next_step,
        "ended_at": reading.ended,
        "outcome": reading.state if reading.ended else "",
    }


def wrong_timers(agency: Agency, now: dt.datetime) -> list[str]:
    """Where the rows of live tickets differ from the clock, as "number target"; none, if all is well. What
    ended is not compared: it was judged by the hours of then."""
    found = []
    rows = Ticket.objects.live().filter(agency=agency).order_by("pk")
    for ticket in rows.prefetch_related("events", "timers", "escalations").iterator(chunk_size=200):
        kept = {timer.target: timer for timer in ticket.timers.all()}
        events = list(ticket.events.all())
        readings, taken = readings_of(agency, events, now), taken_of(ticket.escalations.all())
        steps = ahead(policy_now(events), readings, taken, hours_of(agency))
        for target, reading in readings.items():
            if not _agrees(timer_row(reading, next_of(target, steps)), kept.get(target), reading):
                found.append(f"{ticket.number} {target}")
        due = [timer.due_at for timer in kept.values() if timer.due_at and timer.ended_at is None]
        if ticket.due != min(due, default=None):
            found.append(f"{ticket.number} next_due_at")
    return found


def _agrees(row: dict[str, Any] | None, timer: TicketTimer | None, reading: Reading) -> bool:
    if row is None:
        return timer is None or timer.ended_at is not None
    if timer is None:
        return False
    if reading.ended:
        return timer.ended_at == reading.ended
    return all(getattr(timer, name) == value for name, value in row.items())


def follow_calendar(*, agency: Agency, now: dt.datetime, most: int = 100) -> int:
    """Reckon what runs anew, after the agency changed its hours, holidays or zone. Returns how many tickets;
    a step of the sweep."""
    old = TicketTimer.objects.running().filter(agency=agency).exclude(calendar=calendar_name(agency))
    with transaction.atomic():
        due = Ticket.objects.filter(agency=agency, pk__in=old.values("ticket"))
        rows = list(due.order_by("pk").select_for_update(of=("self",), skip_locked=True)[:most])
        for ticket in rows:
            ticket.agency = agency
            keep_timers(ticket, now)
    return len(rows)
