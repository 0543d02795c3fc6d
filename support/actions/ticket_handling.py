"""What the desk does with a ticket beside answering, and what whoever asked does beside writing."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from agencies.states.roles import STAFF
from agencies.states.sla import Priority
from project.base.errors import Invalid, require
from project.base.viewer import Member, Viewer
from support.models import Ticket
from support.rules.tickets import can_handle
from support.states.tickets import PRESSED

from .ticket_moves import TICKETS, locked_ticket, move_ticket, settle


def press_ticket(*, actor: Viewer, ticket: Ticket, verb: str, now: dt.datetime) -> Ticket:
    """Move a ticket along one of PRESSED, which take nothing but a click. The second click does nothing.
    Raises NotAllowed, WrongState, KeyError for another verb."""
    if verb not in (*PRESSED, "expire"):
        raise KeyError(verb)
    require(TICKETS.may(verb, actor, ticket))
    with transaction.atomic():
        ticket = locked_ticket(actor, ticket, now)
        if TICKETS.check(verb, actor, ticket):
            move_ticket(ticket, verb, actor=actor, now=now)
    return ticket


def handle_ticket(
    *, actor: Member, ticket: Ticket, assignee: Membership | None, priority: str, now: dt.datetime
) -> Ticket:
    """Say who takes care of a ticket, and how urgent it is; what is the same stays. The new priority moves
    what is due. Raises NotAllowed, WrongState for a closed one, Invalid under "assignee" for who is not of
    the desk or asked themself, under "priority" for one that isn't."""
    require(can_handle(actor, ticket))
    with transaction.atomic():
        ticket = locked_ticket(actor, ticket, now)
        TICKETS.check("handle", actor, ticket)
        _check_assignee(ticket, assignee)
        _prioritise(ticket, priority, actor, now)
        _assign(ticket, assignee, actor, now)
    return ticket


def assign_ticket(*, actor: Member, ticket: Ticket, assignee: Membership | None, now: dt.datetime) -> Ticket:
    """Say who takes care of a ticket alone; otherwise as handle_ticket."""
    require(can_handle(actor, ticket))
    with transaction.atomic():
        ticket = locked_ticket(actor, ticket, now)
        TICKETS.check("handle", actor, ticket)
        _check_assignee(ticket, assignee)
        _assign(ticket, assignee, actor, now)
    return ticket


def prioritise_ticket(*, actor: Member, ticket: Ticket, priority: str, now: dt.datetime) -> Ticket:
    """Say how urgent a ticket is alone; otherwise as handle_ticket."""
    require(can_handle(actor, ticket))
    with transaction.atomic():
        ticket = locked_ticket(actor, ticket, now)
        TICKETS.check("handle", actor, ticket)
        _prioritise(ticket, priority, actor, now)
    return ticket


def _prioritise(ticket: Ticket, priority: str, actor: Member, now: dt.datetime) -> None:
    if priority not in Priority.values:
        raise Invalid({"priority": _("Choose an option from the list.")})
    if priority != ticket.priority:
        ticket.priority = priority
        settle(ticket, "prioritise", actor=actor, now=now, priority=priority)


def _assign(ticket: Ticket, assignee: Membership | None, actor: Member, now: dt.datetime) -> None:
    if (assignee.pk if assignee else None) != ticket.assignee_id:
        ticket.assignee = assignee
        settle(ticket, "assign", actor=actor, now=now, person=assignee)


def _check_assignee(ticket: Ticket, person: Membership | None) -> None:
    if person is None or person.pk == ticket.assignee_id:
        return
    if person.pk == ticket.requester_id:
        raise Invalid({"assignee": _("Nobody decides in a matter of their own. Choose someone else.")})
    if (
        not Membership.objects.live()
        .with_role(*STAFF)
        .filter(agency_id=ticket.agency_id, pk=person.pk)
        .exists()
    ):
        raise Invalid({"assignee": _("Choose someone of the desk.")})
