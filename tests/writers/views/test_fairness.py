"""The fairness report: offers, answers with their reasons, and orders held week by week."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import pytest

from orders.actions import offers
from orders.models import Offer
from orders.states.offers import DeclineCode
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR
from tests.helpers.story import Story
from tests.orders.helpers.support import queries_of, stop_clock
from tests.writers.helpers.auto_accept import offer, rule
from writers.actions.auto_acceptance import undo_acceptance
from writers.pages.fairness import fairness_rows, period_of
from writers.querysets.fairness import Period, shares

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Any]
REPORT = "/desk/fairness/"
API = "writer-management/fairness/"


@pytest.fixture(autouse=True)
def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, START + 3 * DAY)


def told(cast: Cast) -> dict[str, Any]:
    """Wendell has taken an order, and declines another for its fee."""
    Story(cast).assigned()
    second = Story(cast, now=START + HOUR).offered()
    offers.decline_offer(actor=cast.wendell, order=second.order, why="fee", reason="Too low", now=second.now)
    return {row["writer"]["name"]: row for row in Api(cast.max).get(API).results}


def test_what_each_was_offered_and_answered(cast: Cast) -> None:
    rows = told(cast)

    wendell, wanda = rows["Wendell H."], rows["Wanda K."]
    assert (wendell["offers"], wendell["accepted"], wendell["declined"], wendell["share"]) == (2, 1, 1, 100)
    assert wendell["declines"] == [{"code": "fee", "count": 1}]
    assert (wanda["offers"], wanda["share"], wanda["declines"]) == (0, 0, [])
    assert wendell["held"][-1] == 1 and wendell["held"][0] == 0
    assert set(wanda["held"]) == {0}


def test_page_and_spreadsheet_say_the_same(cast: Cast, sign_in: SignIn) -> None:
    told(cast)
    client = sign_in(cast.max)

    page = client.get(REPORT).content.decode()
    sheet = b"".join(client.get(f"{REPORT}csv/").streaming_content).decode()

    assert "Fee too low: 1" in page
    rows = list(csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff"))))
    assert [row["Writer"] for row in rows] == ["Wanda K.", "Wendell H."]
    assert (rows[1]["Offers"], rows[1]["Declined: Fee too low"]) == ("2", "1")
    assert Api(cast.max).get(f"{API}csv/").content.decode() == sheet


def test_the_period_is_the_agencys_days(cast: Cast, sign_in: SignIn) -> None:
    told(cast)
    before = START.date().replace(day=1).isoformat()

    found = Api(cast.max).get(f"{API}?from_day=2026-02-01&to_day={before}").results

    assert [row["offers"] for row in found] == [0, 0]
    assert [len(row["held"]) for row in found] == [5, 5]
    for odd in (
        "from_day=x",
        "to_day=0001-01-01",
        "from_day=2020-01-01",
        "from_day=2026-03-09&to_day=2026-03-01",
    ):
        assert sign_in(cast.max).get(f"{REPORT}?{odd}").status_code == 200


def test_an_order_that_is_reassigned_is_held_by_one_at_a_time(cast: Cast) -> None:
    from orders.actions.reassigning import reassign_order

    story = Story(cast).in_progress()
    reassign_order(
        actor=cast.max,
        order=story.order,
        writer=cast.wanda.membership,
        fee=story.order.writer_fee,
        now=story.now + 7 * DAY,
    )
    period = period_of(START.date() + 14 * DAY, START.date() + 20 * DAY, cast.inkwell)

    rows = fairness_rows(cast.inkwell, [cast.wendell.membership, cast.wanda.membership], period)

    assert [row.found.held for row in rows] == [[0], [1]]


def test_the_report_is_managements(cast: Cast, sign_in: SignIn) -> None:
    for name, status in (("sam", 403), ("wendell", 403), ("clara", 403), ("otto", 200)):
        assert sign_in(getattr(cast, name)).get(REPORT).status_code == status


def test_the_report_costs_the_same_however_much_there_is(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.max)
    client.get(REPORT)
    counted = [queries_of(client, REPORT)]
    told(cast)
    counted.append(queries_of(client, REPORT))

    assert counted[0] == counted[1] <= 9


def test_a_reason_belongs_to_a_declined_offer(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast, now=START + 2 * DAY).offered()

    answer = sign_in(cast.wendell).post(
        f"/orders/{story.order.number}/offer/decline/", {"why": "no_time", "reason": ""}
    )

    assert answer.status_code == 302
    assert Offer.objects.get().decline_code == "no_time"


def test_the_chosen_reason_is_asked_wherever_one_declines_and_read_by_the_desk(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story(cast, now=START + 2 * DAY).offered(cast.wendell, cast.wanda)
    stop_clock(monkeypatch, story.now)
    url, mine = f"/orders/{story.order.number}/", sign_in(cast.wendell)
    for page in (url, "/studio/", "/studio/offers/"):
        options = re.findall(
            r'<option value="(\w*)">', words_between(mine.get(page), 'name="why"', "</select>")
        )
        assert options == ["", *DeclineCode.values], page

    mine.post(f"{url}offer/decline/", {"why": "fee", "reason": "For twice as much"})

    desk = sign_in(cast.max).get(url).content.decode()
    assert "Fee too low" in desk and "For twice as much" in desk
    (declined, _open) = sorted(
        Api(cast.max).get(f"orders/orders/{story.order.number}/").json["offers"], key=state_of
    )
    assert (declined["why"], declined["reason"]) == ("fee", "For twice as much")
    assert "Fee too low" in mine.get("/studio/declined/").content.decode()
    (row,) = Api(cast.wendell).get("writer-management/offers/declined/").results
    assert (row["why"], row["reason"]) == ("fee", "For twice as much")


def state_of(offer: dict[str, str]) -> str:
    return offer["state"]


def words_between(answer: Any, start: str, end: str) -> str:
    return str(answer.content.decode().partition(start)[2].partition(end)[0])


def test_what_was_undone_is_held_no_more(cast: Cast) -> None:
    rule(cast.wendell)
    order = offer(cast)
    undo_acceptance(actor=cast.wendell, order=order, now=START + HOUR / 10)

    weeks = [START + number * 7 * DAY for number in range(2)]
    found = shares(cast.inkwell, [cast.wendell.member_id], Period(START, START + 14 * DAY))

    assert Period(START, START + 14 * DAY).weeks == weeks
    assert found[cast.wendell.member_id].held == [1, 0]
