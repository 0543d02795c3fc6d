"""Two tickets about the same matter become one."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from agencies.states.sla import Target
from project.base.errors import Invalid, NotVisible, WrongState, require
from project.base.viewer import Member
from support.models import Ticket, TicketWatcher
from support.rules.ticket_watchers import possible_watchers
from support.states.tickets import LIVE

from .ticket_moves import TICKETS, close_due, move_ticket
from .ticket_tags import take_tags_along
from .ticket_watchers import MOST_WATCHERS, add_watcher

#: Targets that say that a reply is owed.
REPLIES = (Target.FIRST_REPLY, Target.NEXT_REPLY)


def merge_ticket(*, actor: Member, ticket: Ticket, into: Ticket, now: dt.datetime) -> Ticket:
    """Merge a ticket into another one of the same requester, for good. Its messages are read there, later
    ones go there, its clocks end; a reply that was owed on it is owed there from now on. Watchers of either
    watch both, as far as they may read both; tags go along. The second click does nothing.

    Returns the ticket that goes on. Raises NotAllowed; NotVisible for a stranger's; Invalid under "into" for
    itself, for another requester's and for one that is solved or over; WrongState for a ticket that is over,
    or was merged into another one.
    """
    require(TICKETS.may("merge", actor, ticket))
    with transaction.atomic():
        ticket, into = _locked_both(actor, ticket, into, now)
        if not TICKETS.check("merge", actor, ticket):
            return _merged_before(ticket, into)
        _check_target(ticket, into)
        owes = ticket.timers.running().filter(target__in=REPLIES).exists()
        Ticket.objects.filter(agency_id=ticket.agency_id, merged_into=ticket).update(merged_into=into)
        ticket.merged_into = into
        move_ticket(ticket, "merge", actor=actor, now=now)
        move_ticket(into, "absorb_question" if owes else "absorb", actor=actor, now=now)
        take_tags_along(ticket, into)
        _share_watchers(actor, ticket, into, now)
    return into


def _locked_both(actor: Member, ticket: Ticket, into: Ticket, now: dt.datetime) -> tuple[Ticket, Ticket]:
    """Both afresh, the lower id first, as `locked_ticket` gives them."""
    rows = Ticket.objects.visible_to(actor).filter(pk__in=[ticket.pk, into.pk])
    found = {row.pk: row for row in rows.order_by("pk").select_for_update(of=("self",))}
    if len(found) < len({ticket.pk, into.pk}):
        raise NotVisible()
    for row in found.values():
        row.agency = actor.agency
        close_due(row, now)
    return found[ticket.pk], found[into.pk]


def _merged_before(ticket: Ticket, into: Ticket) -> Ticket:
    if ticket.merged_into_id != into.pk:
        raise WrongState(_("This ticket was merged into another one already."))
    return into


def _check_target(ticket: Ticket, into: Ticket) -> None:
    if into.pk == ticket.pk:
        raise Invalid({"into": _("Choose another ticket than this one.")})
    if (into.requester_id, into.sender_id) != (ticket.requester_id, ticket.sender_id):
        raise Invalid({"into": _("Choose a ticket of the same person.")})
    if into.state not in LIVE:
        raise Invalid({"into": _("Choose a ticket that is open or waiting.")})


def _share_watchers(actor: Member, ticket: Ticket, into: Ticket, now: dt.datetime) -> None:
    """Each watcher of one watches the other too, where that may be shown to them and has room."""
    for source, target in ((ticket, into), (into, ticket)):
        watching = TicketWatcher.objects.filter(agency_id=source.agency_id, ticket=source).values("person_id")
        known = TicketWatcher.objects.filter(agency_id=target.agency_id, ticket=target).values("person_id")
        new = possible_watchers(target).filter(pk__in=watching).exclude(pk__in=known).order_by("pk")
        room = max(0, MOST_WATCHERS - known.count())
        people: list[Membership] = list(new[:room])
        for person in people:
            add_watcher(target, person, by=actor, now=now)
