"""A writer's capacity, prepared for its page and for the answers of the API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.hooks import PersonPanel
from agencies.models import Agency, Membership
from agencies.rules.working_hours import calendar_of
from agencies.states.roles import Role
from orders.hooks.eligibility import Reason
from project.base import formatting
from project.base.viewer import Viewer
from writers.querysets.due_work import DueWork, due_work_of
from writers.querysets.people import Facts, efforts_of, people_facts
from writers.rules import heat_map
from writers.rules.capacity import Load, load_of
from writers.rules.half_days import INSTANT, half_of
from writers.rules.heat_map import Day, Due, Time
from writers.rules.reason_words import plain
from writers.rules.standing import standing
from writers.states.capacity import DayKind


@dataclass(frozen=True)
class Standing:
    """How a writer stands now: what they have set, what they have in hand, what speaks against more, and the
    coming weeks day by day."""

    member: Membership
    facts: Facts
    load: Load
    reasons: Sequence[Reason]
    days: Sequence[Day]
    next_free: dt.date | None


def standings_of(agency: Agency, people: Sequence[Membership], now: dt.datetime) -> list[Standing]:
    """Of each of these people, in five queries however many they are."""
    ids = [person.pk for person in people]
    facts, efforts = people_facts(agency, ids, now), efforts_of(agency)
    work = due_work_of(agency, ids, efforts, now)
    return [
        _standing(agency, person, facts[person.pk], work.get(person.pk, []), efforts, now)
        for person in people
    ]


def _standing(
    agency: Agency,
    person: Membership,
    facts: Facts,
    work: Sequence[DueWork],
    efforts: dict[int, Any],
    now: dt.datetime,
) -> Standing:
    load, reasons = load_of(facts, efforts, now), standing(person, facts, efforts, now)
    time = Time(
        facts.capacity.working_days,
        facts.capacity.hours_per_day,
        calendar_of(agency).holidays,
        facts.away,
    )
    due = [Due(each.hours, half_of(each.until - INSTANT, facts.zone)) for each in work]
    days = heat_map.days_of_weeks(half_of(now, facts.zone), time, due)
    return Standing(person, facts, load, reasons, days, _next_free(facts, load, work, days))


def _next_free(facts: Facts, load: Load, work: Sequence[DueWork], days: Sequence[Day]) -> dt.date | None:
    """The first day on which they accept work, have a place and time. Full ones have a place again when
    enough of what they have in hand is due."""
    excess = load.active - load.most
    if excess >= len(work):
        return None
    place = work[excess].until.astimezone(facts.zone).date() if excess >= 0 else dt.date.min
    return heat_map.next_free(day for day in days if day.day >= place and facts.capacity.accepts_on(day.day))


@dataclass(frozen=True)
class Cell:
    """One day of the map as it is printed."""

    css: str
    number: str
    words: str


@dataclass(frozen=True)
class Week:
    """One row of the map."""

    label: str
    cells: list[Cell]


def weeks_of(days: Sequence[Day]) -> list[Week]:
    """The days as rows of seven."""
    rows = [days[start : start + 7] for start in range(0, len(days), 7)]
    return [Week(date_format(row[0].day, "j M"), [cell_of(day) for day in row]) for row in rows]


def cell_of(day: Day) -> Cell:
    """A day of the map: its number for the eye, its kind and hours in words for everyone."""
    css = "past" if day.past else day.kind.value
    return Cell(css, str(day.day.day), f"{formatting.date(day.day)}: {kind_words(day)}")


def kind_words(day: Day) -> str:
    """What a day is, with the hours that fall on it."""
    if day.past:
        return _("past")
    if not day.hours:
        return str(day.kind.label)
    hours = {"hours": f"{float(day.hours):.1f}".removesuffix(".0"), "kind": day.kind.label}
    return _("%(kind)s, %(hours)s hours of work") % hours


def legend() -> list[tuple[str, Any]]:
    """The kinds of days, as the map colours them."""
    return [(kind.value, kind.label) for kind in DayKind]


def weekday_heads() -> list[Any]:
    """The short names of the weekdays, Monday first."""
    return [WEEKDAYS_ABBR[number] for number in range(7)]


def panel(standing: Standing) -> Mapping[str, Any]:
    """What the page says above the form."""
    load = standing.load
    return {
        "meters": [meter for meter in (_orders(load), _hours(load), _today(load)) if meter],
        "free_slots": _room(standing),
        "reasons": standing.reasons,
        "next_free": formatting.date(standing.next_free) if standing.next_free else "",
        "weeks": weeks_of(standing.days),
        "heads": weekday_heads(),
        "legend": legend(),
        "holidays": [
            formatting.date(day)
            for day in sorted(calendar_of(standing.member.agency).holidays)
            if standing.days[0].day <= day <= standing.days[-1].day
        ],
        "zone": standing.facts.zone.key,
    }


def rows_of(agency: Agency, people: Sequence[Membership], now: dt.datetime) -> list[dict[str, Any]]:
    """Rows of the map of all writers. Days stand one below the other, although it may be Sunday for one and
    Monday for the next."""
    standings = standings_of(agency, people, now)
    first = min((each.days[0].day for each in standings), default=None)
    return [
        {
            "name": each.member.public_name,
            "url": capacity_url(each.member),
            "orders": _orders(each.load),
            "hours": plain(each.load.hours),
            "reasons": each.reasons,
            "next_free": formatting.date(each.next_free) if each.next_free else "",
            "cells": _strip(each.days, first or each.days[0].day),
            "summary": _summary(each.days),
        }
        for each in standings
    ]


def _room(standing: Standing) -> str:
    """Places that orders could have; none while something speaks against any order."""
    if standing.reasons:
        return _("None at the moment")
    free = standing.load.free_slots
    return ngettext("%(n)s free place", "%(n)s free places", free) % {"n": free}


def _strip(days: Sequence[Day], first: dt.date) -> list[Cell]:
    """As many cells as there are days, from the day `first` on: empty ones before those that are known."""
    empty = [Cell("none", "", "")] * (days[0].day - first).days
    return [*empty, *map(cell_of, days)][: len(days)]


def _summary(days: Sequence[Day]) -> str:
    """How many of the coming days are of which kind, for who does not see the map."""
    coming = [day.kind for day in days if not day.past]
    counts = [(kind.label, coming.count(kind)) for kind in DayKind]
    return ", ".join(f"{label}: {count}" for label, count in counts if count)


@dataclass(frozen=True)
class Meter:
    """A count beside its limit."""

    label: str
    value: str
    most: str
    words: str


def _orders(load: Load) -> Meter:
    words = _("%(n)s of %(most)s") % {"n": load.active, "most": load.most}
    return Meter(_("Orders at once"), str(min(load.active, load.most)), str(load.most), words)


def _hours(load: Load) -> Meter:
    held = plain(load.hours)
    if load.most_hours is None:
        return Meter(_("Hours of work"), "", "", _("%(held)s, no limit") % {"held": held})
    value = f"{min(load.hours, load.most_hours):.1f}"
    words = _("%(n)s of %(most)s") % {"n": held, "most": load.most_hours}
    return Meter(_("Hours of work"), value, str(load.most_hours), words)


def _today(load: Load) -> Meter | None:
    if load.most_today is None:
        return None
    words = _("%(n)s of %(most)s") % {"n": load.today, "most": load.most_today}
    return Meter(_("New orders today"), str(min(load.today, load.most_today)), str(load.most_today), words)


def capacity_url(member: Membership) -> str:
    """The desk's page about one writer's capacity."""
    return reverse("writers:desk_capacity", args=[member.public_id])


def person_panel(viewer: Viewer, member: Membership, now: dt.datetime) -> PersonPanel | None:
    """See agencies.hooks.PersonPanels: the way to the capacity of a member who writes. Asks nothing."""
    if member.ended_at is not None or Role.WRITER not in member.roles:
        return None
    return PersonPanel("writers/capacity/_person_panel.html", {"url": capacity_url(member)})
