"""Files of figures and rows: the same numbers as on the page, with what they mean."""

from __future__ import annotations

import csv
import io
import re
import tracemalloc
from dataclasses import replace
from itertools import islice

import pytest
from openpyxl import load_workbook

from analytics.pages import files
from analytics.pages import rows as row_pages
from analytics.pages.files import csv_lines, workbook
from analytics.pages.tables import Table
from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY, place_order
from tests.helpers.story import Story
from tests.orders.helpers.support import stop_clock

pytestmark = pytest.mark.django_db
PERIOD = "?period=own&from=2026-02-20&to=2026-03-22&by=week"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START + 20 * DAY)


def as_csv(response) -> list[list[str]]:
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def as_cells(response) -> list[list[str]]:
    sheet = load_workbook(io.BytesIO(response.getvalue()), data_only=False).active
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def cells_of(rows: list[list[str]]) -> list[list[str]]:
    """The cells that are filled; a workbook knows no last zero of a number."""
    return [[re.sub(r"(\.\d*?)0+\Z", r"\1", cell).rstrip(".") for cell in row if cell] for row in rows]


def numbers_of_page(text: str) -> dict[str, str]:
    found = re.findall(r'class="stat" href="/analytics/\w+/(\w+)/.*?class="stat-value">([^<]*)<', text, re.S)
    return dict(found)


def test_files_say_the_numbers_of_the_page_and_what_they_mean(cast: Cast) -> None:
    Story(cast).delivered()
    place_order(cast.clara)
    page = browser(cast.clara)
    shown = numbers_of_page(page.get(f"/analytics/client/{PERIOD}").text)
    rows = as_csv(page.get(f"/analytics/client/as/csv/{PERIOD}"))
    book = as_cells(page.get(f"/analytics/client/as/xlsx/{PERIOD}"))
    plain = {row[0]: row for row in rows if len(row) > 5 and row[2] in ("period", "now")}

    assert shown.keys() == plain.keys() and len(shown) == 7
    assert shown["spend"].strip("€£$") == f"{float(plain['spend'][6]):,.2f}"
    assert (shown["placed"], shown["on_time"]) == (plain["placed"][6], "100%") == ("2", "100%")
    assert {row[0] for row in rows if len(row) == 2} >= {"Period", "Time zone", "As of", "Filter"}
    assert all(row[9] and row[7].isdigit() for row in plain.values())
    assert cells_of(rows) == cells_of(book)


def test_a_file_of_rows_has_the_rows_of_the_page_and_obeys_the_filter(cast: Cast) -> None:
    order, other = place_order(cast.clara), place_order(cast.clara, now=START + DAY)
    page = browser(cast.clara)
    rows = as_csv(page.get(f"/analytics/client/spend/as/csv/{PERIOD}"))
    below = rows[rows.index([]) + 2 :]
    assert [row[0] for row in below] == [other.number, order.number]
    assert {row[0] for row in rows if len(row) == 2} >= {"Definition", "Number", "As of", "Time zone"}
    none = as_csv(page.get(f"/analytics/client/spend/as/csv/{PERIOD}&service=nothing"))
    assert none[none.index([]) + 2 :] == [] and ["Filter", "Service: nothing"] in none


def test_a_title_that_is_a_formula_stays_a_title(cast: Cast) -> None:
    place_order(cast.clara, title="=1+1")
    page = browser(cast.clara)
    for rows in (
        as_csv(page.get(f"/analytics/client/placed/as/csv/{PERIOD}")),
        as_cells(page.get(f"/analytics/client/placed/as/xlsx/{PERIOD}")),
    ):
        assert [cell for row in rows for cell in row if "1+1" in cell] == ["'=1+1"]


def test_a_file_is_refused_where_the_page_only_says_what_is_wrong(cast: Cast) -> None:
    page = browser(cast.clara)
    assert page.get("/analytics/client/as/csv/?period=own&from=2026-03-09&to=2026-03-01").status_code == 404
    assert page.get(f"/analytics/client/as/exe/{PERIOD}").status_code == 404


def test_paper_holds_the_same(cast: Cast) -> None:
    place_order(cast.clara)
    page = browser(cast.clara)
    for address in ("as/pdf/", "placed/as/pdf/"):
        answer = page.get(f"/analytics/client/{address}{PERIOD}")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_nothing_of_another_agency_leaks_into_any_file(cast: Cast, kind: str) -> None:
    place_order(cast.nick, title="Canary of Northwind")
    page = browser(cast.clara)
    for address in ("", "spend/", "placed/", "open/"):
        answer = page.get(f"/analytics/client/{address}as/{kind}/{PERIOD}")
        rows = as_csv(answer) if kind == "csv" else as_cells(answer)
        assert "Canary" not in str(rows) and "NOR" not in str(rows)
        assert "Canary" not in page.get(f"/analytics/client/{address}{PERIOD}").text


def test_a_workbook_has_an_end_and_says_so_as_the_page_does(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _order in range(3):
        place_order(cast.clara)
    page, address = browser(cast.clara), "/analytics/client/placed/"
    assert "CSV and XLSX hold all rows" not in page.get(f"{address}{PERIOD}").text
    monkeypatch.setattr(row_pages, "MOST_LINES", 2)
    text = page.get(f"{address}{PERIOD}").text
    assert "CSV and XLSX hold all rows, PDF the first 2." in text and text.count('data-rows="3"') == 1
    monkeypatch.setattr(row_pages, "MOST_ROWS", 2)
    assert "CSV holds all rows, XLSX the first 2" in page.get(f"{address}{PERIOD}").text
    monkeypatch.setattr(files, "MOST_ROWS", 2)
    book = as_cells(page.get(f"{address}as/xlsx/{PERIOD}"))
    whole = as_csv(page.get(f"{address}as/csv/{PERIOD}"))
    assert [row[0] for row in book[-3:]] == [*(row[0] for row in whole[-3:-1]), book[-1][0]]
    assert book[-1][0].startswith("There are more rows")


def test_a_large_file_is_written_row_by_row() -> None:
    """None of it is held until the next is asked for."""
    read: list[int] = []

    def cells():
        for number in range(100_000):
            read.append(number)
            yield [str(number), number]

    table = Table("t", "Rows", (("As of", "now"),), ("number", "value"), cells, lambda: iter(()))
    lines = csv_lines(table)
    first = [next(lines) for _line in range(10)]
    assert first[0].startswith("\ufeffFigures") and len(read) == 6
    few = replace(table, cells=lambda: islice(cells(), 3_000))
    tracemalloc.start()
    workbook(few).close()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6_000_000, peak
