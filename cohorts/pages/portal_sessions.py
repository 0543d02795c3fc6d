"""Sessions on the page of a member: their seats, and those that they can book."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Q

from cohorts.models import Booking, CohortMember, Session
from cohorts.rules.sessions import held_by, why_not_book

from .sessions import sessions_of

#: Sessions that the page offers, the next ones.
MOST = 30
Url = Callable[..., str]


def portal_sessions(member: CohortMember, url: Url, now: dt.datetime) -> dict[str, Any] | None:
    """What the panel prints, in the agency’s zone; None where there is nothing ahead. `url` gives an address
    of the member’s own page. Two queries."""
    rows = sessions_ahead(member, now)
    held = held_by(member) if rows else {}
    mine = [_own(row, held[row.pk], url, now) for row in rows if row.pk in held]
    others = [row for row in rows if row.pk not in held and not row.cancelled_at]
    if not mine and not others:
        return None
    return {
        "mine": mine,
        "offered": [_offered(row, member, url, now) for row in others],
        "moves": [row for row in others if not _why_not(row, member, now)],
        "zone": str(member.agency.zone),
    }


def sessions_ahead(member: CohortMember, now: dt.datetime) -> list[Any]:
    """Those that are not over, for everybody or for the member’s group, the next first. One query."""
    fits = Q(group=None) | Q(group=member.group_id) if member.group_id else Q(group=None)
    rows = sessions_of(member.cohort).filter(fits, ends_at__gt=now).order_by("starts_at", "pk")
    return list(rows[:MOST])


def _why_not(row: Any, member: CohortMember, now: dt.datetime) -> str:
    return why_not_book(row, member, free=row.seats - row.taken, late=False, now=now)


def _own(row: Session, booking: Booking, url: Url, now: dt.datetime) -> dict[str, Any]:
    open_still = now < row.closes_at and not row.cancelled_at
    return {
        "session": row,
        "booking": booking,
        "cancel_url": url("mine_seat_cancel", booking.public_id) if open_still else "",
        "move_url": url("mine_seat_move", booking.public_id) if open_still else "",
        "calendar_url": url("mine_seat_calendar", booking.public_id),
    }


def _offered(row: Any, member: CohortMember, url: Url, now: dt.datetime) -> dict[str, Any]:
    why_not = _why_not(row, member, now)
    return {
        "session": row,
        "free": max(row.seats - row.taken, 0),
        "why_not": why_not,
        "book_url": "" if why_not else url("mine_book", row.public_id),
    }
