"""The pages of boards: what stands on them, who may open them, how many queries they take."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import place_order
from tests.helpers.pages import words_of
from tests.helpers.story import Story
from tests.orders.helpers.support import queries_of, stop_clock

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START + 20 * DAY)


def test_a_number_leads_to_its_rows_with_the_same_period(cast: Cast) -> None:
    order = place_order(cast.clara)
    page = browser(cast.clara)
    text = page.get("/analytics/client/?period=90").text
    (address,) = set(re.findall(r'class="stat" href="(/analytics/client/placed/[^"]+)"', text))
    rows = page.get(address.replace("&amp;", "&")).text
    assert order.number in rows and f"/orders/{order.number}/" in rows
    for words in (text, rows):
        assert "Europe/London" in words or "UTC" in words
        assert "As of" in words and "placed in the period" in words


def test_one_row_is_called_by_its_singular(cast: Cast) -> None:
    page = browser(cast.clara)
    address = "/analytics/client/on_time/?period=90"
    said = []
    for _more in range(2):
        Story(cast).delivered()
        said += [words_of(page.get(path)) for path in (address, "/analytics/client/?period=90")]

    assert ["n = 1 order" in words for words in said] == [True, True, False, False]
    assert ["n = 2 orders" in words for words in said] == [False, False, True, True]
    assert "n = 1 orders" not in "".join(said)


def test_the_first_board_is_the_viewers(cast: Cast) -> None:
    assert browser(cast.clara).get("/analytics/").url == "/analytics/client/"
    assert browser(cast.max).get("/analytics/").url == "/analytics/agency/"
    assert browser(cast.max).get("/analytics/client/").status_code == 403


def test_what_cannot_be_asked_is_said_and_the_usual_is_shown(cast: Cast) -> None:
    page = browser(cast.clara)
    text = page.get("/analytics/client/?period=own&from=2026-03-09&to=2026-03-01").text
    assert "not before the first" in text
    assert page.get("/analytics/client/?period=x&by=y&from=1&service=%3B").status_code == 200
    assert page.get("/analytics/client/nothing/").status_code == 404


def test_a_get_writes_no_row_and_takes_eight_queries_however_much_there_is(cast: Cast) -> None:
    from django.apps import apps

    def stored() -> int:
        return sum(model._default_manager.count() for model in apps.get_models())

    page = browser(cast.clara)
    place_order(cast.clara)
    counts, before = [], None
    for _more in range(2):
        counts.append(queries_of(page, "/analytics/client/?period=90"))
        before = stored()
        queries_of(page, "/analytics/client/?period=90")
        assert stored() == before
        for _order in range(3):
            Story(cast).delivered()
    assert counts[0] == counts[1] <= 8, counts
    rows = queries_of(page, "/analytics/client/spend/?period=90")
    assert rows <= 8


def test_the_agencys_board_takes_eight_queries_and_says_nothing_of_another(cast: Cast) -> None:
    page = browser(cast.max)
    place_order(cast.nick, title="Canary of Northwind")
    place_order(cast.clara)
    before = queries_of(page, "/analytics/agency/?period=90")
    for _order in range(3):
        Story(cast).delivered()
    assert before == queries_of(page, "/analytics/agency/?period=90") <= 8
    for path in ("", "revenue/", "placed/", "returned/", "capacity/"):
        text = page.get(f"/analytics/agency/{path}?period=90").text
        assert "Canary" not in text and "Nick" not in text and "Nora" not in text
        assert "As of" in text


def test_support_finds_no_fees_at_any_address(cast: Cast) -> None:
    Story(cast).completed()
    page = browser(cast.sam)
    text = page.get("/analytics/agency/?period=90").text
    assert "Revenue" in text and "Margin" not in text and "Fees" not in text
    for key in ("fees", "margin"):
        for path in ("", "as/csv/", "as/xlsx/", "as/pdf/"):
            assert page.get(f"/analytics/agency/{key}/{path}").status_code == 404
    assert "margin" not in page.get("/analytics/agency/as/csv/").getvalue().decode()


def test_with_the_feature_off_clients_have_no_figures_and_the_desk_keeps_its(cast: Cast) -> None:
    type(cast.inkwell).objects.filter(pk=cast.inkwell.pk).update(features=["-client_analytics"])
    page = browser(cast.clara)
    assert "/analytics/" not in page.get("/orders/").text
    for path in ("", "placed/", "as/csv/", "placed/as/csv/"):
        assert page.get(f"/analytics/client/{path}").status_code in (403, 404)
    assert browser(cast.max).get("/analytics/agency/").status_code == 200
