"""The agency's calendar: who changes it, what it refuses, and what follows."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from django.db import IntegrityError, transaction

from agencies.actions.working_hours import STARTER, add_holiday, remove_holiday, set_week, week_of
from agencies.models import Agency, Holiday, WorkingHours
from agencies.rules import working_hours
from agencies.rules.working_hours import calendar_of
from project.base.errors import Invalid, NotAllowed
from project.base.viewer import Public, System
from tests.helpers.cast import Cast

LUNCH = [(540, 750), (810, 1050)]
WEEK = [LUNCH] * 5 + [[], []]
BOXING_DAY = dt.date(2026, 12, 26)
OTHERS = ("clara", "wendell", "wanda", "edith", "sam", "anonymous", "mara", "nick", "nora")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_hours")]


def version(agency: Agency) -> int:
    return Agency.objects.get(pk=agency.pk).calendar_version


def starter_of(agency: Agency) -> bool:
    return week_of(agency) == [list(day) for day in STARTER]


@pytest.mark.parametrize("who", OTHERS)
def test_others_change_nothing(cast: Cast, who: str) -> None:
    actor = cast.everybody[who]
    if who in ("mara", "nick", "nora"):
        actor = Public(cast.inkwell)
    holiday = add_holiday(actor=cast.max, day=BOXING_DAY, name="Boxing Day")
    before = version(cast.inkwell)

    with pytest.raises(NotAllowed):
        set_week(actor=actor, week=WEEK)
    with pytest.raises(NotAllowed):
        add_holiday(actor=actor, day=dt.date(2026, 12, 25), name="Christmas Day")
    with pytest.raises(NotAllowed):
        remove_holiday(actor=actor, holiday=holiday)

    assert starter_of(cast.inkwell)
    assert list(Holiday.objects.all()) == [holiday]
    assert version(cast.inkwell) == before


def test_the_clock_changes_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        set_week(actor=System(cast.inkwell), week=WEEK)


@pytest.mark.parametrize("who", ["max", "otto"])
def test_managers_and_owners_set_the_week(cast: Cast, who: str) -> None:
    assert set_week(actor=getattr(cast, who), week=[LUNCH[::-1], *WEEK[1:]]) == [0, 1, 2, 3, 4]

    agency = Agency.objects.get(pk=cast.inkwell.pk)
    assert week_of(agency) == WEEK
    assert agency.calendar_version == 2
    assert calendar_of(agency).blocks == (tuple(LUNCH),) * 5 + ((), ())
    assert starter_of(cast.northwind)


def test_the_same_week_again_does_nothing(cast: Cast) -> None:
    set_week(actor=cast.max, week=WEEK)

    assert set_week(actor=cast.max, week=WEEK) == []
    assert version(cast.inkwell) == 2


def test_blocks_may_touch_and_last_to_the_end_of_the_day(cast: Cast) -> None:
    week = [[(0, 720), (720, 1440)], *WEEK[1:]]

    set_week(actor=cast.max, week=week)

    assert week_of(cast.inkwell) == week


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ([(540, 750), (749, 1050)], "overlap"),
        ([(750, 750)], "Each block must end after it starts."),
        ([(750, 540)], "Each block must end after it starts."),
        ([(540, 1441)], "Each block must end after it starts."),
        ([(-1, 540)], "Each block must end after it starts."),
        ([(0, 60), (60, 120), (120, 180), (180, 240)], "at most"),
    ],
)
def test_a_day_that_cannot_be_is_refused_by_its_name(
    cast: Cast, day: list[tuple[int, int]], words: str
) -> None:
    with pytest.raises(Invalid) as refused:
        set_week(actor=cast.max, week=[*WEEK[:2], day, *WEEK[3:]])

    assert list(refused.value.errors) == ["day_2"]
    assert words in refused.value.errors["day_2"][0]
    assert starter_of(cast.inkwell)


def test_a_week_without_hours_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        set_week(actor=cast.max, week=[[]] * 7)

    assert list(refused.value.errors) == [""]
    assert starter_of(cast.inkwell)


def test_a_holiday_is_added_named_anew_and_removed(cast: Cast) -> None:
    add_holiday(actor=cast.max, day=BOXING_DAY, name="Boxing day")
    holiday = add_holiday(actor=cast.otto, day=BOXING_DAY, name="Boxing Day")
    agency = Agency.objects.get(pk=cast.inkwell.pk)

    assert list(Holiday.objects.values_list("day", "name")) == [(BOXING_DAY, "Boxing Day")]
    assert calendar_of(agency).holidays == {BOXING_DAY}
    assert agency.calendar_version == 3

    remove_holiday(actor=cast.max, holiday=holiday)
    remove_holiday(actor=cast.max, holiday=holiday)

    assert not Holiday.objects.exists()
    assert version(cast.inkwell) == 4
    assert calendar_of(Agency.objects.get(pk=cast.inkwell.pk)).holidays == frozenset()


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "Boxing\uffffDay"])
def test_a_holiday_needs_a_name(cast: Cast, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        add_holiday(actor=cast.max, day=BOXING_DAY, name=name)

    assert list(refused.value.errors) == ["name"]


def test_a_holiday_of_another_agency_stays(cast: Cast) -> None:
    theirs = add_holiday(actor=cast.mara, day=BOXING_DAY, name="Boxing Day")

    remove_holiday(actor=cast.max, holiday=theirs)

    assert list(Holiday.objects.all()) == [theirs]


def test_the_database_refuses_what_overlaps_or_is_no_block(cast: Cast) -> None:
    def block(**fields: int) -> None:
        with transaction.atomic():
            WorkingHours.objects.create(
                **{"agency": cast.inkwell, "weekday": 5, "opens": 540, "closes": 600, **fields}
            )

    block()
    block(opens=600, closes=1440)  # touches
    block(weekday=6)
    block(agency=cast.northwind)
    for fields in (
        {"opens": 599, "closes": 601},
        {"weekday": 7},
        {"weekday": 6, "opens": 700, "closes": 700},
    ):
        with pytest.raises(IntegrityError):
            block(**fields)
    with pytest.raises(IntegrityError):
        block(opens=1400, closes=1441, weekday=6)


def test_the_calendar_is_read_once_per_version(cast: Cast, django_assert_num_queries) -> None:
    agency = Agency.objects.get(pk=cast.inkwell.pk)
    working_hours._calendar.cache_clear()  # whoever has asked for it earlier
    with django_assert_num_queries(2):
        calendar = calendar_of(agency)

    with django_assert_num_queries(0):
        assert calendar_of(agency) is calendar
    assert calendar.zone == zoneinfo.ZoneInfo(cast.inkwell.timezone)
