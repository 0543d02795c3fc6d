"""Rows of components: prepared once, in the reader's zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation

from project.base.components import happening

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


def test_what_happened_is_told_in_the_zone_and_order_of_the_reader() -> None:
    found = {}
    for zone, language in (("UTC", "en"), ("Asia/Tokyo", "en"), ("UTC", "en-us")):
        with timezone.override(ZoneInfo(zone)), translation.override(language):
            row = happening(NOON, "came")
            found[zone, language] = row.stamp, row.shown

    assert found == {
        ("UTC", "en"): ("2026-03-02T12:00:00+00:00", "Mon 2 Mar 2026, 12:00"),
        ("Asia/Tokyo", "en"): ("2026-03-02T21:00:00+09:00", "Mon 2 Mar 2026, 21:00"),
        ("UTC", "en-us"): ("2026-03-02T12:00:00+00:00", "Mon, Mar 2, 2026, 12:00 PM"),
    }


def test_both_hours_of_a_night_that_is_longer_look_alike_and_are_not_the_same() -> None:
    with timezone.override(ZoneInfo("Europe/London")):
        first, second = (
            happening(dt.datetime(2026, 10, 25, hour, 30, tzinfo=dt.UTC), "rang") for hour in (0, 1)
        )

    assert first.shown == second.shown
    assert (first.stamp, second.stamp) == ("2026-10-25T01:30:00+01:00", "2026-10-25T01:30:00+00:00")


def test_a_timeline_escapes_what_people_typed() -> None:
    rows = [happening(NOON, "said <b>", who="<i>", note="<u>", url="/a?b&c"), happening(NOON, "came")]

    html = render_to_string("ui/timeline.html", {"events": rows})

    assert not any(typed in html for typed in ("<b>", "<i>", "<u>", "?b&c"))
    assert html.count("<li") == 2 and html.count('<strong dir="auto">') == html.count("timeline-note") == 1


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(ValueError):
        happening(NOON, "came", icon="unicorn")
