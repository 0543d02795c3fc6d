"""The clock of a live revision on the order page: how much of its time is used, and why not all counted."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from agencies.rules.sla_clock import Reading
from agencies.states.sla import ClockState
from orders.hooks.panels import Panel, Place
from orders.models import Order, OrderEvent, PointNote, RevisionRequest
from orders.rules.live_revision import active_revision
from orders.rules.sides import Sides
from orders.states.revision_choices import RevisionState
from project.base import marks
from project.base.compiled import Slot, compiled
from project.base.viewer import Viewer
from support.rules.revision_clock import GOES_ON, RESTS, read_revision
from support.states.tickets import CLOCK_TONES

from .ticket import why
from .tickets import SOON


class RevisionClockPanel:
    """Registered in orders.hooks.panels."""

    place = Place.SIDE

    def prepare(self, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> Panel | None:
        """Two queries where a revision is in work, none otherwise."""
        revision = active_revision(order)
        if revision is None or revision.state != RevisionState.IN_PROGRESS:
            return None
        reading = _read(revision, now)
        if not reading.paused and reading.state != ClockState.PAUSED:
            return None
        return Panel(
            "support/_revision_clock.html",
            {
                "title": _("Clock of revision %(number)s") % {"number": revision.number},
                "state": marks.badge(reading.state.label, CLOCK_TONES[reading.state]),
                "due": marks.deadline(reading.due, now=now, soon=SOON) if reading.due else "",
                "why": why(sides.client, reading),
            },
        )


def _read(revision: RevisionRequest, now: dt.datetime) -> Reading:
    agency_id = revision.agency_id
    notes = _notes(agency_id=agency_id, revision_id=revision.pk)
    acts = _acts(agency_id=agency_id, order_id=revision.order_id, since=revision.asked_at)
    return read_revision(revision, notes, acts, now)


@compiled
def _notes(agency_id: Slot, revision_id: Slot) -> Any:
    rows = PointNote.objects.filter(agency_id=agency_id, point__revision_id=revision_id)
    return rows.order_by("id")


@compiled
def _acts(agency_id: Slot, order_id: Slot, since: Slot) -> Any:
    rows = OrderEvent.objects.filter(agency_id=agency_id, order_id=order_id, at__gte=since)
    return rows.filter(verb__in=(*RESTS, *GOES_ON)).order_by("id")
