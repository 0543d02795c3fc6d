"""From when on a deadline is realistic: a rule of thumb for clients, not a
promise and not a limit. Pure functions.

    working days = 1 to find a writer + quantity / pace, rounded up + 1 for
    the editor (where the agency has review)

counted from the day after, in days on which the agency opens, until the last of them closes. The paces are
what one person writes well in a working day; a larger text is often divided, so it may be done sooner.
"""

from __future__ import annotations

import datetime as dt

from agencies.rules.working_hours import MOST_DAYS as AS_FAR
from agencies.rules.working_hours import Calendar, closing_from, works_on

#: How much one writer does in a working day, by the unit of the service.
A_DAY = {"word": 1500, "page": 6, "hour": 5, "item": 10}
#: Beyond this the rule says nothing any more: such work is planned, not estimated.
MOST_DAYS = 260


def realistic_deadline(
    unit: str, quantity: int, now: dt.datetime, *, calendar: Calendar, review: bool
) -> dt.datetime | None:
    """The earliest deadline that one writer keeps without haste, when the agency closes, in its zone; None
    for what is too large to say."""
    days = 1 + -(-quantity // A_DAY[unit]) + int(review)
    if days > MOST_DAYS:
        return None
    day = now.astimezone(calendar.zone).date()
    for _passed in range(AS_FAR):
        day += dt.timedelta(days=1)
        days -= works_on(calendar, day)
        if not days:
            begins = dt.datetime.combine(day, dt.time(), tzinfo=calendar.zone)
            return closing_from(calendar, begins + dt.timedelta(seconds=1)).astimezone(calendar.zone)
    return None
