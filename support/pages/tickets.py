"""Lists of tickets, prepared for printing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agencies.states.sla import Priority
from project.base import marks
from project.base.paging import capped_counts, count_words
from project.base.viewer import Member, Viewer
from support.models import Escalation, Ticket, TicketTimer
from support.models.tickets import TicketQuerySet
from support.rules.ticket_times import asleep_until, judged
from support.states.tickets import LIVE, PRIORITY_TONES, TICKET_TONES, TicketState

from .ticket_sorting import asleep, awake, tag_names, tagged, with_tags

#: Lists by the last touch, and by what is due next; what is overdue is so since the longest first.
ORDER, BY_DUE, KINDS = ("-touched_at", "-id"), ("next_due_at", "id"), (dt.datetime, int)
#: How much before its time something counts as due soon.
SOON = dt.timedelta(hours=4)
#: Views of the queue, the first being what one comes for.
VIEWS: tuple[tuple[str, Any], ...] = (
    ("open", _("Open")),
    ("mine", _("Mine")),
    ("unassigned", _("Unassigned")),
    ("soon", _("Due soon")),
    ("overdue", _("Overdue")),
    ("escalated", _("Escalated")),
    ("waiting", _("Waiting")),
    ("watched", _("Watching")),
    ("snoozed", _("Snoozed")),
    ("done", _("Solved and closed")),
)


def queue_view(viewer: Viewer, name: str, now: dt.datetime) -> TicketQuerySet:
    """The tickets of one view of the queue. A snoozed one stands in those of what is due, as its clocks go
    on, and in its own."""
    rows = Ticket.objects.visible_to(viewer)
    if name == "watched":
        return Ticket.objects.watched_by(viewer).live()
    if name == "done":
        return rows.exclude(state__in=LIVE)
    live = rows.live()
    if name == "snoozed":
        return live.filter(Exists(asleep(now)))
    if name == "waiting":
        return awake(rows.filter(state=TicketState.WAITING), now)
    if name == "mine":
        return awake(live.filter(assignee_id=viewer.member_id), now)
    if name == "unassigned":
        return awake(live.filter(assignee=None), now)
    if name == "escalated":
        return live.filter(_unseen())
    if name == "soon":
        due = _timers().filter(due_at__gt=now, due_at__lte=now + SOON)
        return live.filter(Exists(due), next_due_at__lte=now + SOON)
    if name == "overdue":
        return live.filter(next_due_at__lte=now)
    return awake(rows.filter(state=TicketState.OPEN), now)


def queue_order(name: str) -> tuple[str, ...]:
    """What a view of the queue is sorted by: what is due next, where anything can be."""
    return ORDER if name in ("waiting", "watched", "done") else BY_DUE


def own_tabs(viewer: Member, watched: bool) -> list[dict[str, Any]]:
    """One's own tickets, and those that one watches, with how many. One query."""
    found = {"own": Ticket.objects.opened_by(viewer), "watched": Ticket.objects.watched_by(viewer)}
    counts = capped_counts(viewer.agency, found)
    rows = (("own", _("Yours"), "?"), ("watched", _("Watching"), "?view=watched"))
    return [
        {
            "label": label,
            "url": url,
            "active": (name == "watched") == watched,
            "count": count_words(counts[name]),
        }
        for name, label, url in rows
    ]


def _timers() -> QuerySet[TicketTimer]:
    """What runs of the ticket of the outer query."""
    return TicketTimer.objects.running().filter(agency_id=OuterRef("agency_id"), ticket_id=OuterRef("pk"))


def _unseen() -> Exists:
    """Whether a step was taken that nobody has acknowledged."""
    rows = Escalation.objects.unseen()
    return Exists(rows.filter(agency_id=OuterRef("agency_id"), ticket_id=OuterRef("pk")))


def queue_tabs(viewer: Member, chosen: str, now: dt.datetime, tag: str = "") -> list[dict[str, Any]]:
    """The views with how many tickets of a tag each has. One query."""
    wanted = {name: tagged(queue_view(viewer, name, now), tag) for name, _label in VIEWS if name != "done"}
    counts = capped_counts(viewer.agency, wanted)
    return [
        {
            "label": label,
            "url": f"?{urlencode({'view': name, **({'tag': tag} if tag else {})})}",
            "active": name == chosen,
            "count": count_words(counts[name]) if name in counts else None,
        }
        for name, label in VIEWS
    ]


def for_queue(rows: TicketQuerySet) -> Any:
    """Each with what a row of the queue prints."""
    return with_tags(with_people(rows).select_related("snooze").annotate(escalated=_unseen()))


def with_people(rows: TicketQuerySet) -> Any:
    """Each with what a row prints."""
    return rows.select_related("requester", "sender", "assignee", "order")


def queue_row(ticket: Any, now: dt.datetime) -> dict[str, Any]:
    """One row of the queue, of `for_queue`."""
    until = asleep_until(ticket, now)
    return {
        **ticket_row(ticket, now),
        "tags": [marks.badge(name) for name in tag_names(ticket)],
        "snoozed": marks.deadline(until, now=now, done=True) if until else "",
        "escalated": marks.badge(_("Escalated"), "bad") if ticket.escalated else "",
    }


def ticket_row(ticket: Any, now: dt.datetime) -> dict[str, Any]:
    """One row of a list; the order's number is the desk's to read, who sees all of them."""
    urgent = ticket.priority not in (Priority.LOW, Priority.NORMAL)
    judged(ticket, now)
    return {
        "url": reverse("support:ticket", args=[ticket.number]),
        "number": ticket.number,
        "subject": ticket.subject,
        "state": marks.badge(TicketState(ticket.state).label, TICKET_TONES[ticket.state]),
        "priority": priority_badge(ticket) if urgent else "",
        "requester": ticket.asker,
        "unverified": ticket.sender_id is not None,
        "assignee": ticket.assignee.public_name if ticket.assignee else "",
        "due": marks.deadline(ticket.due, now=now, soon=SOON),
        "touched": marks.deadline(ticket.touched_at, now=now, done=True),
    }


def priority_badge(ticket: Ticket) -> SafeString:
    """How urgent it is."""
    return marks.badge(Priority(ticket.priority).label, PRIORITY_TONES[Priority(ticket.priority)])
