"""What a change of the policies would do to open tickets, before it is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.rules.sla_clock import Reading
from agencies.states.sla import Target
from project.base import marks
from project.base.viewer import Member
from support.models import Ticket
from support.rules.sla_policies import Chooser, Terms
from support.rules.tickets import policy_now, promised, readings_of

#: Tickets that are looked at, the latest first, and those that are shown of them.
MOST_LOOKED, MOST_SHOWN = 500, 10


@dataclass
class Effects:
    """`changed` of the `looked` tickets would get new times; `more` are open than were looked at. `rows`: the
    first of them, target by target, with the time that holds now and the one after."""

    looked: int = 0
    more: bool = False
    changed: int = 0
    rows: list[tuple[Ticket, Target, dt.datetime | None, dt.datetime | None]] = field(default_factory=list)

    @property
    def words(self) -> str:
        """“9 open tickets get new due times.”"""
        if not self.changed:
            return _("No open ticket gets a new due time.")
        said = ngettext(
            "%(n)s open ticket gets new due times.", "%(n)s open tickets get new due times.", self.changed
        ) % {"n": self.changed}
        if not self.more:
            return said
        return said + " " + _("Only the latest %(n)s tickets were checked.") % {"n": MOST_LOOKED}


def effects_of(viewer: Member, policies: Sequence[Terms], now: dt.datetime) -> Effects:
    """What these policies would change for live tickets. Constant queries."""
    rows = Ticket.objects.live().filter(agency_id=viewer.agency_id).order_by("-touched_at", "-id")
    tickets = list(rows.prefetch_related("events")[: MOST_LOOKED + 1])
    found = Effects(min(len(tickets), MOST_LOOKED), len(tickets) > MOST_LOOKED)
    chooser = Chooser(viewer.agency, policies, tickets)
    for ticket in tickets[:MOST_LOOKED]:
        moved = _moved(viewer, ticket, chooser.of(ticket), now)
        if moved:
            found.changed += 1
            found.rows += [(ticket, *one) for one in moved] if found.changed <= MOST_SHOWN else []
    return found


def _moved(
    viewer: Member, ticket: Ticket, after: Terms | None, now: dt.datetime
) -> list[tuple[Target, dt.datetime | None, dt.datetime | None]]:
    events = sorted(ticket.events.all(), key=lambda event: event.pk)
    before = policy_now(events)
    if before is after or (after is not None and after.promises_like(before)):
        return []
    old = readings_of(viewer.agency, events, now)
    new = readings_of(viewer.agency, events, now, promised(after, now))
    return [
        (target, old[target].due, new[target].due) for target in Target if _differ(old[target], new[target])
    ]


def _differ(old: Reading, new: Reading) -> bool:
    return old.ended is None and (old.due != new.due or (old.goal is None) != (new.goal is None))


def effect_lines(effects: Effects, now: dt.datetime) -> list[dict[str, Any]]:
    """The rows prepared for printing; a time that is not there is paused, or nothing is promised."""
    return [
        {
            "url": reverse("support:ticket", args=[ticket.number]),
            "number": ticket.number,
            "subject": ticket.subject,
            "target": target.label,
            "before": marks.deadline(before, now=now) if before else "",
            "after": marks.deadline(after, now=now) if after else "",
        }
        for ticket, target, before, after in effects.rows
    ]
