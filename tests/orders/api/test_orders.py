"""Orders by the API: lists, one order, its timeline and versions, for those who may read them."""

from __future__ import annotations

import json
from itertools import chain

import pytest

from orders.actions.moving import ORDERS as TABLE
from orders.hooks.verbs import order_verbs
from orders.pages.order.verbs import DOORS
from project.api.views import schema
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR, account_of, make_draft, place_order
from tests.helpers.many import copies
from tests.helpers.story import FEE, Story, make_order
from tests.orders.helpers.api import NEVER, ORDERS, Desk, queries
from tests.orders.helpers.sentinels import SECRETS, Secretive
from tests.orders.helpers.support import colleague, stop_clock

pytestmark = pytest.mark.django_db
INSIDE = {"writer", "editor", "writer's note", "editor's note", "brief file", "unapproved file"}
CLIENT = {"account", "client", "notes", "price"}
DESK = CLIENT | {"fee"}


def secrets_in(found: object, story: Story) -> set[str]:
    """Which secrets of sentinels stand in an answer; money as the API writes it."""
    text = json.dumps(found, ensure_ascii=False)
    total = sum(line.amount for line in story.order.lines.all())
    wanted = {**SECRETS, "fee": f'"fee": "{FEE:.2f}"', "price": f'"{total:.2f}"', "decline": "Qreason"}
    return {name for name, words in wanted.items() if words in text}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("clara", CLIENT | {"brief file"}),
        ("wendell", {"fee", "brief file"}),
        ("sam", DESK | {"writer", "rival", "brief file"}),
        ("max", DESK | {"writer", "rival", "brief file"}),
    ],
)
def test_an_offered_order(cast: Cast, monkeypatch, name: str, wanted: set[str]) -> None:
    desk = Desk(Secretive(cast).offered(), monkeypatch)
    assert secrets_in(desk.read(name), desk.story) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("clara", CLIENT | {"writer", "brief file"}),
        ("wendell", INSIDE | {"fee"}),
        ("edith", INSIDE),
        ("sam", INSIDE | DESK),
        ("otto", INSIDE | DESK),
    ],
)
def test_an_order_with_three_versions(cast: Cast, monkeypatch, name: str, wanted: set[str]) -> None:
    desk = Desk(Secretive(cast).three_versions(), monkeypatch)

    found = desk.read(name)

    assert secrets_in(found, desk.story) == wanted
    numbers = [version["number"] for version in found["deliveries"]]
    assert numbers == ([2] if name == "clara" else [3, 2, 1])


@pytest.mark.parametrize(
    ("name", "versions"),
    [("clara", {2}), ("wendell", {1, 2, 3}), ("edith", {1, 2, 3}), ("max", {1, 2, 3}), ("wanda", set())],
)
def test_the_texts_of_versions(cast: Cast, monkeypatch, name: str, versions: set[int]) -> None:
    desk = Desk(Secretive(cast).three_versions(), monkeypatch)
    texts = {1: SECRETS["sent back"], 2: SECRETS["approved"], 3: SECRETS["unapproved"]}

    for number, text in texts.items():
        found = desk.api(name).get(f"{desk.path}deliveries/{number}/")
        if number in versions:
            assert (found.status, found.json["text"], found.json["number"]) == (200, text, number)
            assert bool(found.json["note"]) == (name != "clara")
            assert (found.json["length"] is None) == (name == "clara")
        else:
            assert found.status == 404


def test_the_timeline_is_told_as_on_the_page(cast: Cast, monkeypatch) -> None:
    desk = Desk(Secretive(cast).three_versions(), monkeypatch)

    hers, his, desks = (
        desk.api(name).get(f"{desk.path}timeline/?page_size=200").results
        for name in ("clara", "wendell", "max")
    )

    assert [event["verb"] for event in hers if event["verb"] == "send_back"] == []
    assert hers[-1] == {
        "at": "2026-03-02T09:00:00Z",
        "verb": "place",
        "who": "You",
        "text": "placed the order",
        "note": "",
        "delivery": None,
    }
    assert len(desks) > len(his) > len(hers)
    assert secrets_in(hers, desk.story) <= {"writer", "client"}


def test_the_timeline_in_pages(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast).completed(), monkeypatch)
    whole = desk.api("max").get(f"{desk.path}timeline/").results
    first = desk.api("max").get(f"{desk.path}timeline/?page_size=2")
    second = desk.api("max").get(first.json["next"])

    assert first.results + second.results == whole[:4]
    assert desk.api("max").get(second.json["previous"]).results == first.results


def test_what_is_foreign_does_not_exist(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast).delivered(), monkeypatch)
    paths = ["", "actions/", "timeline/", "ledger/", "messages/", "messages/mentions/", "deliveries/1/"]

    for path in paths:
        answers = [desk.api("nick").get(desk.path + path), desk.api("nick").get(NEVER + path)]
        assert {answer.status for answer in answers} == {404}
        assert answers[0].response.content == answers[1].response.content
        assert desk.api("wanda").get(desk.path + path).status == 404
        assert Api(None, cast.inkwell).get(desk.path + path).status == 401


def test_each_verb_of_the_table_has_a_path() -> None:
    paths = schema()["paths"]
    elsewhere = {"request_revision", "lapse", "open_dispute", "settle_dispute"}

    for verb in {transition.verb for transition in TABLE} - elsewhere:
        assert f"/api/v1/{ORDERS}{{number}}/{verb.replace('_', '-')}/" in paths, verb
    own = {transition.verb for transition in TABLE} - {name for name, _verb in order_verbs.items()}
    assert set(DOORS) - elsewhere == own - elsewhere


def test_the_verbs_are_those_of_the_page(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast).in_progress(), monkeypatch)

    found = desk.read("wendell")
    actions = desk.api("wendell").get(f"{desk.path}actions/").json

    assert actions == {"state": "in_progress", "allowed": found["allowed"], "blocked": found["blocked"]}
    assert found["allowed"] == ["deliver", "ask_extension", "open_dispute"]
    assert found["blocked"]["start"].startswith("This is only possible while")
    assert found["turn"] == {
        "side": "writer",
        "mine": True,
        "words": "write the text, then deliver it.",
    }


def test_an_offer_whose_time_is_over_shows_no_order(cast: Cast, monkeypatch) -> None:
    story = Story(cast).offered()
    path = f"{ORDERS}{story.order.number}/"
    stop_clock(monkeypatch, story.now)
    assert "accept_offer" in Api(cast.wendell).get(path).json["allowed"]

    stop_clock(monkeypatch, story.now + 9 * DAY)
    assert Api(cast.wendell).get(path).status == 404
    refused = Api(cast.wendell).post(f"{path}accept-offer/")
    assert (refused.status, refused.json["detail"]) == (409, "This offer has expired.")


# --- lists ---
def test_each_side_lists_its_own(cast: Cast, monkeypatch) -> None:
    stop_clock(monkeypatch, Story(cast).now + 20 * HOUR)
    placed = place_order(cast.clara).number
    offered, written = make_order(cast, "offered").number, make_order(cast, "in_progress").number
    reviewed = make_order(cast, "in_review").number

    def listed(name: str, query: str = "") -> set[str]:
        return {row["number"] for row in Api(getattr(cast, name)).get(f"{ORDERS}{query}").results}

    assert listed("sam") >= {placed, offered, written, reviewed}
    assert listed("clara") == listed("sam")
    assert listed("wendell") == {offered, written, reviewed}
    assert listed("wanda") == listed("nick") == set()
    assert listed("edith") == {reviewed}
    assert listed("wendell", "?state=offered") == {offered}
    assert listed("clara", f"?account={account_of(cast.clara).public_id}") == listed("clara")
    assert listed("sam", f"?writer={cast.wendell.membership.public_id}") == {written, reviewed}
    assert listed("sam", "?account=2222222222") == listed("sam", "?writer=2222222222") == set()
    assert listed("sam", "?tab=closed") == set()
    assert listed("sam", "?search=harbour") == listed("sam") and listed("sam", "?search=zebra") == set()


def test_a_side_that_one_has_not(cast: Cast) -> None:
    assert Api(cast.wendell).get(f"{ORDERS}?side=desk").status == 403
    assert Api(cast.clara).get(f"{ORDERS}?side=editor").status == 403
    assert Api(cast.otto).get(f"{ORDERS}?side=desk").status == 200
    assert Api(cast.wendell).get(f"{ORDERS}?account=2222222222").errors.keys() == {"account"}
    assert Api(None, cast.inkwell).get(ORDERS).status == 401


def test_rows_hold_what_their_side_may_read(cast: Cast, monkeypatch) -> None:
    story = Secretive(cast).three_versions()
    stop_clock(monkeypatch, story.now + HOUR)
    total = sum(line.amount for line in story.order.lines.all())

    rows = {
        name: Api(getattr(story.cast, name)).get(ORDERS).results[0]
        for name in ("clara", "wendell", "edith", "max")
    }

    assert {name: row["total"] for name, row in rows.items() if row["total"]} == {
        "clara": f"{total:.2f}",
        "max": f"{total:.2f}",
    }
    assert {name: row["fee"] for name, row in rows.items() if row["fee"]} == {
        "wendell": "90.00",
        "max": "90.00",
    }
    assert {name for name, row in rows.items() if row["account"]} == {"clara", "max"}
    assert {name for name, row in rows.items() if row["requested_by"]} == {"clara", "max"}
    assert {name for name, row in rows.items() if row["client_deadline"]} == {"clara", "edith", "max"}
    assert {name for name, row in rows.items() if row["writer_deadline"]} == {"wendell", "max"}
    assert {name for name, row in rows.items() if row["handed_in_at"]} == {"edith"}
    assert {row["turn"] for row in rows.values()} == {"editor"}


def test_an_offer_in_a_list(cast: Cast, monkeypatch) -> None:
    story = Story(cast).offered()
    stop_clock(monkeypatch, story.now)

    (row,) = Api(cast.wendell).get(ORDERS).results

    assert (row["fee"], row["total"], row["writer"], row["turn"]) == ("90.00", None, None, "writer")
    assert row["respond_by"] == story.order.offers.get().answer_by.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_late_and_soon(cast: Cast, monkeypatch) -> None:
    story = Story(cast).in_progress()
    order = story.order

    for name, deadline in (("clara", order.client_deadline), ("wendell", order.writer_deadline)):
        api = Api(getattr(cast, name))
        for moment, due in ((-25 * HOUR, None), (-HOUR, "soon"), (HOUR, "late")):
            stop_clock(monkeypatch, deadline + moment)
            assert [row["due"] for row in api.get(ORDERS).results] == [due]
            found = {which: len(api.get(f"{ORDERS}?due={which}").results) for which in ("late", "soon")}
            assert found == {"late": int(due == "late"), "soon": int(due == "soon")}


@pytest.mark.parametrize("sort", ["new", "due"])
@pytest.mark.parametrize("name", ["clara", "sam", "wendell"])
def test_pages_by_cursor(cast: Cast, monkeypatch, name: str, sort: str) -> None:
    for n in range(5):
        story = Story(cast, now=START + n * HOUR, title=f"T{n}")
        story.in_progress()
    stop_clock(monkeypatch, story.now)
    api = Api(getattr(cast, name))
    query = f"{ORDERS}?tab=open&sort={sort}"

    whole = [row["title"] for row in api.get(query).results]
    first = api.get(f"{query}&page_size=2")
    second = api.get(first.json["next"])
    third = api.get(second.json["next"])

    pages = [[row["title"] for row in page.results] for page in (first, second, third)]
    assert [len(page) for page in pages] == [2, 2, 1] and list(chain(*pages)) == whole
    assert whole == [f"T{n}" for n in (range(5) if sort == "due" else range(4, -1, -1))]
    assert third.json["next"] is None and api.get(third.json["previous"]).results == second.results
    assert api.get(first.json["next"].replace("after=", "after=x")).errors.keys() == {"after"}


def test_the_editor_sorts_by_waiting(cast: Cast, monkeypatch) -> None:
    told = [Story(cast, title=title).in_review() for title in ("One", "Two")]
    stop_clock(monkeypatch, told[-1].now)
    api = Api(cast.edith)

    assert [row["title"] for row in api.get(f"{ORDERS}?tab=open&sort=waiting").results] == ["One", "Two"]
    assert api.get(f"{ORDERS}?sort=due").errors.keys() == {"sort"}
    assert Api(cast.clara).get(f"{ORDERS}?tab=open&sort=waiting").errors.keys() == {"sort"}
    assert api.get(f"{ORDERS}?colour=red&state=blue").errors.keys() == {"colour", "state"}


@pytest.mark.parametrize("name", ["clara", "sam", "wendell", "edith"])
def test_queries_stay_the_same(cast: Cast, name: str) -> None:
    api = Api(getattr(cast, name))
    order = make_order(cast, "in_review")
    for more in (0, 2, 47):
        copies(order, more)
        assert queries(api, ORDERS) == 4
    assert len(api.get(ORDERS).results) == 50


def test_queries_of_a_timeline(cast: Cast, monkeypatch) -> None:
    story = Story(cast).in_progress()
    desk = Desk(story, monkeypatch)
    for _n in range(2):
        assert queries(desk.api("clara"), f"{desk.path}timeline/") == 4
        story.deliver()


def test_a_reader_of_the_account_reads_all_and_may_nothing(cast: Cast, monkeypatch) -> None:
    story = Story(cast).delivered()
    stop_clock(monkeypatch, story.now + HOUR)
    reader = Api(colleague(cast, "reader"))

    found = reader.get(f"{ORDERS}{story.order.number}/").json

    assert found["price"]["charged"] and found["balance"] is None and found["allowed"] == []
    assert reader.get(f"{ORDERS}{story.order.number}/ledger/").status == 404
    assert reader.post(f"{ORDERS}{story.order.number}/accept/").status == 403


def test_a_draft_is_no_order(cast: Cast) -> None:
    make_draft(cast.clara)
    assert Api(cast.clara).get(ORDERS).results == []
