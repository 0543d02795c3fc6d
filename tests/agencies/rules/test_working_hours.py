"""Working time: what counts of the time that passes."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.rules.working_hours import Calendar, add, between, closing_from, into_hours, working_before

LONDON = zoneinfo.ZoneInfo("Europe/London")
NEW_YORK = zoneinfo.ZoneInfo("America/New_York")
LUNCH = ((540, 750), (810, 1050))
INK = Calendar(LONDON, (LUNCH,) * 5 + ((), ()), frozenset({dt.date(2026, 12, 25), dt.date(2027, 1, 1)}))
ALWAYS = (((0, 1440),),) * 7


def at(text: str, zone: zoneinfo.ZoneInfo = LONDON) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone)


def hours(number: float) -> dt.timedelta:
    return dt.timedelta(hours=number)


@pytest.mark.parametrize(
    ("start", "working", "end"),
    [
        ("2026-11-23T09:00", 3, "2026-11-23T12:00"),
        ("2026-11-23T09:00", 3.5, "2026-11-23T12:30"),  # ends with the block
        ("2026-11-23T12:00", 1, "2026-11-23T14:00"),  # over lunch
        ("2026-11-23T13:00", 0, "2026-11-23T13:30"),  # nothing, asked at lunch
        ("2026-11-23T10:00", 0, "2026-11-23T10:00"),
        ("2026-11-27T17:00", 1, "2026-11-30T09:30"),  # Friday to Monday
        ("2026-11-28T11:00", 1, "2026-11-30T10:00"),  # a Saturday
        ("2026-12-24T17:00", 1, "2026-12-28T09:30"),  # Christmas Day, and the weekend after it
        ("2026-11-23T09:00", 37.5, "2026-11-27T17:30"),  # a whole week
    ],
)
def test_add(start, working, end):
    assert add(INK, at(start), hours(working)) == at(end)


@pytest.mark.parametrize(
    ("start", "end", "working"),
    [
        ("2026-11-23T09:00", "2026-11-23T17:30", 7.5),
        ("2026-11-23T12:45", "2026-11-23T13:15", 0),
        ("2026-11-27T17:00", "2026-11-30T09:30", 1),
        ("2026-12-24T17:00", "2026-12-28T09:30", 1),
        ("2026-11-23T12:00", "2026-11-23T11:00", 0),
        ("2026-11-23T00:00", "2026-11-30T00:00", 37.5),
    ],
)
def test_between(start, end, working):
    assert between(INK, at(start), at(end)) == hours(working)


@pytest.mark.parametrize(
    ("zone", "day", "length"),
    [
        (LONDON, "2026-03-29", 23),
        (LONDON, "2026-10-25", 25),
        (NEW_YORK, "2026-03-08", 23),
        (NEW_YORK, "2026-11-01", 25),
        (LONDON, "2026-06-01", 24),
    ],
)
def test_a_whole_day_is_as_long_as_the_clock_makes_it(zone, day, length):
    calendar = Calendar(zone, ALWAYS)
    start = at(f"{day}T00:00", zone)

    assert between(calendar, start, start + dt.timedelta(days=1)) == hours(length)
    assert add(calendar, start, hours(length)).astimezone(zone) == start + dt.timedelta(days=1)


def test_office_hours_stand_by_the_clock_on_the_wall_over_its_change():
    """Friday five o'clock to Monday nine, over the night of the change:
    summer time does not move the opening."""
    calendar = Calendar(NEW_YORK, (((540, 1020),),) * 5 + ((), ()))

    due = add(calendar, at("2026-03-06T16:00", NEW_YORK), hours(2))

    assert due.astimezone(NEW_YORK).isoformat() == "2026-03-09T10:00:00-04:00"


@pytest.mark.parametrize(
    ("zone", "day", "gap", "opened"),
    [
        (NEW_YORK, "2026-03-08", (150, 240), "2026-03-08T07:00"),
        (LONDON, "2026-03-29", (90, 180), "2026-03-29T01:00"),
    ],
)
def test_a_block_that_opens_in_the_hour_left_out_opens_when_the_clock_jumps(zone, day, gap, opened):
    calendar = Calendar(zone, ((),) * 6 + ((gap,),))

    start = add(calendar, at(f"{day}T00:00", zone), hours(0))

    assert start == at(opened, dt.UTC)
    assert between(calendar, start, at(f"{day}T12:00", zone)) == hours(1)


def test_a_block_within_the_hour_left_out_does_not_happen():
    calendar = Calendar(NEW_YORK, ((),) * 6 + (((125, 170),),))

    assert add(calendar, at("2026-03-08T00:00", NEW_YORK), hours(0)) == at("2026-03-15T02:05", NEW_YORK)


def test_the_hour_that_comes_twice_counts_twice():
    calendar = Calendar(NEW_YORK, ((),) * 6 + (((60, 120),),))
    day = at("2026-11-01T00:00", NEW_YORK)

    assert between(calendar, day, day + dt.timedelta(days=1)) == hours(2)


def test_what_has_no_answer_is_refused():
    with pytest.raises(ValueError, match="hours on one of them"):
        Calendar(LONDON, ((),) * 7)
    with pytest.raises(ValueError, match="negative"):
        add(INK, at("2026-11-23T09:00"), -hours(1))
    with pytest.raises(ValueError, match="more than 3660 days"):
        add(INK, at("2026-11-23T09:00"), hours(100_000))
    with pytest.raises(ValueError, match="more than 3660 days"):
        between(INK, at("2006-11-23T09:00"), at("2026-11-23T09:00"))


@st.composite
def days(draw):
    edges = sorted(draw(st.lists(st.integers(0, 1440), max_size=6, unique=True)))
    return tuple(zip(edges[::2], edges[1::2], strict=False))


WEEKS = st.lists(days(), min_size=7, max_size=7).map(tuple).filter(any)
#: Days around the changes of the clock of both zones, where the errors are.
DATES = st.dates(dt.date(2026, 2, 25), dt.date(2026, 4, 5)) | st.dates(
    dt.date(2026, 10, 20), dt.date(2026, 11, 10)
)
CALENDARS = st.builds(
    Calendar,
    st.sampled_from([LONDON, NEW_YORK, zoneinfo.ZoneInfo("Africa/Cairo")]),
    WEEKS,
    st.frozensets(DATES, max_size=4),
)
STARTS = st.builds(
    lambda day, second: dt.datetime.combine(day, dt.time(), dt.UTC) + dt.timedelta(seconds=second),
    DATES,
    st.integers(0, 86_399),
)
WORK = st.integers(0, 14_400).map(lambda seconds: dt.timedelta(seconds=seconds))


@given(CALENDARS, STARTS, WORK)
def test_between_takes_back_what_add_gives(calendar, start, working):
    assert between(calendar, start, add(calendar, start, working)) == working


@given(CALENDARS, STARTS, WORK, WORK, st.integers(0, 86_400))
def test_more_work_or_a_later_start_never_ends_earlier(calendar, start, working, more, later):
    end = add(calendar, start, working)

    assert end <= add(calendar, start, working + more)
    assert end <= add(calendar, start + dt.timedelta(seconds=later), working)


@given(CALENDARS, STARTS, WORK)
def test_the_end_lies_in_the_hours_and_never_before_the_start(calendar, start, working):
    end = add(calendar, start, working)

    assert end >= start
    minute = dt.timedelta(minutes=1)
    assert between(calendar, end - minute, end + minute) > dt.timedelta()


@given(CALENDARS, STARTS, st.lists(st.integers(0, 30 * 86_400), min_size=2, max_size=2))
def test_two_parts_count_as_the_whole(calendar, start, seconds):
    middle, end = (start + dt.timedelta(seconds=number) for number in sorted(seconds))

    assert between(calendar, start, middle) + between(calendar, middle, end) == between(calendar, start, end)


@pytest.mark.parametrize(
    ("moment", "closes"),
    [
        ("2026-11-23T08:00", "2026-11-23T17:30"),
        ("2026-11-23T17:30", "2026-11-23T17:30"),
        ("2026-11-23T17:31", "2026-11-24T17:30"),
        ("2026-11-28T11:00", "2026-11-30T17:30"),
        ("2026-12-24T18:00", "2026-12-28T17:30"),  # over Christmas Day and its weekend
    ],
)
def test_the_closing_of_a_working_day(moment, closes):
    assert closing_from(INK, at(moment)) == at(closes)


@pytest.mark.parametrize(
    ("start", "moment", "until", "kept"),
    [
        ("2026-11-23T09:00", "2026-11-24T11:00", "2026-11-25T09:00", "2026-11-24T11:00"),  # within the hours
        ("2026-11-23T09:00", "2026-11-26T03:54", "2026-11-27T09:00", "2026-11-25T17:30"),  # at night
        ("2026-11-23T09:00", "2026-11-25T13:00", "2026-11-27T09:00", "2026-11-25T12:30"),  # at lunch
        ("2026-11-23T09:00", "2026-11-28T12:00", "2026-11-30T18:00", "2026-11-27T17:30"),  # on Saturday
        (
            "2026-11-27T17:00",
            "2026-11-28T12:00",
            "2026-11-30T18:00",
            "2026-11-30T09:00",
        ),  # half an hour
        ("2026-11-27T17:00", "2026-11-28T12:00", "2026-11-28T18:00", "2026-11-27T17:30"),  # but all there is
        ("2026-11-28T09:00", "2026-11-28T12:00", "2026-11-28T18:00", "2026-11-28T12:00"),  # nothing is open
        ("2026-12-23T09:00", "2026-12-27T12:00", "2026-12-29T09:00", "2026-12-28T09:00"),  # Christmas
        ("2026-11-23T09:00", "2026-11-22T03:00", "2026-11-25T09:00", "2026-11-22T03:00"),  # over already
    ],
)
def test_a_deadline_falls_into_the_hours(start, moment, until, kept):
    assert into_hours(INK, at(moment), start=at(start), until=at(until)) == at(kept)


@given(
    st.integers(0, 60 * 24 * 400), st.integers(1, 60 * 24 * 40), st.integers(0, 60 * 24 * 20), st.booleans()
)
def test_it_is_never_before_the_start_nor_after_the_end(start, span, rest, spring):
    zone = NEW_YORK if spring else LONDON
    calendar = Calendar(zone, INK.blocks, INK.holidays)
    begins = dt.datetime(2026, 3, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=start)
    moment = begins + dt.timedelta(minutes=span)
    until = moment + dt.timedelta(minutes=rest)

    kept = into_hours(calendar, moment, start=begins, until=until)

    assert begins < kept <= until
    if between(calendar, begins, until):
        assert add(calendar, kept, dt.timedelta()) == kept or working_before(calendar, kept, begins) == kept
    else:
        assert kept == moment
