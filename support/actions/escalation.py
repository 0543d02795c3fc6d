"""The ladder: steps that are due are taken, each once, and somebody acknowledges them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from agencies.models import Agency, Membership
from agencies.states.sla import Priority
from project.base.errors import require
from project.base.viewer import Member, System
from support.models import Escalation, Ticket, TicketTimer
from support.rules.escalation import Due, ahead, is_open, result_of, taken_of
from support.rules.tickets import can_handle, hours_of, policy_now, readings_of
from support.states.sla_policies import StepAct, StepResult

from .ticket_moves import TICKETS, locked_ticket, settle
from .ticket_timers import keep_timers
from .ticket_watchers import watch_ticket


def take_steps(*, agency: Agency, now: dt.datetime, most: int = 100) -> int:
    """Take the steps that are due on some tickets; a ticket that somebody else has locked is left to them, or
    to the next call. All that a step does is done with it, or nothing is. Outside the hours of the agency,
    only those of critical tickets, also where a sweep comes late. Returns how many tickets; a step of the
    sweep."""
    due = TicketTimer.objects.filter(agency=agency, next_step_at__lte=now)
    with transaction.atomic():
        rows = Ticket.objects.filter(agency=agency, pk__in=due.values("ticket")).order_by("pk")
        if not is_open(hours_of(agency), now):
            rows = rows.filter(priority=Priority.CRITICAL)
        tickets = list(rows.select_for_update(of=("self",), skip_locked=True)[:most])
        for ticket in tickets:
            ticket.agency = agency
            _climb(ticket, now)
    return len(tickets)


def _climb(ticket: Ticket, now: dt.datetime) -> None:
    """One after the other: each may change what is due next."""
    while due := _first_due(ticket, now):
        _take(ticket, due, now)
    keep_timers(ticket, now)


def _first_due(ticket: Ticket, now: dt.datetime) -> Due | None:
    events = list(ticket.events.order_by("pk"))
    readings = readings_of(ticket.agency, events, now)
    steps = ahead(policy_now(events), readings, taken_of(ticket.escalations.all()), hours_of(ticket.agency))
    return steps[0] if steps and steps[0].at <= now else None


def _take(ticket: Ticket, due: Due, now: dt.datetime) -> None:
    step, clock = due.step, System(ticket.agency)
    result = result_of(ticket, step)
    told = {"target": due.target.value, "percent": step.percent, "act": step.act, "result": result.value}
    event = settle(ticket, "escalate", actor=clock, now=now, told=told)
    Escalation.objects.create(
        agency_id=ticket.agency_id,
        ticket=ticket,
        event=event,
        target=due.target,
        run=due.run,
        ladder=due.ladder,
        percent=step.percent,
        act=step.act,
        whom=step.whom,
        person_id=step.person_id,
        priority=step.priority,
        result=result,
        at=now,
    )
    if result != StepResult.DONE:
        return
    if step.act == StepAct.RAISE:
        ticket.priority = step.priority
        settle(ticket, "prioritise", actor=clock, now=now, priority=step.priority)
    elif step.person_id and step.act in (StepAct.REASSIGN, StepAct.WATCH):
        person = Membership.objects.get(agency_id=ticket.agency_id, pk=step.person_id)
        if step.act == StepAct.WATCH:
            watch_ticket(actor=clock, ticket=ticket, person=person, now=now)
        else:
            ticket.assignee = person
            settle(ticket, "assign", actor=clock, now=now, person=person)


def acknowledge_escalation(*, actor: Member, ticket: Ticket, now: dt.datetime) -> Ticket:
    """Say that one has seen that a ticket was escalated: it leaves the list of those that nobody has seen.
    Steps that are still to come are taken all the same. Does nothing where nothing is unseen. Raises
    NotAllowed, WrongState for a closed one."""
    require(can_handle(actor, ticket))
    with transaction.atomic():
        ticket = locked_ticket(actor, ticket, now)
        unseen = Escalation.objects.unseen().filter(agency_id=actor.agency_id, ticket=ticket)
        if ticket.state in TICKETS["acknowledge"].sources and not unseen.exists():
            return ticket
        TICKETS.check("acknowledge", actor, ticket)
        unseen.update(acknowledged_by=actor.member_id, acknowledged_at=now)
        settle(ticket, "acknowledge", actor=actor, now=now)
    return ticket
