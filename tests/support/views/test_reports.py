"""How the desk keeps what it promises, and the tickets behind each number."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import pytest

from project.base import clock
from support.actions.ticket_handling import press_ticket
from support.actions.ticket_ratings import rate_ticket
from support.models import Ticket
from support.pages.reports import behind, figures_of, report_context
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast, browser
from tests.orders.helpers.support import queries_of
from tests.support.helpers.tickets import opened, replied

pytestmark = pytest.mark.django_db
REPORTS = "/desk/support/reports/"
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def figure(cast: Cast, target: str, *, week: dt.date, now: dt.datetime):
    (found,) = [one for one in figures_of(cast.sam, now) if (one.target, one.week) == (target, week)]
    return found


def test_each_week_says_how_many_were_late_and_the_time_in_the_middle(cast: Cast) -> None:
    """START is a Monday, 9:00; a first reply is due after 8 working hours."""
    quick, slow, other = opened(cast), opened(cast), opened(cast)
    replied(cast, quick, now=START + 2 * HOUR, then="solved")
    replied(cast, slow, now=START + 3 * DAY)
    replied(cast, other, now=START + 8 * DAY)
    week, now = START.date(), START + 9 * DAY

    first = figure(cast, "first_reply", week=week, now=now)
    assert (first.ended, first.missed, first.median) == (2, 1, (2 * HOUR + 3 * DAY) / 2)
    later = figure(cast, "first_reply", week=week + 7 * DAY, now=now)
    assert (later.ended, later.missed) == (1, 1)
    assert figure(cast, "resolution", week=week, now=now).ended == 1
    assert figure(cast, "resolution", week=week + 7 * DAY, now=now).median is None
    assert all(one.ended == 0 for one in figures_of(cast.mara, now))


def test_ratings_are_counted_and_lead_to_their_tickets(cast: Cast) -> None:
    for verdict, ago in (("good", 1), ("good", 70), ("bad", 2), ("bad", 120)):
        ticket, at = opened(cast, now=START - ago * DAY), START - ago * DAY
        replied(cast, ticket, now=at + HOUR, then="solved")
        rate_ticket(actor=cast.clara, ticket=ticket, verdict=verdict, words="", now=at + 2 * HOUR)
    context = report_context(cast.sam, START)

    assert [number["count"] for number in context["ratings"]] == [2, 1] and context["good"] == "67% of 3"
    for number in context["ratings"]:
        asked = dict(re.findall(r"(\w+)=([\w-]+)", number["url"]))
        assert behind(cast.sam, asked, START).count() == number["count"]
    assert report_context(cast.mara, START)["good"] == "–"
    assert "Share of good ones" in browser(cast.sam).get(REPORTS).text


def test_a_ticket_that_was_closed_unanswered_counts_for_nothing(cast: Cast) -> None:
    press_ticket(actor=cast.sam, ticket=opened(cast), verb="close", now=START + HOUR)
    assert all(one.ended == 0 for one in figures_of(cast.sam, START + DAY))


def test_a_week_begins_on_monday_in_the_agencys_zone(cast: Cast) -> None:
    type(cast.inkwell).objects.filter(pk=cast.inkwell.pk).update(timezone="America/New_York")
    cast.sam.agency.refresh_from_db()
    # Monday in London, Sunday evening in New York.
    replied(cast, opened(cast, now=START - 2 * DAY), now=START - 7 * HOUR)
    assert figure(cast, "first_reply", week=START.date() - 7 * DAY, now=START).ended == 1


def test_every_number_leads_to_its_tickets(cast: Cast) -> None:
    opened(cast, now=START - 40 * DAY)
    opened(cast, now=START - 2 * DAY)
    replied(cast, opened(cast, now=START - 5 * DAY), now=START - DAY)
    replied(cast, opened(cast, now=START - HOUR), now=START, then="solved")
    opened(cast, by=cast.nick, now=START - 2 * DAY)
    context = report_context(cast.sam, START)

    numbers = [*context["late"], *context["ages"]]
    numbers += [
        row[name] for table in context["tables"] for row in table["rows"] for name in ("ended", "missed")
    ]
    assert sum(number["count"] for number in numbers) >= 8
    for number in numbers:
        assert bool(number["url"]) == (number["count"] > 0)
        if number["url"]:
            asked = dict(re.findall(r"(\w+)=([\w-]+)", number["url"]))
            assert behind(cast.sam, asked, START).count() == number["count"]
    assert [number["count"] for number in context["ages"]] == [0, 2, 0, 1]


@pytest.mark.usefixtures("monday")
def test_the_pages_show_the_figures_and_the_tickets(cast: Cast) -> None:
    ticket, sam = opened(cast, now=clock.now() - 2 * DAY), browser(cast.sam)
    page = sam.get(REPORTS)
    address = re.search(r'href="([^"]*what=age[^"]*)"', page.text)[1].replace("&amp;", "&")
    assert ticket.number in sam.get(address).text
    for wrong in ("", "?what=missed", "?what=age&age=x", "?what=missed&target=first_reply&week=2026-99-99"):
        assert sam.get(f"{REPORTS}tickets/{wrong}").headers["Location"] == REPORTS
    assert browser(cast.clara).get(REPORTS).status_code == 403


@pytest.mark.usefixtures("monday")
def test_the_file_holds_the_figures(cast: Cast) -> None:
    replied(cast, opened(cast, now=clock.now() - 2 * HOUR), now=clock.now())
    answer = browser(cast.sam).get(f"{REPORTS}csv/")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    header, first, *rest = csv.reader(io.StringIO(text))
    assert header == ["Figure", "Of", "Week from", "Count", "Late", "Median minutes"]
    assert first[:2] + first[3:] == ["ended", "first_reply", "1", "0", "120"]
    page = Api(cast.sam).get("support/reports/").json
    others = {(figure, of): int(count) for figure, of, week, count, *_more in rest if not week}
    assert others == {
        **{("late", one["target"]): one["count"] for one in page["late"]},
        **{("cause", one["cause"]): one["count"] for one in page["causes"]},
        **{("age", one["age"]): one["count"] for one in page["ages"]},
        **{("rated", one["verdict"]): one["count"] for one in page["ratings"]},
    }
    assert others["age", "day"] == 1 and len(rest) - len(others) == 23


@pytest.mark.usefixtures("monday")
def test_the_page_asks_as_many_queries_for_three_as_for_one(cast: Cast) -> None:
    sam = browser(cast.sam)
    replied(cast, opened(cast, now=clock.now() - 2 * HOUR), now=clock.now())
    one = queries_of(sam, REPORTS)
    for _number in range(2):
        replied(cast, opened(cast, now=clock.now() - 2 * HOUR), now=clock.now())
    assert queries_of(sam, REPORTS) == one and Ticket.objects.count() == 3
