"""Tickets for tests, made through the actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from agencies.states.sla import Target
from project.base.viewer import Member
from support.actions.saved_replies import save_reply
from support.actions.tickets import open_ticket, write_question, write_reply
from support.models import SavedReply, Ticket, TicketTimer
from tests.helpers.cast import START, Cast

MINUTE = dt.timedelta(minutes=1)


def opened(cast: Cast, *, by: Member | None = None, now: dt.datetime = START, **facts: Any) -> Ticket:
    """A ticket of Clara's, or of somebody else's."""
    said = {"subject": "Change of address", "text": "We moved. Where do I enter it?", **facts}
    return open_ticket(actor=by or cast.clara, now=now, **said)


def replied(cast: Cast, ticket: Ticket, *, now: dt.datetime, then: str = "waiting") -> None:
    """Sam answers."""
    write_reply(actor=cast.sam, ticket=ticket, text="On the right.", then=then, now=now)


def asked(cast: Cast, ticket: Ticket, *, now: dt.datetime, by: Member | None = None) -> None:
    """Clara writes again."""
    write_question(actor=by or cast.clara, ticket=ticket, text="I don’t see it.", now=now)


def fresh(ticket: Ticket) -> Ticket:
    """As it is stored."""
    return Ticket.objects.select_related("agency", "requester", "assignee").get(pk=ticket.pk)


def timer(ticket: Ticket, target: Target) -> TicketTimer:
    return TicketTimer.objects.get(ticket=ticket, target=target)


def verbs(ticket: Ticket) -> list[str]:
    """What happened, in order."""
    return list(ticket.events.values_list("verb", flat=True))


def kept_reply(cast: Cast, title: str = "Address") -> SavedReply:
    """A reply that the desk has saved."""
    return save_reply(actor=cast.sam, title=title, text="Dear {customer}, on the right.", now=START)
