"""A writer's day, prepared: what is late and due, how much they have in hand, the coming two weeks, money."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agencies.rules.working_hours import calendar_of
from orders.models import Offer
from project.base import formatting, marks
from project.base.viewer import Member
from writers.querysets import earnings
from writers.querysets.studio_day import owed_work
from writers.rules import half_days, reason_words
from writers.rules.earnings import month_at
from writers.rules.own_offers import Standing, standing_of

from .earnings import ZERO, to_come, total_words

DAYS = 14


@dataclass(frozen=True)
class Meter:
    """How much of a limit is used; `most` is 0 where there is none."""

    label: str
    words: str
    value: float
    most: int


def day_of(viewer: Member, now: dt.datetime) -> dict[str, Any]:
    """The page. Nine queries."""
    standing, work = standing_of(viewer, now), list(owed_work(viewer))
    zone = standing.facts.zone
    today = now.astimezone(zone).date()
    rows = [_row(each, zone, now) for each in work]
    return {
        "late": [row for row in rows if row["late"]],
        "today": [row for row in rows if not row["late"] and row["day"] == today],
        "revisions": [row for row in rows if row["revises"] and not row["late"] and row["day"] != today],
        "meters": _meters(standing, now),
        "days": _days(viewer, standing, rows, today),
        **_money(viewer, now),
    }


def _row(work: Mapping[str, Any], zone: dt.tzinfo, now: dt.datetime) -> dict[str, Any]:
    return {
        "number": work["number"],
        "title": work["title"],
        "due": marks.deadline(work["due"], now=now),
        "day": work["due"].astimezone(zone).date(),
        "late": work["due"] <= now,
        "revises": work["revision_due"] is not None,
    }


def _meters(standing: Standing, now: dt.datetime) -> list[Meter]:
    facts, capacity = standing.facts, standing.facts.capacity
    hours = reason_words.plain(standing.hours)
    found = [
        Meter(
            _("Orders"),
            _("%(n)s of %(most)s orders") % {"n": facts.active, "most": capacity.max_active},
            facts.active,
            capacity.max_active,
        ),
        Meter(
            _("Hours of work"),
            _("%(n)s of %(most)s hours") % {"n": hours, "most": capacity.max_hours}
            if capacity.max_hours
            else _("%(n)s hours") % {"n": hours},
            float(standing.hours),
            capacity.max_hours or 0,
        ),
    ]
    if capacity.max_per_day:
        words = {"n": facts.given_on(now), "most": capacity.max_per_day}
        said = _("%(n)s of %(most)s orders") % words
        found.append(Meter(_("New today"), said, facts.given_on(now), capacity.max_per_day))
    return found


def _days(
    viewer: Member, standing: Standing, rows: Sequence[Mapping[str, Any]], today: dt.date
) -> list[dict[str, Any]]:
    """The coming two weeks: what is due on each day, and whether the writer works then."""
    due: dict[dt.date, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        due[row["day"]].append(row)
    holidays, week = calendar_of(viewer.agency).holidays, standing.facts.capacity.working_days
    found = []
    for day in (today + dt.timedelta(days=n) for n in range(DAYS)):
        first = half_days.morning_of(day)
        away = sum(start <= half < end for half in (first, first + 1) for start, end in standing.facts.away)
        works = day.weekday() in week and day not in holidays
        words = _("Away") if away == 2 else _("Away half the day") if away else "" if works else _("Off")
        found.append({"day": formatting.date(day), "due": due[day], "words": words, "today": day == today})
    return found


def _money(viewer: Member, now: dt.datetime) -> dict[str, str]:
    """What was earned this month, and what is to come. Four queries."""
    agency = viewer.agency
    start, end = month_at(now, agency.zone).span(agency.zone)
    booked = earnings.of_person(agency.pk, viewer.member_id).filter(at__gte=start, at__lt=end)
    coming = sum((each.amount for each in to_come(agency, viewer.membership)), start=ZERO)
    return {"earned": total_words(agency, booked), "to_come": formatting.money(coming, agency.currency)}


def declined_row(offer: Offer) -> dict[str, Any]:
    """One offer that was declined; nothing of its order."""
    assert offer.answered_at is not None
    return {
        "fee": formatting.money(offer.fee, offer.order.currency),
        "offered_at": offer.offered_at,
        "answered_at": offer.answered_at,
        "why": offer.why_declined,
        "reason": offer.decline_reason,
    }
