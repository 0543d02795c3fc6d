"""The pages and files of a writer's figures: whose they are, and what they leave out."""

from __future__ import annotations

import pytest

from tests.helpers.cast import START, Cast, browser
from tests.helpers.factories import DAY
from tests.helpers.story import Story
from tests.orders.helpers import revision_turns
from tests.orders.helpers.support import queries_of, stop_clock

pytestmark = pytest.mark.django_db
PERIOD = "?period=90"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START + 20 * DAY)


def test_support_finds_no_fee_on_any_page_or_file_of_a_writer(cast: Cast) -> None:
    Story(cast).completed()
    base = f"/analytics/writers/{cast.wendell.membership.public_id}/"
    sam, boss = browser(cast.sam), browser(cast.max)
    assert "90.00" in boss.get(base + PERIOD).text
    assert b"90.00" in boss.get(f"{base}as/csv/{PERIOD}").getvalue()
    assert "90.00" not in sam.get(base + PERIOD).text
    assert b"90.00" not in sam.get(f"{base}as/csv/{PERIOD}").getvalue()
    for key in ("earned", "to_come"):
        assert sam.get(f"{base}{key}/{PERIOD}").status_code == 404
        assert sam.get(f"{base}{key}/as/csv/{PERIOD}").status_code == 404
    assert "Wendell" in sam.get(base + PERIOD).text


def test_a_writer_finds_no_price_and_no_client_among_the_rows(cast: Cast) -> None:
    """The client's price and name are none of a writer's business; nor is a title that is not theirs."""
    story = Story(cast).revision_requested()
    revision_turns.give(story, cast.wanda)
    page = browser(cast.wendell)
    name = story.order.account.name
    price = f"{story.order.ledger.get(kind='charge').amount:.2f}"
    for key in ("", "earned/", "on_time/", "revisions/", "load/", "to_come/"):
        text = page.get(f"/analytics/writer/{key}{PERIOD}").text
        assert name not in text and price not in text and "Kettle" not in text
        other = browser(cast.wanda).get(f"/analytics/writer/{key}{PERIOD}").text
        assert "17.35" not in text and story.order.title not in other


def test_one_agency_reads_nothing_of_writers_of_another(cast: Cast) -> None:
    Story(cast).completed()
    base = f"/analytics/writers/{cast.wendell.membership.public_id}/"
    assert browser(cast.mara).get(base).status_code == 404
    assert browser(cast.wanda_northwind).get("/analytics/writer/").status_code == 200
    assert "INK-" not in browser(cast.nora).get(f"/analytics/writer/completed/{PERIOD}").text


def test_a_severity_narrows_those_that_know_it_and_leaves_the_others_out(cast: Cast) -> None:
    revision_turns.ask(Story(cast).delivered(), "major")
    page = browser(cast.wendell)
    text = page.get(f"/analytics/writer/{PERIOD}&severity=major").text
    assert "Revisions requested" in text and "Orders completed" not in text
    assert "Severity: Major" in text


def test_a_board_of_a_writer_takes_eight_queries_however_much_there_is(cast: Cast) -> None:
    counts, key = [], cast.wendell.membership.public_id
    for _more in range(2):
        Story(cast).completed()
        Story(cast).revision_requested()
        for member, base in ((cast.wendell, "writer/"), (cast.max, f"writers/{key}/")):
            counts.append(queries_of(browser(member), f"/analytics/{base}{PERIOD}"))
    assert counts[:2] == counts[2:] and max(counts) <= 8, counts
