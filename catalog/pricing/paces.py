"""How soon somebody needs the work, before there is a deadline: one of the urgency tiers, or no hurry.

A pace costs the same at any moment. A deadline costs what the time that is left to it costs, so a pace
becomes a deadline only with the draft that is made of it. Pure functions.
"""

from __future__ import annotations

import datetime as dt

from .formula import PriceBook, UrgencyTier

#: The shortest time from placing an order to its deadline.
SHORTEST = dt.timedelta(hours=3)


def paces(book: PriceBook) -> tuple[UrgencyTier, ...]:
    """The tiers that can be ordered, from the tightest on: those that reach beyond the shortest time."""
    return tuple(tier for tier in book.urgencies if _span(tier) > SHORTEST)


def deadline_of(pace: UrgencyTier | None, now: dt.datetime) -> dt.datetime | None:
    """The latest deadline, in whole minutes, at which work ordered at `now` is priced at this pace; None when
    there is no hurry, as any deadline beyond the tiers costs the same."""
    return (now + _span(pace)).replace(second=0, microsecond=0) if pace else None


def latest_deadline(pace: UrgencyTier | None, book: PriceBook, now: dt.datetime) -> dt.datetime:
    """A deadline that is priced at this pace: that of its draft, or one beyond every tier of `book`."""
    widest = max((_span(tier) for tier in book.urgencies), default=SHORTEST)
    return deadline_of(pace, now) or now + widest + dt.timedelta(hours=1)


def _span(tier: UrgencyTier) -> dt.timedelta:
    return dt.timedelta(hours=tier.within_hours)
