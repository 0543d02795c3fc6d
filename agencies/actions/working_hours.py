"""The agency's calendar: when it works, and on which days it does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from agencies.models import Agency, Holiday, WorkingHours
from agencies.models.working_hours import DAY
from agencies.rules.agencies import sets_hours
from project.base.errors import Invalid, require
from project.base.text import clean_line
from project.base.viewer import Viewer

#: Minutes since midnight at which a block opens and closes.
Block = tuple[int, int]
Week = Sequence[Sequence[Block]]

#: What an agency begins with: Monday to Friday, nine to five.
STARTER: Week = [[(9 * 60, 17 * 60)]] * 5 + [[], []]
MOST_BLOCKS = 3


def seed_hours(*, agency: Agency) -> None:
    """Give a new agency its first working hours. Asks no right: founding an
    agency calls it, inside its transaction."""
    _write(agency, STARTER)


def set_week(*, actor: Viewer, week: Week) -> list[int]:
    """Let the agency work in exactly the blocks of `week`: seven days
    from Monday on, three blocks a day at most.

    Deadlines already given stay. Answers which weekdays changed; the same week again changes nothing. Raises
    Invalid by "day_0" to "day_6" for blocks that overlap or end before they begin, and by "" for a week
    without any.
    """
    require(sets_hours(actor))
    blocks = [sorted(day) for day in week]
    _require_sound(blocks)
    with transaction.atomic():
        agency = _lock(actor)
        changed = [number for number, day in enumerate(week_of(agency)) if day != blocks[number]]
        if changed:
            WorkingHours.objects.filter(agency=agency).delete()
            _write(agency, blocks)
            _changed(agency)
    return changed


def add_holiday(*, actor: Viewer, day: dt.date, name: str) -> Holiday:
    """Let the agency rest on `day`. Deadlines already given stay.

    A day that is a holiday already takes the name; `is_new` says which it is. Raises Invalid, by "name", for
    one that is empty or too long.
    """
    require(sets_hours(actor))
    name = _name(name)
    with transaction.atomic():
        agency = _lock(actor)
        holiday, is_new = Holiday.objects.update_or_create(agency=agency, day=day, defaults={"name": name})
        _changed(agency)
    holiday.is_new = is_new
    return holiday


def add_holidays(*, actor: Viewer, days: Sequence[tuple[dt.date, str]]) -> list[Holiday]:
    """Let the agency rest on each of these days, with its name; answers those that it did not have before, by
    day. A day that is a holiday already keeps its name; deadlines already given stay.

    Raises Invalid, by "days.0.name" and the like, and adds none then.
    """
    require(sets_hours(actor))
    named = _all_named(days)
    with transaction.atomic():
        agency = _lock(actor)
        known = set(Holiday.objects.filter(agency=agency, day__in=named).values_list("day", flat=True))
        new = [Holiday(agency=agency, day=day, name=named[day]) for day in sorted(named) if day not in known]
        Holiday.objects.bulk_create(new)
        if new:
            _changed(agency)
    return new


def _all_named(days: Sequence[tuple[dt.date, str]]) -> dict[dt.date, str]:
    named: dict[dt.date, str] = {}
    errors: dict[str, Any] = {}
    for place, (day, name) in enumerate(days):
        try:
            named[day] = _name(name)
        except Invalid as refusal:
            errors[f"days.{place}.name"] = refusal.errors["name"]
    if errors:
        raise Invalid(errors)
    return named


def remove_holiday(*, actor: Viewer, holiday: Holiday) -> None:
    """Let the agency work on this day as on any other. Does nothing when it
    is gone; deadlines already given stay."""
    require(sets_hours(actor))
    with transaction.atomic():
        agency = _lock(actor)
        gone, _kinds = Holiday.objects.filter(agency=agency, pk=holiday.pk).delete()
        if gone:
            _changed(agency)


def week_of(agency: Agency) -> list[list[Block]]:
    """The blocks of each weekday, Monday first, in order."""
    week: list[list[Block]] = [[] for _day in range(7)]
    for row in WorkingHours.objects.filter(agency=agency).order_by("weekday", "opens"):
        week[row.weekday].append((row.opens, row.closes))
    return week


def _lock(actor: Viewer) -> Agency:
    return Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)


def _changed(agency: Agency) -> None:
    Agency.objects.filter(pk=agency.pk).update(calendar_version=F("calendar_version") + 1)


def _write(agency: Agency, week: Week) -> None:
    WorkingHours.objects.bulk_create(
        WorkingHours(agency=agency, weekday=weekday, opens=opens, closes=closes)
        for weekday, day in enumerate(week)
        for opens, closes in day
    )


def _require_sound(week: list[list[Block]]) -> None:
    errors = {f"day_{number}": problem for number, day in enumerate(week) if (problem := _problem(day))}
    if errors:
        raise Invalid(errors)
    if len(week) != 7 or not any(week):
        raise Invalid(
            {"": _("Enter working hours for at least one day. Without them, deadlines can’t be calculated.")}
        )


def _problem(day: list[Block]) -> str:
    if len(day) > MOST_BLOCKS:
        return _("Enter at most three blocks a day.")
    if any(not 0 <= opens < closes <= DAY for opens, closes in day):
        return _("Each block must end after it starts.")
    if any(earlier[1] > later[0] for earlier, later in pairwise(day)):
        return _("These blocks overlap. Start each block at or after the end of the previous one.")
    return ""


def _name(name: str) -> str:
    try:
        name = clean_line(name)
    except ValidationError as error:
        raise Invalid({"name": str(error.messages[0])}) from error
    if not 1 <= len(name) <= 80:
        raise Invalid({"name": _("Enter a name of up to 80 characters.")})
    return name
