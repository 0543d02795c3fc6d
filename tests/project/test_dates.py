"""The date filter: what it keeps is told apart by zone, hour, pattern and language."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


def written(value: object, pattern: str, zone: str = "UTC", language: str = "en") -> str:
    with timezone.override(ZoneInfo(zone)), translation.override(language):
        return Template("{{ value|date:pattern }}").render(Context({"value": value, "pattern": pattern}))


def test_the_same_moment_in_two_zones() -> None:
    zones = ("UTC", "Asia/Tokyo", "Europe/London", "UTC")

    assert [written(NOON, "H:i T", zone) for zone in zones] == [
        "12:00 UTC",
        "21:00 JST",
        "12:00 GMT",
        "12:00 UTC",
    ]


def test_both_hours_of_a_night_that_is_longer() -> None:
    first, second = (dt.datetime(2026, 10, 25, hour, 30, tzinfo=dt.UTC) for hour in (0, 1))

    assert written(first, "c", "Europe/London") == "2026-10-25T01:30:00+01:00"
    assert written(second, "c", "Europe/London") == "2026-10-25T01:30:00+00:00"


def test_the_same_moment_in_two_languages_and_patterns() -> None:
    pattern = "j M Y, H:i"

    assert [written(NOON, pattern, language=language) for language in ("en", "en-us", "en")] == [
        "2 Mar 2026, 12:00",
        "Mar 2, 2026, 12:00 PM",
        "2 Mar 2026, 12:00",
    ]
    assert written(NOON, "H:i") == "12:00"


@pytest.mark.parametrize("nothing", [None, "", "no date", 7])
def test_what_is_no_date_is_written_as_before(nothing: object) -> None:
    assert written(nothing, "j M Y") == ""


def test_a_day_is_no_moment_at_midnight() -> None:
    day = dt.date(2026, 3, 2)

    assert written(dt.datetime(2026, 3, 2, tzinfo=dt.UTC), "j M H:i", "Asia/Tokyo") == "2 Mar 09:00"
    assert written(day, "j M", "Asia/Tokyo") == "2 Mar"
