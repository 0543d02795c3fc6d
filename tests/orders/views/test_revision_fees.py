"""What somebody earns by a revision or a change order is read by them and the desk, on no page, list, answer
of the API or export of anybody else's."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.hooks import Part
from orders.own_data import client as client_data
from orders.own_data import work
from project.base.viewer import Member
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.pages import words_of
from tests.helpers.story import FEE, REVISION_FEE, Story
from tests.orders.helpers.fees import CHANGE_FEE, accept, booked, give, given, hand_in, of, sold
from tests.orders.helpers.revision_acts import out_of_scope
from tests.orders.helpers.support import queries_of, stop_clock, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
CANARIES = {"work": f"{FEE}", "revision": f"{REVISION_FEE}", "change": f"{CHANGE_FEE}"}
DESK = {"work", "revision", "change"}
PEOPLE = ("clara", "wendell", "wanda", "edith", "sam", "max")


def canaries(text: str) -> set[str]:
    return {name for name, amount in CANARIES.items() if amount in text}


def addresses(story: Story) -> Iterator[str]:
    """Every page on which an order, its revision or its money may stand."""
    yield from (
        url_of(story.order, part) for part in ("", "revisions/1/", "ledger/", "history/", "messages/")
    )
    yield from ("/studio/", "/studio/revisions/", "/studio/handed-over/", "/studio/offers/")
    yield from ("/orders/", "/orders/revisions/", "/editing/", "/editing/revisions/", "/messages/")
    yield from ("/desk/", "/desk/revisions/", f"/search/?q={story.order.number}")


def calls(story: Story) -> Iterator[str]:
    order, revision = f"orders/orders/{story.order.number}/", story.revision.public_id
    yield from (order, f"{order}ledger/", f"{order}timeline/", "orders/orders/", "orders/past-work/")
    yield from (f"orders/orders/?side={side}" for side in ("desk", "client", "writer", "editor"))
    yield from (f"orders/revision-requests/{revision}/", f"orders/revision-requests/{revision}/timeline/")
    yield "orders/revision-requests/"


def everything(story: Story, name: str, client: Client) -> str:
    """All that a person reads anywhere of this order."""
    member: Member = getattr(story.cast, name)
    pages = [words_of(client.get(url)) for url in addresses(story)]
    answers = [str(Api(member).get(path).json) for path in calls(story)]
    parts = [*work.parts(member), *client_data.parts(member)]
    taken = [json.dumps(list(part.rows)) for part in parts if isinstance(part, Part)]
    return "\n".join([*pages, *answers, *taken])


def with_all_fees(cast: Cast) -> Story:
    """Wendell wrote, Wanda does the revision that a change order made."""
    story = sold(Story(cast))
    give(story, cast.wanda)
    return story


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("name", PEOPLE)
def test_a_fee_is_read_by_whose_it_is_and_the_desk(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, name: str, done: bool
) -> None:
    story = with_all_fees(cast)
    if done:
        accept(hand_in(story, cast.wanda))
    stop_clock(monkeypatch, story.now)

    read = canaries(everything(story, name, sign_in(getattr(cast, name))))

    assert read == {"sam": DESK, "max": DESK, "wendell": {"work"}, "wanda": {"revision", "change"}}.get(
        name, set()
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_the_fee_of_a_change_order_on_offer(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Before the client answers, the writer knows what it would add, the client what it would cost."""
    story = out_of_scope(Story(cast).revision_requested())
    stop_clock(monkeypatch, story.now)
    lines = {"label_1": "More market", "amount_1": "40", "note": "More", "hours": "8"}
    sign_in(cast.max).post(url_of(story.order, "revisions/1/change/"), {**lines, "writer_fee": CHANGE_FEE})

    read = canaries(everything(story.reread(), name, sign_in(getattr(cast, name))))

    assert ("change" in read) is (name in ("wendell", "sam", "max"))


def test_the_page_asks_for_the_fee(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter of the writer's is proposed; without a fee everything typed is kept."""
    story = Story(cast).revision_requested()
    stop_clock(monkeypatch, story.now)
    client, url = sign_in(cast.max), url_of(story.order, "revisions/1/person/")
    wanda = cast.wanda.membership.public_id
    assert 'value="22.50"' in client.get(url).content.decode()

    refused = client.post(url, {"person": wanda, "fee": ""})

    assert refused.status_code == 422 and "Enter a fee." in words_of(refused)
    ticked = refused.content.decode().split(f'value="{wanda}"')[1].split(">")[0]
    assert "checked" in ticked
    assert client.post(url, {"person": wanda, "fee": "17.35"}).status_code == 302
    assert story.reread().revision.fee == REVISION_FEE
    page = words_of(client.get(url_of(story.order, "revisions/1/")))
    assert "Fee for this revision" in page and "€17.35" in page


@pytest.mark.parametrize("typed", ["-1", "1000001", "1.234", "NaN", "x"])
def test_hostile_fees_are_told_beside_the_field(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    story = Story(cast).revision_requested()
    stop_clock(monkeypatch, story.now)
    wanda = cast.wanda.membership.public_id

    refused = sign_in(cast.max).post(
        url_of(story.order, "revisions/1/person/"), {"person": wanda, "fee": typed}
    )

    assert refused.status_code == 422 and typed in refused.content.decode()
    assert story.reread().revision.assignee is None


def test_ending_an_order_asks_about_each_person(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = with_all_fees(cast)
    stop_clock(monkeypatch, story.now)
    client, url = sign_in(cast.max), url_of(story.order, "calling-off/")
    field = f"fee_{cast.wanda.membership.public_id}"
    page = client.get(url)
    assert f"Fee for {cast.wanda.membership.public_name}" in words_of(page)
    assert f'value="{REVISION_FEE + CHANGE_FEE}"' in page.content.decode()
    typed = {"reason": "Off", "refund": "0", "fee": "30"}

    assert client.post(url, typed).status_code == 422
    assert client.post(url, {**typed, field: "31"}).status_code == 422
    assert client.post(url, {**typed, field: "20"}).status_code == 302

    rows = (("wendell", "work", Decimal(30)), ("wanda", "revision", REVISION_FEE))
    assert booked(story.order) == of(cast, *rows, ("wanda", "change", Decimal("2.65")))


def test_a_list_of_work_shows_the_own_fee(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = given(Story(cast), cast.wanda)
    stop_clock(monkeypatch, story.now)

    row = Api(cast.wanda).get("orders/orders/?side=writer").results[0]

    assert row["fee"] == str(REVISION_FEE)
    assert "€17.35" in words_of(sign_in(cast.wanda).get("/studio/"))
    assert "€17.35" in words_of(sign_in(cast.wanda).get(url_of(story.order)))
    assert Api(cast.wendell).get("orders/orders/?side=writer").results[0]["fee"] == str(FEE)


def test_the_fee_costs_no_query_more(cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    story = given(Story(cast), cast.wanda)
    stop_clock(monkeypatch, story.now)
    client = sign_in(cast.wanda)

    assert queries_of(client, url_of(story.order, "revisions/1/")) <= 13
    assert queries_of(client, url_of(story.order)) <= 13


def test_programs_give_it_out_too(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story(cast).revision_requested()
    stop_clock(monkeypatch, story.now)
    path = f"orders/revision-requests/{story.revision.public_id}/"
    body: dict[str, Any] = {"assigned_to": cast.wanda.membership.public_id}

    assert Api(cast.max).post(f"{path}assign/", body).errors.keys() == {"fee"}
    given_out = Api(cast.max).post(f"{path}assign/", {**body, "fee": "17.35"}).json

    assert (given_out["fee"], given_out["change_fee"]) == ("17.35", None)
    assert Api(cast.wanda).get(path).json["fee"] == "17.35"
    assert Api(cast.wendell).get(path).json["fee"] is None is Api(cast.clara).get(path).json["fee"]
    ended = f"orders/orders/{story.order.number}/call-off/"
    said = {"reason": "Off", "refund": "0.00", "fee": "0.00"}
    wanda = {"person": cast.wanda.membership.public_id, "fee": "17.36"}
    assert Api(cast.max).post(ended, said).errors.keys() == {"fees"}
    assert Api(cast.max).post(ended, {**said, "fees": [wanda]}).errors.keys() == {"fees"}
    wanda["fee"] = "17.35"
    assert Api(cast.max).post(ended, {**said, "fees": [wanda]}).status == 200
    assert booked(story.order) == of(cast, ("wanda", "revision", REVISION_FEE))
    entry = Api(cast.max).get(f"orders/orders/{story.order.number}/ledger/").json["entries"][-1]
    assert (entry["cause"], entry["amount"]) == ("revision", "17.35")
