"""Time off out of one's own calendar: what was imported before makes room for it, what was typed stays."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies.rules.agencies import is_writer
from project.base.errors import Invalid, require
from project.base.viewer import Member
from writers.models import BlackoutPeriod
from writers.rules.calendar_import import Read, read_calendar
from writers.rules.half_days import Period, half_of
from writers.states.capacity import BlackoutSource

from .blackouts import MOST
from .people import locked_writer


@dataclass(frozen=True)
class Imported:
    """What an import did: times off that it added and took out, events that it could not read."""

    added: int
    removed: int
    skipped: int = 0


def import_calendar(*, actor: Member, text: str, now: dt.datetime) -> Imported:
    """Enter what the calendar `text` takes of the coming year as the actor's time off.

    What an earlier import entered from now on is taken out, what is over stays; time off that was typed stays
    and is not entered twice. Raises Invalid under "calendar" for what cannot be read, or is too much.
    """
    require(is_writer(actor))
    zone = _zone(actor)
    read = read_calendar(text, zone, now)
    if len(read.periods) > MOST:
        raise Invalid(
            {"calendar": _("Use a calendar with no more than %(most)s times off.") % {"most": MOST}}
        )
    return _replace(actor, read, half_of(now, zone), now)


def remove_imported(*, actor: Member, now: dt.datetime) -> Imported:
    """Take out what imports have entered from now on. Does nothing when there is nothing."""
    require(is_writer(actor))
    return _replace(actor, Read(()), half_of(now, _zone(actor)), now)


def _replace(actor: Member, read: Read, present: int, now: dt.datetime) -> Imported:
    with transaction.atomic():
        member = locked_writer(actor, actor.membership)
        rows = BlackoutPeriod.objects.filter(agency_id=actor.agency_id, member=member, to_half__gt=present)
        removed = _take_out(rows.filter(source=BlackoutSource.CALENDAR), present)
        typed = list(rows.exclude(source=BlackoutSource.CALENDAR).values_list("from_half", "to_half"))
        left = [part for period in read.periods for part in _without(period, [*typed, (0, present)])]
        BlackoutPeriod.objects.bulk_create(
            BlackoutPeriod(
                agency=actor.agency,
                member=member,
                from_half=first,
                to_half=last,
                source=BlackoutSource.CALENDAR,
                created_at=now,
            )
            for first, last in left
        )
    return Imported(len(left), removed, read.skipped)


def _take_out(rows: QuerySet[BlackoutPeriod], present: int) -> int:
    """What is to come goes, what has begun ends with the half-day before this one."""
    begun = rows.filter(from_half__lt=present).update(to_half=present)
    gone, _kinds = rows.filter(from_half__gte=present).delete()
    return begun + gone


def _without(period: Period, others: list[Period]) -> list[Period]:
    """The parts of a period that none of the others takes."""
    parts = [period]
    for first, last in others:
        parts = [
            (max(start, low), min(end, high))
            for start, end in parts
            for low, high in ((start, first), (last, end))
            if max(start, low) < min(end, high)
        ]
    return parts


def _zone(actor: Member) -> zoneinfo.ZoneInfo:
    return actor.membership.user.zone or actor.agency.zone
