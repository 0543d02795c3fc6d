"""Reminders of sessions: the day before, once for each seat."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from agencies.models import Agency
from cohorts.models import Booking, Session
from project.base.jobs import Urgency, defer

#: How long before a session who holds a seat is reminded. Who books later than that knows of it.
BEFORE = dt.timedelta(days=1)
#: Reminders that one call sets off, at most.
MOST = 100


def remind_booked(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Set off the reminder of each seat at a session that begins within a day, once; of none that was booked
    within that day. Returns how many."""
    soon = Session.objects.standing().filter(agency=agency, starts_at__gt=now, starts_at__lte=now + BEFORE)
    with transaction.atomic():
        due = Booking.objects.live().filter(agency=agency, reminded_at=None, session__in=soon)
        rows = due.order_by("pk").select_for_update(of=("self",), skip_locked=True)[:most]
        found = list(rows.select_related("session"))
        for booking in found:
            booking.reminded_at = now
            booking.save(update_fields=["reminded_at"])
            if booking.booked_at <= booking.session.starts_at - BEFORE:
                defer("cohorts.remind_of_session", Urgency.SOON, booking_id=booking.pk)
    return len(found)
