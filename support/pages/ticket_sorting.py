"""Tags and snoozes, prepared for printing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from project.base.viewer import Viewer
from support.models import Ticket, TicketSnooze, TicketTag, TicketTagging
from support.models.tickets import TicketQuerySet

#: Tags that a list offers: all that an agency can have.
MOST_TAGS = 200


def tags_of_agency(viewer: Viewer) -> list[str]:
    """The desk's tags, by name."""
    return list(TicketTag.objects.visible_to(viewer).values_list("name", flat=True)[:MOST_TAGS])


def tagged(rows: TicketQuerySet, name: str) -> TicketQuerySet:
    """Those with the tag; all, without one."""
    if not name:
        return rows
    having = TicketTagging.objects.filter(agency_id=OuterRef("agency_id"), ticket=OuterRef("pk"))
    return rows.filter(Exists(having.filter(tag__name=name)))


def awake(rows: TicketQuerySet, now: dt.datetime) -> TicketQuerySet:
    """Those that nobody has snoozed, or whose snooze is over."""
    return rows.exclude(Exists(asleep(now)))


def asleep(now: dt.datetime) -> Any:
    """The snooze of the ticket of the outer query, unless it is over."""
    rows = TicketSnooze.objects.filter(agency_id=OuterRef("agency_id"), ticket=OuterRef("pk"))
    return rows.filter(until__gt=now)


def with_tags(rows: TicketQuerySet) -> TicketQuerySet:
    """Each with its tags, for `tag_names`. One more query."""
    taggings = TicketTagging.objects.select_related("tag").order_by("tag__name")
    return rows.prefetch_related(Prefetch("taggings", taggings))


def tag_names(ticket: Ticket) -> list[str]:
    """The tags of a ticket that was read by `with_tags`."""
    return [row.tag.name for row in ticket.taggings.all()]
