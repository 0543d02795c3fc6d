"""How soon somebody needs the work, before there is a deadline: one of the urgency tiers, or no hurry.

A pace costs the same at any moment. A deadline costs what the time that is left to it costs, so a pace
becomes a deadline only with the draft that is made of it, within the hours of the agency. Pure functions.
"""

from __future__ import annotations

import datetime as dt

from agencies.rules.working_hours import Calendar, working_before

from .formula import PriceBook, UrgencyTier

#: The shortest time from placing an order to its deadline.
SHORTEST = dt.timedelta(hours=3)
#: A draft takes so long to write, in which its price stays.
TO_WRITE = dt.timedelta(hours=1)


def paces(book: PriceBook) -> tuple[UrgencyTier, ...]:
    """The tiers that can be ordered, from the tightest on: those that reach beyond the shortest time."""
    return tuple(tier for tier in book.urgencies if _span(tier) > SHORTEST)


def deadline_of(
    pace: UrgencyTier | None, now: dt.datetime, *, book: PriceBook, calendar: Calendar
) -> dt.datetime | None:
    """The latest deadline, in whole minutes, at which work ordered at `now` is priced at this pace, and at
    which the agency works; one outside its hours where all of that time is closed. None when there is no
    hurry, as any deadline beyond the tiers costs the same."""
    if pace is None:
        return None
    latest = (now + _span(pace)).replace(second=0, microsecond=0)
    tighter = [_span(tier) for tier in book.urgencies if _span(tier) < _span(pace)]
    return working_before(calendar, latest, now + max(tighter, default=SHORTEST) + TO_WRITE) or latest


def latest_deadline(pace: UrgencyTier | None, book: PriceBook, now: dt.datetime) -> dt.datetime:
    """A deadline that is priced at this pace, whatever the hour; without a hurry one beyond every tier of
    `book`."""
    if pace is not None:
        return (now + _span(pace)).replace(second=0, microsecond=0)
    widest = max((_span(tier) for tier in book.urgencies), default=SHORTEST)
    return now + widest + dt.timedelta(hours=1)


def _span(tier: UrgencyTier) -> dt.timedelta:
    return dt.timedelta(hours=tier.within_hours)
