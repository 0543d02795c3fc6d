"""Who else reads a ticket and is told of it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Membership
from project.base.errors import Invalid, require
from project.base.viewer import Member, Viewer
from support.models import Ticket, TicketWatcher
from support.rules.ticket_watchers import can_remove_watcher, possible_watchers

from .ticket_moves import TICKETS, locked_ticket, settle

#: People who watch one ticket, at most; the agency's clock may go beyond.
MOST_WATCHERS = 20


def watch_ticket(*, actor: Viewer, ticket: Ticket, person: Membership, now: dt.datetime) -> TicketWatcher:
    """Have `person` read a ticket and be told of what happens on it, but of no internal note unless they are
    of the desk. Who watches it already stays as they are. `actor` is whoever handles it, or the clock
    (`System`).

    Raises NotAllowed, WrongState for one that is over, Invalid under "person" for who may not read it
    (rules.ticket_watchers.possible_watchers), and when MOST_WATCHERS do.
    """
    require(TICKETS.may("watch", actor, ticket))
    with transaction.atomic():
        ticket = locked_ticket(actor, ticket, now)
        TICKETS.check("watch", actor, ticket)
        if kept := TicketWatcher.objects.filter(ticket=ticket, person=person).first():
            return kept
        _check_person(actor, ticket, person)
        made = add_watcher(ticket, person, by=actor, now=now)
        settle(ticket, "watch", actor=actor, now=now, person=person)
    return made


def unwatch_ticket(*, actor: Member, ticket: Ticket, person: Membership, now: dt.datetime) -> None:
    """Take a watcher off: by the desk, or by themself. Who does not watch it is left alone. Raises
    NotAllowed."""
    require(can_remove_watcher(actor, ticket, person))
    with transaction.atomic():
        ticket = locked_ticket(actor, ticket, now)
        require(can_remove_watcher(actor, ticket, person))
        gone, _each = TicketWatcher.objects.filter(ticket=ticket, person=person).delete()
        if gone:
            settle(ticket, "unwatch", actor=actor, now=now, person=person)


def add_watcher(ticket: Ticket, person: Membership, *, by: Viewer, now: dt.datetime) -> TicketWatcher:
    """The row, on a locked ticket that was checked."""
    return TicketWatcher.objects.create(
        agency_id=ticket.agency_id, ticket=ticket, person=person, added_by_id=by.member_id or None, since=now
    )


def _check_person(actor: Viewer, ticket: Ticket, person: Membership) -> None:
    if person.pk == ticket.requester_id:
        raise Invalid({"person": _("They asked, so they read it already. Choose someone else.")})
    if not possible_watchers(ticket).filter(pk=person.pk).exists():
        raise Invalid({"person": _("Choose someone of the desk, or of the client account of the order.")})
    if isinstance(actor, Member) and ticket.watchers.count() >= MOST_WATCHERS:
        words = _("%(most)s people watch this ticket already. Remove one first.")
        raise Invalid({"person": words % {"most": MOST_WATCHERS}})
