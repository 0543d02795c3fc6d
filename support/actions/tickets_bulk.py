"""What the desk does with several tickets at once: the single verbs, one ticket after the other, each in a
transaction of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from orders.actions.offers_bulk import reasons_of
from project.base.errors import QuillhouseError, require
from project.base.viewer import Member
from support.models import Ticket
from support.rules.tickets import can_handle, works_on_tickets
from support.states.tickets_bulk import TAKES, BulkAct

from .ticket_handling import assign_ticket, press_ticket, prioritise_ticket
from .ticket_snoozing import snooze_ticket
from .ticket_tags import add_tags

#: Tickets that one press takes at most.
MOST = 50


@dataclass(frozen=True)
class TicketOutcome:
    """What became of one ticket: done, or refused and untouched, for the reasons given."""

    ticket: Ticket
    reasons: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        return not self.reasons


def act_on_tickets(
    *, actor: Member, tickets: Sequence[Ticket], act: BulkAct, given: Any, now: dt.datetime
) -> list[TicketOutcome]:
    """Do the same with each ticket. What one refuses keeps no other back, and sending the same again changes
    nothing. `given` is what the act takes (TAKES): whom (None for no one), which priority, which tags besides
    those that it has, until when. Raises NotAllowed for anyone who is not of the desk."""
    require(works_on_tickets(actor))
    outcomes = []
    for ticket in tickets[:MOST]:
        try:
            _act(actor, ticket, act, given, now)
        except QuillhouseError as refusal:
            outcomes.append(TicketOutcome(ticket, reasons_of(refusal)))
        else:
            outcomes.append(TicketOutcome(ticket))
    return outcomes


def _act(actor: Member, ticket: Ticket, act: BulkAct, given: Any, now: dt.datetime) -> None:
    require(can_handle(actor, ticket), _("You can’t handle a ticket of your own."))
    about: dict[str, Any] = {"actor": actor, "ticket": ticket, "now": now}
    if act not in TAKES:
        press_ticket(verb=act.value, **about)
        return
    single: Any = {
        BulkAct.ASSIGN: assign_ticket,
        BulkAct.PRIORITISE: prioritise_ticket,
        BulkAct.TAG: add_tags,
        BulkAct.SNOOZE: snooze_ticket,
    }[act]
    single(**{TAKES[act]: given}, **about)
