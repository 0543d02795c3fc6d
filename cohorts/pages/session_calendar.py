"""A seat as a calendar program reads it (RFC 5545)."""

from __future__ import annotations

import datetime as dt

from icalendar import Calendar, Event

from cohorts.models import Booking


def calendar_of(booking: Booking, now: dt.datetime) -> bytes:
    """One event in UTC, under the same UID each time, so that a program replaces what it has; cancelled,
    where the seat or the session was."""
    session = booking.session
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Quillhouse//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event.add("uid", f"session-{booking.public_id}@{booking.agency.code}")
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("sequence", session.version)
    event.add("summary", session.title)
    event.add("dtstart", session.starts_at.astimezone(dt.UTC))
    event.add("dtend", session.ends_at.astimezone(dt.UTC))
    if session.place:
        event.add("location", session.place)
    if session.link:
        event.add("url", session.link)
    gone = booking.cancelled_at or session.cancelled_at
    event.add("status", "CANCELLED" if gone else "CONFIRMED")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
