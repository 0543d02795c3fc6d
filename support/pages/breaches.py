"""Missed targets and their causes, prepared for printing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from agencies.rules.sla_clock import Reading
from agencies.states.sla import Target
from project.base import marks, query
from project.base.csv_export import lines_of
from project.base.viewer import Viewer
from support.models import Breach, BreachCause, Ticket
from support.models.breaches import BreachQuerySet
from support.rules.breaches import missing, overdue_by_clock
from support.rules.tickets import readings_of
from support.states.breaches import Cause

ORDER, KINDS = ("-due_at", "-id"), (dt.datetime, int)
#: What stands for breaches of which nobody has said why.
UNSAID = "unsaid"
CAUSES: tuple[tuple[str, Any], ...] = ((UNSAID, _lazy("Not named yet")), *Cause.choices)


def found_breaches(viewer: Viewer, asked: Mapping[str, Any], since: dt.datetime | None) -> BreachQuerySet:
    """Those of a target and of a cause, if these are named, due from a moment on."""
    rows = Breach.objects.visible_to(viewer)
    if since:
        rows = rows.filter(due_at__gte=since)
    if target := query.choice(asked, "target", Target.values):
        rows = rows.filter(target=target)
    cause = query.choice(asked, "cause", [UNSAID, *Cause.values])
    return rows.filter(cause="" if cause == UNSAID else cause) if cause else rows


def with_causes(rows: BreachQuerySet) -> BreachQuerySet:
    """Each with its ticket, and what was said of it, the last first, for `said_of`."""
    causes = BreachCause.objects.select_related("by").order_by("-id")
    return rows.select_related("ticket").prefetch_related(Prefetch("causes", causes, to_attr="said"))


def said_of(breach: Any) -> list[BreachCause]:
    """What was said of a breach that was read by `with_causes` or `of_ticket`, the last first."""
    return list(getattr(breach, "said", ()))


def breach_row(breach: Breach, now: dt.datetime) -> dict[str, Any]:
    """One row of the list."""
    return {
        "url": f"{reverse('support:ticket', args=[breach.ticket.number])}#breaches",
        "number": breach.ticket.number,
        "subject": breach.ticket.subject,
        **breach_facts(breach, now),
    }


def breach_facts(breach: Breach, now: dt.datetime) -> dict[str, Any]:
    """What there is to say of a breach."""
    said = [
        {"cause": Cause(one.cause).label, "note": one.note, "by": one.by.public_name, "at": one.at}
        for one in said_of(breach)
    ]
    return {
        "target": Target(breach.target).label,
        "due": marks.deadline(breach.due_at, now=now, done=True),
        "ended": marks.deadline(breach.ended_at, now=now, done=True) if breach.ended_at else "",
        "last": said[0] if said else None,
        "before": said[1:],
    }


def of_ticket(ticket: Ticket, readings: Mapping[Target, Reading]) -> list[Breach]:
    """All that was missed on a ticket, what is overdue this minute as well. Two queries."""
    stored = list(ticket.breaches.order_by("due_at", "id"))
    said: dict[int, list[BreachCause]] = {}
    causes = BreachCause.objects.filter(agency_id=ticket.agency_id, breach__ticket=ticket)
    for one in causes.select_related("by").order_by("-id"):
        said.setdefault(one.breach_id, []).append(one)
    for breach in stored:
        breach.ticket, breach.said = ticket, said.get(breach.pk, [])  # type: ignore[attr-defined]
    return [*stored, *missing(overdue_by_clock(ticket, readings), stored)]


def read_ticket(ticket: Ticket, now: dt.datetime) -> list[Breach]:
    """The same, where nobody has asked the clock yet."""
    return of_ticket(ticket, readings_of(ticket.agency, list(ticket.events.order_by("pk")), now))


def breach_choices(breaches: list[Breach]) -> list[tuple[Breach, str]]:
    """Each with its words, for CauseForm: where a target was missed more than once, with its number."""
    targets = [breach.target for breach in breaches]
    return [(breach, _label(breach, several=targets.count(breach.target) > 1)) for breach in breaches]


def _label(breach: Breach, *, several: bool) -> str:
    words = str(Target(breach.target).label)
    return _("%(target)s, no. %(number)s") % {"target": words, "number": breach.run} if several else words


def breach_csv(rows: BreachQuerySet) -> Iterator[str]:
    """The breaches of a list as a file."""
    header = ["Ticket", "Target", "Run", "Due", "Ended", "Cause", "Note", "Named by", "Named at"]
    return lines_of(header, map(_line, with_causes(rows).order_by(*ORDER).iterator(chunk_size=500)))


def _line(breach: Breach) -> list[Any]:
    last = next(iter(said_of(breach)), None)
    named = [last.cause, last.note, last.by.public_name, last.at.isoformat()] if last else ["", "", "", ""]
    ended = breach.ended_at.isoformat() if breach.ended_at else ""
    return [
        breach.ticket.number,
        breach.target,
        breach.run,
        breach.due_at.isoformat(),
        ended,
        *named,
    ]
