"""From a dashboard to a number, from the number to its rows, and home with them as a file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from analytics.pages import rows
from project.base import clock
from tests.helpers.cast import load_cast
from tests.helpers.factories import DAY, place_order
from tests.helpers.story import Story

from .conftest import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def two_orders() -> None:
    """One of six days ago, and one of four days ago, which was delivered that day: there the clock stands."""
    cast, now = load_cast(), clock.now().replace(microsecond=0)
    place_order(cast.clara, now=now - 6 * DAY, title="Quay letter", quantity=900)
    Story(cast, now=now - 4 * DAY).delivered()


def amount(text: str) -> float:
    return float(re.sub(r"[^0-9.]", "", text))


def test_a_number_leads_to_its_rows_and_to_a_file_that_gives_it(people: Callable[..., Person]) -> None:
    two_orders()
    clara = people("clara")
    page = clara.go("/analytics/client/")

    # A chart is reached by Tab and read by arrow keys; the same numbers stand in a table beneath it.
    chart = page.locator("#spend [data-chart]")
    chart.focus()
    expect(chart).to_be_focused()
    page.keyboard.press("End")
    expect(chart.locator("[aria-live]")).to_contain_text(":")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#spend table").first).to_be_visible()
    clara.look()

    number = page.locator("a.stat", has_text="Spend").locator(".stat-value").inner_text()
    page.locator("a.stat", has_text="Spend").click()
    page.wait_for_url(re.compile("/analytics/client/spend/"))
    clara.look()
    values = [amount(text) for text in page.locator("tbody .cell-num").all_inner_texts()]
    assert len(values) == 2 and round(sum(values), 2) == amount(number) > 0

    page.get_by_role("link", name="CSV").focus()
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    text = Path(waiting.value.path()).read_bytes().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    below = lines[lines.index([]) + 2 :]
    assert sorted(float(line[-1]) for line in below) == sorted(values)
    assert ["Number", f"{number} (n = 2)"] in lines
    assert clara.problems == []


def test_without_scripts_the_tables_remain(people: Callable[..., Person]) -> None:
    two_orders()
    page = people("clara", java_script_enabled=False).page
    page.goto(page.url.split("/orders/")[0] + "/analytics/client/")

    expect(page.locator("#spend table").first).to_be_visible()
    expect(page.locator("#spend .chart")).to_be_hidden()
    page.get_by_role("link", name="Last 90 days").click()
    page.locator("#spend table").first.get_by_role("link").first.click()
    page.wait_for_url(re.compile("/analytics/client/spend/"))
    expect(page.locator("tbody tr").first).to_be_visible()


def test_a_long_file_shows_how_far_it_has_come(
    people: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "MOST_LINES", 1)
    two_orders()
    clara = people("clara")
    page = clara.go("/analytics/client/spend/")

    clara.sees("CSV and XLSX hold all rows, PDF the first 1.")
    expect(page.locator("[data-download]")).to_be_hidden()
    page.evaluate("""() => {
        const status = document.querySelector("[data-words]");
        const keep = () => (document.body.dataset.said = status.textContent);
        new MutationObserver(keep).observe(status, { childList: true });
    }""")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    assert waiting.value.suggested_filename.startswith("client-spend-")
    assert "INK-" in Path(waiting.value.path()).read_text("utf-8-sig")
    assert page.evaluate("document.body.dataset.said") == "2 of 2 rows"
    expect(page.locator("[data-download]")).to_be_hidden()
