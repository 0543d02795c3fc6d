"""What somebody earned and will earn: their own pages, the managers', the statement of a month."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from agencies.models import Agency
from orders.models import LedgerEntry
from orders.models.ledger import EntryKind
from project.base.paging import PAGE_SIZE
from project.base.viewer import Member
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY, place_order
from tests.helpers.pages import words_of
from tests.helpers.story import FEE, REVISION_FEE, Story
from tests.orders.helpers.fees import CHANGE_FEE, accept, give, given, hand_in, sold
from tests.orders.helpers.support import queries_of, stop_clock
from tests.writers.helpers.earnings import earn

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
MARCH = "/studio/earnings/2026-03/"


@pytest.fixture
def completed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Story:
    """Wendell wrote, Wanda revised."""
    story = accept(hand_in(given(Story(cast), cast.wanda), cast.wanda))
    stop_clock(monkeypatch, story.now)
    return story


def test_each_reads_their_own(cast: Cast, sign_in: SignIn, completed: Story) -> None:
    number = completed.order.number
    for person, fee in ((cast.wendell, "€90.00"), (cast.wanda, "€17.35")):
        client = sign_in(person)
        for url in ("/studio/earnings/", MARCH):
            page = words_of(client.get(url))
            assert {fee} == {amount for amount in ("€90.00", "€17.35") if amount in page}, url
        assert number in page
    assert "Revision 1" in words_of(sign_in(cast.wanda).get(MARCH))
    assert "Writing" in words_of(sign_in(cast.wendell).get(MARCH))
    assert words_of(sign_in(cast.edith).get("/studio/earnings/")).count("€0.00") >= 2
    for person in (cast.clara, cast.sam):
        assert sign_in(person).get("/studio/earnings/").status_code == 403


def test_an_order_is_linked_while_one_may_open_it(cast: Cast, sign_in: SignIn, completed: Story) -> None:
    """Wanda's part is over: her page names the order by its number alone."""
    address, title = f"/orders/{completed.order.number}/", completed.order.title
    own = sign_in(cast.wendell).get(MARCH).content.decode()
    others = sign_in(cast.wanda).get(MARCH).content.decode()

    assert address in own and title in own
    assert address not in others and title not in others
    assert sign_in(cast.wanda).get(address).status_code == 404


def test_what_is_to_come(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    story = sold(Story(cast))
    give(story, cast.wanda)
    stop_clock(monkeypatch, story.now)

    def coming(person: Member) -> list[tuple[str, str]]:
        rows = sign_in(person).get("/studio/earnings/").context["coming"]
        return sorted((row["words"], row["amount"]) for row in rows)

    assert coming(cast.wendell) == [("Writing", f"€{FEE}")]
    assert coming(cast.wanda) == [("Change order 1", f"€{CHANGE_FEE}"), ("Revision 1", f"€{REVISION_FEE}")]
    assert coming(cast.edith) == []
    page = sign_in(cast.wanda).get("/studio/earnings/")
    assert page.context["coming_total"] == f"€{REVISION_FEE + CHANGE_FEE}"
    accept(hand_in(story, cast.wanda))
    assert coming(cast.wendell) == coming(cast.wanda) == []


def test_the_zone_of_the_agency_decides_the_day(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half an hour before midnight in UTC it is April in Oslo, and still March in New York."""
    at = dt.datetime(2026, 3, 31, 23, 30, tzinfo=dt.UTC)
    earn(cast, cast.wendell, at)
    stop_clock(monkeypatch, at + DAY)
    for zone, month, day in (
        ("Europe/Oslo", "2026-04", "2026-04-01"),
        ("America/New_York", "2026-03", "2026-03-31"),
    ):
        Agency.objects.filter(pk=cast.inkwell.pk).update(timezone=zone)
        client = sign_in(cast.wendell)
        (row,) = client.get("/studio/earnings/?year=2026").context["months"]
        assert row["url"] == f"/studio/earnings/{month}/"
        assert len(client.get(row["url"]).context["page"].rows) == 1
        assert rows_of(client.get(row["csv_url"]))[1][0] == day


def rows_of(response: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))


def test_the_statement_as_csv(cast: Cast, sign_in: SignIn, completed: Story) -> None:
    response = sign_in(cast.wanda).get(f"{MARCH}csv/")

    assert response.headers["Content-Type"].startswith("text/csv")
    assert rows_of(response)[1:] == [
        [f"{completed.now.date()}", completed.order.number, "Revision 1", "17.35", "EUR"]
    ]


def test_the_statement_as_pdf(cast: Cast, sign_in: SignIn, completed: Story) -> None:
    response = sign_in(cast.wendell).get(f"{MARCH}pdf/")

    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    for words in (
        "Inkwell",
        "March 2026",
        cast.wendell.membership.public_name,
        completed.order.number,
        "90.00",
    ):
        assert words in text
    assert "17.35" not in text
    again = sign_in(cast.wendell).get(f"{MARCH}pdf/")
    assert len(again.content) == len(response.content)
    assert sign_in(cast.wendell).get("/studio/earnings/2025-01/pdf/").status_code == 200


def test_managers_read_what_everybody_earned(cast: Cast, sign_in: SignIn, completed: Story) -> None:
    client = sign_in(cast.max)
    page = client.get("/desk/earnings/?month=2026-03")

    wanda, wendell = page.context["page"].rows
    assert (wanda["total"], wendell["total"], page.context["total"]) == ("€17.35", "€90.00", "€107.35")
    month = client.get(wendell["url"])
    assert completed.order.title in words_of(month)
    key = cast.wendell.membership.public_id
    person = words_of(client.get(f"/desk/earnings/{key}/"))
    assert "€90.00" in person and "March 2026" in person
    assert client.get(f"/desk/earnings/{key}/2026-03/csv/").status_code == 200
    assert client.get(wendell["pdf_url"]).headers["Content-Type"] == "application/pdf"
    lines = rows_of(client.get("/desk/earnings/2026-03/csv/"))
    assert lines[1:] == [
        ["2026-03", cast.wanda.membership.public_name, "1", "17.35", "EUR"],
        ["2026-03", cast.wendell.membership.public_name, "1", "90.00", "EUR"],
    ]
    assert words_of(client.get("/desk/earnings/?month=2026-02")).count("€0.00") == 1


@pytest.mark.parametrize("name", ["clara", "wendell", "edith", "sam"])
def test_nobody_else_does(cast: Cast, sign_in: SignIn, completed: Story, name: str) -> None:
    client, key = sign_in(getattr(cast, name)), cast.wanda.membership.public_id
    parts = ("", "2026-03/csv/", f"{key}/", f"{key}/2026-03/", f"{key}/2026-03/csv/", f"{key}/2026-03/pdf/")

    assert {client.get(f"/desk/earnings/{part}").status_code for part in parts} == {403}


def test_nothing_of_another_agency(cast: Cast, sign_in: SignIn, completed: Story) -> None:
    """Wanda writes for both: each has its own."""
    client, key = sign_in(cast.mara), cast.wanda.membership.public_id

    assert client.get(f"/desk/earnings/{key}/").status_code == 404
    assert "€17.35" not in words_of(client.get("/desk/earnings/?month=2026-03"))
    assert "€17.35" not in words_of(sign_in(cast.wanda_northwind).get("/studio/earnings/?year=2026"))


@pytest.mark.parametrize(
    "asked", ["month=1", "month=2026-13", "month=9999-01", "month=", "year=1", "year=99999", "year=x"]
)
def test_odd_questions_get_the_present(cast: Cast, sign_in: SignIn, completed: Story, asked: str) -> None:
    client = sign_in(cast.max)

    assert client.get(f"/desk/earnings/?{asked}").context["month_words"] == "March 2026"
    assert client.get(f"/desk/earnings/{cast.wanda.membership.public_id}/?{asked}").context["year"] == 2026
    assert client.get("/studio/earnings/2026-13/").status_code == 404


def test_pages_cost_the_same_for_many(cast: Cast, sign_in: SignIn, completed: Story) -> None:
    urls = ("/studio/earnings/", MARCH)
    desk = ("/desk/earnings/?month=2026-03", f"/desk/earnings/{cast.wanda.membership.public_id}/")
    own, managers = sign_in(cast.wanda), sign_in(cast.max)
    few = [queries_of(own, url) for url in urls] + [queries_of(managers, url) for url in desk]
    for days in range(3):
        for person in (cast.wendell, cast.wanda, cast.edith):
            earn(cast, person, completed.now - days * DAY)

    assert [queries_of(own, url) for url in urls] + [queries_of(managers, url) for url in desk] == few


def test_a_long_month_is_paged(cast: Cast, sign_in: SignIn, completed: Story) -> None:
    story = completed
    order = place_order(cast.clara)
    event = order.events.latest("id")
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            agency=cast.inkwell,
            account_id=order.account_id,
            order=place_order(cast.clara),
            kind=EntryKind.WRITER_FEE,
            amount=1,
            currency="EUR",
            writer=cast.edith.membership,
            event=event,
            at=story.now - DAY,
        )
        for _each in range(PAGE_SIZE + 1)
    )
    client = sign_in(cast.edith)

    page = client.get(MARCH)

    assert len(page.context["page"].rows) == PAGE_SIZE and page.context["total"] == "€51.00"
    assert len(client.get(page.context["page"].next_url).context["page"].rows) == 1
    assert len(rows_of(client.get(f"{MARCH}csv/"))) == PAGE_SIZE + 2


def test_a_year_leads_to_the_one_before(cast: Cast, sign_in: SignIn, completed: Story) -> None:
    earn(cast, cast.wendell, completed.now - 365 * DAY)
    client = sign_in(cast.wendell)

    page = client.get("/studio/earnings/")
    before = client.get(page.context["older_url"])

    assert (before.context["year"], before.context["older_url"]) == (2025, "")
    assert before.context["newer_url"] == "/studio/earnings/?year=2026"
