"""A manager sets the agency's week and its holidays: with a slip on the way, and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from project.base.clock import now

from .conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_week_and_a_holiday(people: Callable[..., Person]) -> None:
    max_ = people("max")
    max_.press("Working hours", exact=True)
    max_.look()

    # A lunch break that overlaps the morning is refused beside its day, and the cursor stands there.
    max_.page.get_by_label("Monday, block 1, to").fill("12:30")
    max_.page.get_by_label("Monday, block 2, from").fill("12:00")
    max_.page.get_by_label("Monday, block 2, to").fill("17:30")
    max_.press("Save weekly hours")
    max_.sees("These blocks overlap.")
    max_.look()
    expect(max_.page.get_by_label("Monday, block 1, from")).to_be_focused()
    expect(max_.page.get_by_label("Monday, block 2, to")).to_have_value("17:30")
    max_.page.get_by_label("Monday, block 2, from").fill("13:30")
    max_.press("Save weekly hours")
    max_.sees("Monday 09:00–12:30, 13:30–17:30. Existing deadlines do not change.")

    max_.page.get_by_label("Day", exact=True).fill(f"{now().year + 1}-12-26")
    max_.page.get_by_label("Name", exact=True).fill("Boxing Day")
    max_.press("Add holiday")
    max_.sees("Boxing Day is now a holiday. Existing deadlines do not change.")
    max_.look()


def test_without_scripts(people: Callable[..., Person]) -> None:
    otto = people("otto", java_script_enabled=False)
    otto.page.goto(otto.base + "/desk/hours/")

    otto.page.get_by_label("Saturday, block 1, from").fill("10:00")
    otto.press("Save weekly hours")
    otto.sees("Enter both times for this block.")
    otto.page.get_by_label("Saturday, block 1, to").fill("13:00")
    otto.press("Save weekly hours")

    otto.sees("Saturday 10:00–13:00. Existing deadlines do not change.")
