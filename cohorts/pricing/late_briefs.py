"""Until when the brief of a member keeps the deadline of their class, and to when a later one moves it."""

from __future__ import annotations

import datetime as dt

from catalog.pricing.formula import PriceBook, urgency_of
from catalog.pricing.offering import price_book
from catalog.pricing.paces import SHORTEST
from cohorts.models import CohortMember, Placing

HOUR = dt.timedelta(hours=1)


def least_time(book: PriceBook, asked_at: dt.datetime, deadline: dt.datetime) -> dt.timedelta:
    """The shortest time for one order at the price that was asked at `asked_at` for `deadline`: with less,
    the next faster tier of the price list would apply. Pure."""
    priced = urgency_of(book, asked_at, deadline)
    hours = [tier.within_hours for tier in book.urgencies]
    faster = [each for each in hours if priced is None or each < priced.within_hours]
    return max(dt.timedelta(hours=max(faster, default=0)) + HOUR, SHORTEST)


def brief_by(book: PriceBook, asked_at: dt.datetime, deadline: dt.datetime) -> dt.datetime:
    """The last moment at which a brief keeps the deadline. Pure."""
    return max(deadline - least_time(book, asked_at, deadline), asked_at)


def late_deadline(placing: Placing, now: dt.datetime) -> dt.datetime:
    """When a text is due whose brief comes at `now`: the deadline of the class, or, where less time is left
    than the price was for, that time after the brief, at a full hour."""
    book = price_book(placing.book_id)
    if now <= brief_by(book, placing.asked_at, placing.deadline):
        return placing.deadline
    soonest = now + least_time(book, placing.asked_at, placing.deadline)
    whole = soonest.replace(minute=0, second=0, microsecond=0)
    return max(whole if whole == soonest else whole + HOUR, placing.deadline)


def keeps_until(member: CohortMember) -> dt.datetime | None:
    """The last moment at which the brief of a member keeps the deadline of the class; None before it was
    asked for."""
    placing = member.placing
    if placing is None:
        return None
    return brief_by(price_book(placing.book_id), placing.asked_at, placing.deadline)


def due_of(member: CohortMember, now: dt.datetime) -> dt.datetime | None:
    """When the text of a member is due: as agreed, or, while the brief is asked for, as it would be if that
    came now. None before anything was ordered."""
    if member.order is not None:
        return member.order.client_deadline
    if member.placing is None or member.draft_id is None or member.removed_at:
        return None
    return late_deadline(member.placing, now)
