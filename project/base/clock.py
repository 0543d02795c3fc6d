"""Time is an argument: views and jobs read the clock here once and pass it on as `now`."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

#: No date before or after these is ever stored: the extremes overflow when a page shows them in another zone.
EARLIEST = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
LATEST = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def within_range(moment: dt.datetime) -> bool:
    """Whether an aware `moment` lies in the range that the program stores."""
    return EARLIEST <= moment < LATEST
