"""A writer's calendar as calendar programs read it (RFC 5545), and the links to it in the security centre."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from accounts.hooks import Credential
from agencies.models import Membership
from agencies.rules.absolute_urls import agency_url
from agencies.rules.agencies import is_writer
from project.base.viewer import Member
from writers.actions.calendar_feeds import MOST, revoke_feeds_of
from writers.models import BlackoutPeriod, CalendarFeed
from writers.querysets.studio_day import owed_work
from writers.rules.half_days import NOON, day_of, half_of

#: Events of one calendar.
MOST_EVENTS = 200
#: Time off that is over stays in the calendar for so many half-days.
PAST_HALVES = 2 * 31


def calendar_of(member: Membership, now: dt.datetime) -> bytes:
    """What a member has to hand in, by when, and when they are away: numbers and titles, no client and no
    money. Times are UTC, UIDs the same each time. Three queries."""
    viewer = Member(member.agency, membership=member)
    calendar = Calendar()
    calendar.add("prodid", "-//Quillhouse//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", member.agency.name)
    events = chain(_work(viewer), _time_off(member, now))
    for name, fields in islice(events, MOST_EVENTS):
        event = Event()
        event.add("uid", f"{name}@{member.agency.code}")
        event.add("dtstamp", now.astimezone(dt.UTC))
        for field, value in fields.items():
            event.add(field, value)
        calendar.add_component(event)
    return calendar.to_ical()


def _work(viewer: Member) -> Iterator[tuple[str, Mapping[str, Any]]]:
    house = agency_url(viewer.agency, "/").removesuffix("/")
    for row in owed_work(viewer):
        number, title = row["number"], row["title"]
        revises = row["revision_due"] is not None
        words = _("Revision due: %(number)s %(title)s") if revises else _("Due: %(number)s %(title)s")
        yield (
            f"{'revision' if revises else 'order'}-{number}",
            {
                "summary": words % {"number": number, "title": title},
                "dtstart": row["due"].astimezone(dt.UTC),
                "url": house + reverse("orders:order", args=[number]),
                "transp": "TRANSPARENT",
            },
        )


def _time_off(member: Membership, now: dt.datetime) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Whole days as days, halves as times. Why somebody is away is nobody's business who has the link."""
    zone = member.user.zone or member.agency.zone
    rows = BlackoutPeriod.objects.filter(agency_id=member.agency_id, member=member)
    ahead = rows.filter(to_half__gt=half_of(now, zone) - PAST_HALVES).order_by("from_half", "pk")
    for row in ahead[:MOST_EVENTS]:
        whole = row.from_half % 2 == row.to_half % 2 == 0
        start, end = (
            (day_of(half) if whole else _moment(half, zone)) for half in (row.from_half, row.to_half)
        )
        yield f"time-off-{row.public_id}", {"summary": _("Time off"), "dtstart": start, "dtend": end}


def _moment(half: int, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    """When a half-day begins."""
    local = dt.datetime.combine(day_of(half), dt.time(NOON if half % 2 else 0), tzinfo=zone)
    return local.astimezone(dt.UTC)


def feed_url(member: Membership, key: str) -> str:
    """The whole address that is given to a calendar program."""
    return agency_url(member.agency, reverse("writers:calendar_feed", args=[key]))


class FeedCredentials:
    """See accounts.hooks.Credentials."""

    def live(self, viewer: Member) -> list[Credential]:
        if not is_writer(viewer):
            return []  # They end with the role.
        rows = CalendarFeed.objects.visible_to(viewer).live().order_by("-created_at", "-pk")
        return [
            Credential(
                kind=_("Calendar link"),
                name=row.name,
                created_at=row.created_at,
                last_used_at=row.last_used_at,
                path=reverse("writers:calendar_feeds"),
                revoke_path=reverse("writers:calendar_feed_revoke", args=[row.public_id]),
            )
            for row in rows[:MOST]
        ]

    def revoke(self, *, user: Any, now: dt.datetime) -> int:
        return revoke_feeds_of(user=user, now=now)
