"""The tags of tickets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from project.base.errors import Invalid, require
from project.base.locks import hold_name
from project.base.viewer import Viewer
from support.models import Ticket, TicketTag, TicketTagging
from support.models.ticket_sorting import TAG_LIMIT

from .ticket_moves import TICKETS, locked_ticket, settle

#: Tags that a ticket may have, and an agency, at most.
MOST_OF_TICKET, MOST_OF_AGENCY = 10, 200


def tag_ticket(*, actor: Viewer, ticket: Ticket, tags: Sequence[str], now: dt.datetime) -> Ticket:
    """Give a ticket these tags and no others; small and capital letters are the same. New ones are made, and
    those that no ticket has are deleted. The second click does nothing.

    Raises NotAllowed, WrongState for a merged one, Invalid under "tags" for one that is longer than
    TAG_LIMIT, for more than MOST_OF_TICKET, and for new ones beyond MOST_OF_AGENCY.
    """
    require(TICKETS.may("tag", actor, ticket))
    wanted = _checked(tags)
    with transaction.atomic():
        ticket = locked_ticket(actor, ticket, now)
        TICKETS.check("tag", actor, ticket)
        hold_name(f"tags of tickets {ticket.agency_id}")
        if set(wanted) != set(names_of(ticket)):
            _keep(ticket, wanted)
            settle(ticket, "tag", actor=actor, now=now)
    return ticket


def add_tags(*, actor: Viewer, ticket: Ticket, tags: Sequence[str], now: dt.datetime) -> Ticket:
    """Give a ticket these tags besides those that it has; otherwise as tag_ticket."""
    require(TICKETS.may("tag", actor, ticket))
    with transaction.atomic():
        # Under the lock, so that none is lost that somebody gives it at the same moment.
        ticket = locked_ticket(actor, ticket, now)
        return tag_ticket(actor=actor, ticket=ticket, tags=[*names_of(ticket), *tags], now=now)


def names_of(ticket: Ticket) -> list[str]:
    """The tags of a ticket, in order."""
    rows = TicketTag.objects.filter(agency_id=ticket.agency_id, taggings__ticket=ticket)
    return list(rows.values_list("name", flat=True))


def take_tags_along(ticket: Ticket, into: Ticket) -> None:
    """What was merged leaves its tags to the one that goes on, as far as there is room. Both are locked."""
    room = MOST_OF_TICKET - into.taggings.count()
    known = TicketTagging.objects.filter(agency_id=into.agency_id, ticket=into).values("tag_id")
    new = ticket.taggings.exclude(tag_id__in=known).order_by("pk").values_list("tag_id", flat=True)
    _add(into, new[: max(0, room)])


def _checked(tags: Iterable[str]) -> list[str]:
    names = list(dict.fromkeys(" ".join(tag.split()).lower() for tag in tags if tag.strip()))
    for name in names:
        if len(name) > TAG_LIMIT:
            words = _("“%(tag)s” is longer than %(most)s characters.")
            raise Invalid({"tags": words % {"tag": name, "most": TAG_LIMIT}})
    if len(names) > MOST_OF_TICKET:
        raise Invalid({"tags": _("Enter %(most)s tags at most.") % {"most": MOST_OF_TICKET}})
    return names


def _keep(ticket: Ticket, wanted: list[str]) -> None:
    rows = TicketTag.objects.filter(agency_id=ticket.agency_id)
    known = dict(rows.filter(name__in=wanted).values_list("name", "pk"))
    gone = rows.filter(taggings__ticket=ticket).exclude(name__in=wanted)
    ended = list(gone.values_list("pk", flat=True))
    TicketTagging.objects.filter(agency_id=ticket.agency_id, ticket=ticket, tag_id__in=ended).delete()
    rows.filter(pk__in=ended).exclude(taggings__isnull=False).delete()
    new = [name for name in wanted if name not in known]
    if new and rows.count() + len(new) > MOST_OF_AGENCY:
        words = _("Your agency has %(most)s tags. Use one of them.")
        raise Invalid({"tags": words % {"most": MOST_OF_AGENCY}})
    for name in new:
        known[name] = TicketTag.objects.create(agency_id=ticket.agency_id, name=name).pk
    on_it = set(ticket.taggings.values_list("tag_id", flat=True))
    _add(ticket, [known[name] for name in wanted if known[name] not in on_it])


def _add(ticket: Ticket, tags: Iterable[int]) -> None:
    TicketTagging.objects.bulk_create(
        TicketTagging(agency_id=ticket.agency_id, ticket=ticket, tag_id=tag) for tag in tags
    )
