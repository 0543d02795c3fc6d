"""The pages about how much work a writer takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.actions.working_hours import add_holiday
from agencies.rules import working_hours
from orders.actions.offers import assign_order
from tests.helpers.capacity import away, capacity
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, place_order
from tests.helpers.pages import form_to, forms_of, markup
from writers.models import BlackoutPeriod, PreferredClient, WriterCapacity

OWN, EVERYONE = "/studio/capacity/", "/desk/capacity/"
TIME_OFF = f"{OWN}time-off/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def desk(cast: Cast) -> str:
    return f"/desk/people/{cast.wendell.membership.public_id}/capacity/"


def give(cast: Cast, times: int = 1) -> None:
    for _number in range(times):
        order = place_order(cast.clara)
        assign_order(actor=cast.max, order=order, writer=cast.wendell.membership, fee=Decimal(50), now=START)


def test_a_writer_reads_and_changes_it(cast: Cast, sign_in: Any) -> None:
    give(cast)
    client = sign_in(cast.wendell)
    page = client.get(OWN)
    assert "1 of 10" in markup(page)
    assert "9 free places" in markup(page)

    sent = form_to(page, "", having=["version"]).filled(
        max_active=1, working_days=["0", "1"], writes=["en-GB"]
    )
    answer = client.post(OWN, {**sent, "from_0": "de", "into_0": "en-GB"})

    assert answer.status_code == 302
    row = WriterCapacity.objects.get()
    assert (row.max_active, row.working_days, row.version) == (1, [0, 1], 2)
    page = markup(client.get(OWN))
    assert "Has 1 active order; the limit is 1." in page
    again = form_to(client.get(OWN), "", having=["version"]).sent
    assert (again["from_0"], again["into_0"], again["writes"]) == (["de"], ["en-GB"], ["en-GB"])


def test_what_is_wrong_stands_beside_its_field_and_all_stays(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.wendell)
    sent = form_to(client.get(OWN), "", having=["version"]).filled(
        max_active=0,
        buffer_days=61,
        message="On a book",
        only_subjects="on",
        into_1="fr",
        paused_until="2026-02-01",
        accepting=None,
    )

    page = client.post(OWN, sent)

    assert page.status_code == 422
    words = markup(page)
    for said in (
        "Enter a number between 1 and 100.",
        "Enter a number between 0 and 60.",
        "Choose a day after today, within a year.",
        "Choose both languages of this pair.",
    ):
        assert said in words
    again = form_to(page, "", having=["version"]).sent
    assert again["message"] == ["On a book"]
    assert again["max_active"] == ["0"]
    assert not WriterCapacity.objects.exists()


def test_a_stale_save_says_so_and_keeps_what_was_typed(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.wendell)
    sent = form_to(client.get(OWN), "", having=["version"]).filled(max_active=3)
    capacity(cast.wendell, max_active=7, version=2)

    page = client.post(OWN, sent)

    assert page.status_code == 422
    assert "Someone saved this capacity while you were editing it." in markup(page)
    assert client.post(OWN, form_to(page, "", having=["version"]).sent).status_code == 302
    assert WriterCapacity.objects.get().max_active == 3


def test_a_writer_knows_a_client_by_the_order_only(cast: Cast, sign_in: Any) -> None:
    give(cast, 2)
    account = place_order(cast.clara).account

    page = markup(sign_in(cast.wendell).get(OWN))
    assert account.name not in page
    assert "and 1 more" in page
    assert account.name in markup(sign_in(cast.max).get(desk(cast)))
    client = sign_in(cast.wendell)
    sent = form_to(client.get(OWN), "", having=["version"]).filled(clients=account.public_id)
    assert client.post(OWN, sent).status_code == 302
    assert PreferredClient.objects.get().account == account
    other = sign_in(cast.wanda)
    sent = form_to(other.get(OWN), "", having=["version"]).filled(clients=account.public_id)
    assert other.post(OWN, sent).status_code == 422, "not a client of hers"


def test_the_desk_edits_and_support_reads(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)
    sent = form_to(client.get(desk(cast)), "", having=["version"]).filled(max_hours=20)
    assert client.post(desk(cast), sent).status_code == 302
    support = sign_in(cast.sam)
    page = support.get(desk(cast))
    assert "Save changes" not in markup(page)
    assert support.post(desk(cast), sent).status_code == 403
    assert sign_in(cast.mara).get(desk(cast)).status_code == 404
    assert sign_in(cast.wanda).get(desk(cast)).status_code == 403
    assert (
        client.get(
            desk(cast).replace(cast.wendell.membership.public_id, cast.edith.membership.public_id)
        ).status_code
        == 404
    )
    reset = f"{OWN}{cast.wendell.membership.public_id}/reset/"
    assert support.post(reset).status_code == 403
    assert sign_in(cast.wanda).post(reset).status_code == 404
    assert client.post(reset).url == desk(cast)
    assert not WriterCapacity.objects.exists()


@pytest.fixture
def fresh_calendar() -> Iterator[None]:
    """The calendar is remembered by its version, which a test that is undone has used before."""
    working_hours._calendar.cache_clear()
    yield
    working_hours._calendar.cache_clear()


@pytest.mark.usefixtures("fresh_calendar")
def test_the_map_says_each_day_in_words(cast: Cast, sign_in: Any) -> None:
    give(cast)
    away(cast.wendell, START.date() + 7 * DAY, days=2)
    add_holiday(actor=cast.max, day=START.date() + 14 * DAY, name="Rest")

    page = markup(sign_in(cast.wendell).get(OWN))

    assert "9 March 2026: Time off" in page
    assert "16 March 2026: Not a working day" in page
    assert "2 March 2026: Busy, " in page
    assert "20 March 2026: Free" in page


def test_the_person_s_page_leads_there(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.max)
    person = f"/desk/people/{cast.wendell.membership.public_id}/"
    assert desk(cast) in markup(client.get(person))
    editor = client.get(person.replace(cast.wendell.membership.public_id, cast.edith.membership.public_id))
    assert "Open capacity" not in markup(editor)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_are_few_however_much_there_is(cast: Cast, sign_in: Any, rows: int) -> None:
    give(cast, rows)
    for number in range(rows):
        away(cast.wendell, START.date() + (20 + 3 * number) * DAY)
    for url, who, most in (
        (OWN, cast.wendell, 20),
        (desk(cast), cast.sam, 20),
        (EVERYONE, cast.sam, 9),
        (TIME_OFF, cast.wendell, 5),
    ):
        client = sign_in(who)
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(url).status_code == 200
        assert len(asked) <= most, (url, len(asked), [query["sql"][:90] for query in asked])


def test_time_off_is_added_listed_changed_and_deleted(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.wendell)
    sent = form_to(client.get(TIME_OFF), "", having=["from_day"]).filled(
        from_day="2026-03-09", from_part="afternoon", to_day="2026-03-11", to_part="morning", reason="Visit"
    )

    assert client.post(TIME_OFF, sent).status_code == 302
    row = BlackoutPeriod.objects.get()
    page = client.get(TIME_OFF)
    assert "9 March 2026 (afternoon) – 11 March 2026 (morning)" in markup(page)
    assert "2 days" in markup(page)
    assert "Visit" in markup(client.get(OWN))
    again = client.post(TIME_OFF, {**sent, "from_part": "morning"})
    assert again.status_code == 422
    assert "This overlaps time off that is already there" in markup(again)
    assert form_to(again, "", having=["from_day"]).sent["from_day"] == ["2026-03-09"]

    one = f"{TIME_OFF}{row.public_id}/"
    changed = form_to(client.get(one), "", having=["from_day"]).filled(to_day="2026-03-12")
    assert changed["from_part"] == ["afternoon"]
    assert client.post(one, changed).url == TIME_OFF
    row.refresh_from_db()
    assert row.to_half - row.from_half == 6
    assert client.post(f"{one}remove/").url == TIME_OFF
    assert client.get(one).status_code == 404
    assert not forms_of(sign_in(cast.sam).get(f"{desk(cast)}time-off/"))[0].sent.get("from_day")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-03-09", "2026-03-08", "Choose an end after the start."),
        ("2025-03-09", "2026-03-08", "Choose a day between a month ago and ten years from today."),
        ("2026-03-09", "2039-03-08", "Choose a day between a month ago and ten years from today."),
        ("9999-99-99", "2026-03-08", "Enter a valid date."),
        ("", "2026-03-08", "This field is required."),
    ],
)
def test_impossible_days(cast: Cast, sign_in: Any, first: str, last: str, said: str) -> None:
    page = sign_in(cast.wendell).post(TIME_OFF, {"from_day": first, "to_day": last})

    assert page.status_code == 422
    assert said in markup(page)


def test_past_time_off_is_on_a_tab_of_its_own(cast: Cast, sign_in: Any) -> None:
    away(cast.wendell, START.date() - 7 * DAY)
    client = sign_in(cast.wendell)
    assert "23 February 2026" not in markup(client.get(TIME_OFF))
    assert "23 February 2026" in markup(client.get(f"{TIME_OFF}?show=past"))
    for foreign in (cast.wanda, cast.nora):
        one = f"{TIME_OFF}{BlackoutPeriod.objects.get().public_id}/"
        assert sign_in(foreign).get(one).status_code == 404
        assert sign_in(foreign).post(f"{one}remove/").status_code == 404
    assert dt.date(2026, 2, 23) < START.date()


def test_all_writers_stand_in_one_map(cast: Cast, sign_in: Any) -> None:
    give(cast)
    capacity(cast.wanda, accepting=False, message="On a book")

    page = markup(sign_in(cast.sam).get(EVERYONE))

    assert cast.wendell.membership.public_name in page
    assert "On a book" in page
    assert sign_in(cast.wendell).get(EVERYONE).status_code == 403
