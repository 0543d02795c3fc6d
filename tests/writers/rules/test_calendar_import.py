"""A calendar becomes half-days away: what counts, what does not, and what nobody should have to wait for."""

from __future__ import annotations

import datetime as dt
import time
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from project.base.errors import Invalid
from tests.helpers.cast import START
from writers.rules.calendar_import import HORIZON, MOST_EVENTS, MOST_TEXT, Read, is_plain, read_calendar
from writers.rules.half_days import halves, morning_of

LONDON, NEW_YORK = zoneinfo.ZoneInfo("Europe/London"), zoneinfo.ZoneInfo("America/New_York")
MONDAY = START.date()


def calendar(*events: str) -> str:
    inner = "".join(f"BEGIN:VEVENT\r\nUID:{n}\r\n{event}\r\nEND:VEVENT\r\n" for n, event in enumerate(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{inner}END:VCALENDAR\r\n"


def read(*events: str, zone: zoneinfo.ZoneInfo = LONDON, now: dt.datetime = START) -> Read:
    return read_calendar(calendar(*events), zone, now)


def half(days: int, afternoon: int = 0) -> int:
    """Of a day so many days after the Monday at whose 9:00 it is."""
    return morning_of(MONDAY) + 2 * days + afternoon


@pytest.mark.parametrize(
    ("event", "periods"),
    [
        ("DTSTART;VALUE=DATE:20260304\r\nDTEND;VALUE=DATE:20260306", [(half(2), half(4))]),
        ("DTSTART;VALUE=DATE:20260304", [(half(2), half(3))]),
        ("DTSTART:20260304T080000Z\r\nDTEND:20260304T120000Z", [(half(2), half(2, 1))]),
        ("DTSTART:20260304T080000Z\r\nDTEND:20260304T115900Z", []),  # under four hours
        ("DTSTART:20260304T100000\r\nDTEND:20260304T140000", [(half(2), half(3))]),  # two hours of each
        ("DTSTART:20260304T103000\r\nDTEND:20260304T143000", [(half(2, 1), half(3))]),
        ("DTSTART;VALUE=DATE:20260304\r\nTRANSP:TRANSPARENT", []),
        ("DTSTART;VALUE=DATE:20260304\r\nSTATUS:CANCELLED", []),
        ("DTSTART;VALUE=DATE:20260301\r\nDTEND;VALUE=DATE:20260303", [(half(0), half(1))]),  # begun before
        ("DTSTART;VALUE=DATE:20250301", []),  # over
        ("DTSTART;VALUE=DATE:20280301", []),  # more than a year away
        (
            "DTSTART;VALUE=DATE:20260304\r\nRRULE:FREQ=WEEKLY;COUNT=3",
            [(half(2), half(3)), (half(9), half(10)), (half(16), half(17))],
        ),
        (
            "DTSTART;VALUE=DATE:20260304\r\nRRULE:FREQ=WEEKLY;BYDAY=WE,TH;UNTIL=20260312",
            [(half(2), half(4)), (half(9), half(11))],
        ),
    ],
)
def test_what_counts(event: str, periods: list[tuple[int, int]]) -> None:
    assert read(event) == Read(tuple(periods))


def test_a_time_is_read_in_the_zone_of_the_writer() -> None:
    event = "DTSTART:20260304T130000Z\r\nDTEND:20260304T180000Z"

    assert read(event, zone=LONDON).periods == ((half(2, 1), half(3)),)
    assert read(event, zone=NEW_YORK).periods == ((half(2), half(2, 1)),)  # 8:00 to 13:00


def test_a_series_of_years_ago_goes_on() -> None:
    found = read("DTSTART;VALUE=DATE:20200306\r\nRRULE:FREQ=WEEKLY")  # each Friday

    assert found.periods[0] == (half(4), half(5))
    assert 50 <= len(found.periods) <= 53


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=5MO",
        "FREQ=DAILY;INTERVAL=99999",
        "FREQ=DAILY;BYSETPOS=400",
        "COUNT=3",
    ],
)
def test_a_rule_that_might_never_come_true_is_not_followed(rule: str) -> None:
    begun = time.monotonic()

    assert read(f"DTSTART;VALUE=DATE:20260304\r\nRRULE:{rule}") == Read((), 1)
    assert not is_plain(rule) and time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT",
        "BEGIN:VEVENT\r\n" * 5000,
        "x" * (MOST_TEXT + 1),
        "BEGIN:VCALENDAR\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        calendar(*["DTSTART;VALUE=DATE:20260304"] * (MOST_EVENTS + 1)),
    ],
)
def test_no_calendar_is_refused_in_words(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_calendar(text, LONDON, START)

    assert set(refused.value.errors) == {"calendar"}


@pytest.mark.parametrize(
    "event",
    [
        "SUMMARY:No time at all",
        "DTSTART:tomorrow",
        "DTSTART:99991231T235959Z",
        "DTSTART;VALUE=DATE:00010101",
        "DTSTART;TZID=Nowhere/Land:20260304T080000\r\nDTEND;TZID=Nowhere/Land:20260304T180000",
        "DTSTART;VALUE=DATE:20260304\r\nDTSTART;VALUE=DATE:20260305",
        "DTSTART;VALUE=DATE:20260306\r\nDTEND;VALUE=DATE:20260304",
        "DTSTART;VALUE=DATE:20260304\r\nDTEND:20260306T080000Z",
    ],
)
def test_an_odd_event_keeps_no_other_from_being_read(event: str) -> None:
    found = read(event, "DTSTART;VALUE=DATE:20260320")

    assert found.periods[-1] == (half(18), half(19))


@given(st.text(max_size=300), st.text("0123456789TZ;:=,-DAILYWEKFRQCOUNT", max_size=60))
def test_nothing_that_is_typed_breaks_it(text: str, value: str) -> None:
    for made in (
        text,
        calendar(f"DTSTART:{value}"),
        calendar(f"DTSTART;VALUE=DATE:20260304\r\nRRULE:{value}"),
    ):
        try:
            found = read_calendar(made, LONDON, START)
        except Invalid:
            continue
        window = halves(START, START + HORIZON, LONDON)
        assert all(first in window and last - 1 in window and first < last for first, last in found.periods)
