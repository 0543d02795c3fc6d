"""From when on a deadline is realistic: a rule of thumb for clients, not a
promise and not a limit. Pure functions.

    working days = 1 to find a writer + quantity / pace, rounded up + 1 for
    the editor (where the agency has review)

counted from the day after, Saturdays and Sundays left out, until 17:00 in the agency's zone. The paces are
what one person writes well in a working day; a larger text is often divided, so it may be done sooner.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo

#: How much one writer does in a working day, by the unit of the service.
A_DAY = {"word": 1500, "page": 6, "hour": 5, "item": 10}
EVENING = dt.time(17, 0)
SATURDAY = 5
#: Beyond this the rule says nothing any more: such work is planned, not estimated.
MOST_DAYS = 260


def realistic_deadline(
    unit: str, quantity: int, now: dt.datetime, *, zone: zoneinfo.ZoneInfo, review: bool
) -> dt.datetime | None:
    """The earliest deadline that one writer keeps without haste, as an aware
    moment; None for what is too large to say."""
    days = 1 + -(-quantity // A_DAY[unit]) + int(review)
    if days > MOST_DAYS:
        return None
    day = now.astimezone(zone).date()
    while days:
        day += dt.timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return dt.datetime.combine(day, EVENING, tzinfo=zone)
