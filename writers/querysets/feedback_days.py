"""When feedback counts, and when the last thirty or ninety days of an agency began."""

from __future__ import annotations

import datetime as dt

from django.db.models import Case, DateTimeField, F, When

from agencies.models import Agency

#: When a row counts from: an anonymous one from its release with others, since when it was given would tell
#: whose it is.
COUNTS_FROM = Case(
    When(anonymous=True, then=F("released_at")), default=F("given_at"), output_field=DateTimeField()
)


def first_moment(agency: Agency, days: int, now: dt.datetime) -> dt.datetime:
    """When the last `days` days began at the agency; today is one of them."""
    first = now.astimezone(agency.zone).date() - dt.timedelta(days=days - 1)
    return dt.datetime.combine(first, dt.time(), agency.zone).astimezone(dt.UTC)
