"""From the very second on at which a review window ends the order reads as completed, whether or not the
sweep has been there: on its page, in lists, counts, search and the API, for everybody."""

from __future__ import annotations

import datetime as dt

import pytest

from orders.models import Order
from orders.pages.account_work import open_orders_panel
from project.base.viewer import Member
from tests.helpers.api import Api
from tests.helpers.cast import Cast, browser
from tests.helpers.story import Story
from tests.orders.helpers import revision_turns as asking
from tests.orders.helpers.support import queries_of, stop_clock

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)
#: Whose list, at which address, on which tab it is before and afterwards.
LISTS = {
    "clara": ("/orders/", "answer", "closed"),
    "max": ("/desk/", "delivered", "closed"),
    "wendell": ("/studio/", "others", "closed"),
}


@pytest.fixture
def story(cast: Cast) -> Story:
    return Story(cast).answered()


def end_of(story: Story) -> dt.datetime:
    moment = story.order.review_ends_at
    assert moment is not None
    return moment


def reach(story: Story, patch: pytest.MonkeyPatch, more: dt.timedelta = dt.timedelta(0)) -> None:
    stop_clock(patch, end_of(story) + more)


def listed(member: Member, path: str, tab: str, **more: str) -> list[str]:
    response = browser(member).get(path, {"tab": tab, **more})
    assert response.status_code == 200
    return [row.number for row in response.context["page"].rows]


def count_of(member: Member, path: str, label: str) -> str:
    found = {str(each["label"]): each["count"] for each in browser(member).get(path).context["tabs"]}
    return str(found[label])


def test_a_second_before_it_waits_for_the_client(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    reach(story, monkeypatch, -SECOND)

    page = browser(story.cast.clara).get(f"/orders/{story.order.number}/").text
    assert "Accept delivery" in page and "Review window ends" in page
    shown = Api(story.cast.clara).get(f"orders/orders/{story.order.number}/").json
    assert (shown["state"], shown["closed_at"]) == ("delivered", None) and "accept" in shown["allowed"]
    for name, (path, before, after) in LISTS.items():
        member = getattr(story.cast, name)
        assert listed(member, path, before) == [story.order.number], name
        assert listed(member, path, after) == [], name


@pytest.mark.parametrize("name", ["clara", "max", "wendell", "edith"])
def test_at_the_end_its_page_is_that_of_a_completed_order(
    story: Story, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reach(story, monkeypatch)
    cast, number = story.cast, story.order.number
    response = browser(getattr(cast, name)).get(f"/orders/{number}/")
    page = response.context["page"]

    assert "Completed" in page.badge and not page.turn.mine
    verbs = {button.verb for button in (*page.verbs.now, *page.verbs.more)}
    assert verbs <= {"request_revision", "open_dispute"}
    assert ("request_revision" in verbs) == (name == "clara")
    assert "review" not in {due.key for due in page.dues}
    assert {step.state for step in page.steps} == {"done"}
    assert [str(each.state[0]) for each in page.rounds] == ["Accepted"]
    assert Order.objects.get(number=number).state == "delivered"  # nobody has noted it yet


def test_at_the_end_lists_and_counts_say_so(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    reach(story, monkeypatch)
    cast, number = story.cast, story.order.number

    for name, (path, before, after) in LISTS.items():
        member = getattr(cast, name)
        assert listed(member, path, before) == [], name
        assert listed(member, path, after) == listed(member, path, "all") == [number], name
        (row,) = browser(member).get(path, {"tab": after}).context["page"].rows
        assert "Completed" in row.badge and "Delivered" not in row.badge and row.turn == "–", name
    for state, found in (("completed", [number]), ("cancelled", []), ("delivered", [])):
        for tab in ("closed", "all"):
            if (tab, state) != ("closed", "delivered"):
                assert listed(cast.max, "/desk/", tab, state=state) == found, (tab, state)
    assert count_of(cast.max, "/desk/", "Delivered") == count_of(cast.max, "/desk/", "Open") == "0"
    assert count_of(cast.clara, "/orders/", "Needs my answer") == "0"
    board = browser(cast.max).get("/desk/", {"view": "board"}).context["columns"]
    assert {column.state: (column.count, len(column.rows)) for column in board}["delivered"] == ("0", 0)


def test_at_the_end_revisions_are_accepted(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    cast, path = story.cast, "/orders/revisions/"
    reach(story, monkeypatch, -SECOND)
    api = Api(cast.clara)
    assert [row.order for row in browser(cast.clara).get(path, {"tab": "mine"}).context["page"].rows]
    assert [row["your_turn"] for row in api.get("orders/revision-requests/?status=answered").results] == [
        True
    ]
    reach(story, monkeypatch)

    for who, path in ((cast.clara, "/orders/revisions/"), (cast.max, "/desk/revisions/")):
        for tab, many in (("mine", 0), ("answered", 0), ("closed", 1), ("all", 1)):
            rows = browser(who).get(path, {"tab": tab}).context["page"].rows
            assert len(rows) == many, (path, tab)
            assert all("Accepted" in row.badge and row.turn == "–" for row in rows)
        for state, many in (("answered", 0), ("accepted", 1)):
            rows = browser(who).get(path, {"tab": "all", "state": state}).context["page"].rows
            assert len(rows) == many, (path, state)
    assert api.get("orders/revision-requests/?status=answered").results == []
    (row,) = api.get("orders/revision-requests/?status=accepted").results
    assert (row["state"], row["turn"], row["your_turn"]) == ("accepted", "nobody", False)
    one = api.get(f"orders/revision-requests/{row['id']}/").json
    assert one["state"] == "accepted" and "judge" not in " ".join(one["allowed"])
    page = browser(cast.clara).get(f"/orders/{story.order.number}/revisions/1/").text
    assert "Accepted" in page and "Check answers" not in page


def test_at_the_end_search_and_api_say_so(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    reach(story, monkeypatch)
    cast, number, api = story.cast, story.order.number, Api(story.cast.clara)

    (found,) = browser(cast.max).get("/search/", {"q": "Harbour"}).context["orders"]
    assert "Completed" in found["badge"]
    shown = api.get(f"orders/orders/{number}/").json
    # It is their turn to pay, as it is when the sweep has been there.
    assert (shown["state"], shown["turn"]["mine"]) == ("completed", False)
    assert "Complete, and" in shown["turn"]["words"]
    assert shown["closed_at"] == f"{end_of(story):%Y-%m-%dT%H:%M:%SZ}"
    assert "accept" not in shown["allowed"] and "request_revision" in shown["allowed"]
    for query, many in {"state=delivered": 0, "state=completed": 1, "tab=open": 0, "tab=closed": 1}.items():
        rows = api.get(f"orders/orders/?{query}").results
        assert [(row["state"], row["turn"]) for row in rows] == [("completed", "nobody")] * many, query


def test_elsewhere_it_is_no_open_order_either(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    cast, account = story.cast, story.order.account
    family, own = [account.pk], f"clients/accounts/{account.public_id}/"
    stop_clock(monkeypatch, end_of(story) - SECOND)
    assert open_orders_panel(cast.max, account, family) is not None
    assert Api(cast.clara).get(own).json["open_orders"] == 1
    assert Api(cast.max).get("billing/unbilled-orders/?state=open").results
    reach(story, monkeypatch)

    assert open_orders_panel(cast.max, account, family) is None
    assert Api(cast.clara).get(own).json["open_orders"] == 0
    assert Api(cast.max).get("billing/unbilled-orders/?state=open").results == []
    (row,) = Api(cast.max).get("billing/unbilled-orders/?state=completed").results
    assert row["state"] == "completed"
    to_rate = browser(cast.clara).get("/orders/feedback/", {"list": "to_rate"}).context["page"].rows
    assert [order.number for order in to_rate] == [story.order.number]


def test_a_change_order_still_waits_for_the_client(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    story = asking.offer(asking.judge(asking.pending(Story(cast).delivered()), within=False))
    reach(story, monkeypatch)

    assert listed(cast.clara, "/orders/", "answer") == [story.order.number]
    (row,) = browser(cast.clara).get("/orders/", {"tab": "closed"}).context["page"].rows
    assert "Completed" in row.badge and "Your turn" in row.turn


def test_no_query_is_added(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    stories = [Story(cast).answered() for _each in range(3)]
    stop_clock(monkeypatch, stories[0].now)
    paths = [f"/orders/{stories[0].order.number}/", "/orders/?tab=closed", "/orders/revisions/?tab=closed"]
    clara = browser(cast.clara)
    before = [queries_of(clara, path) for path in paths]
    stop_clock(monkeypatch, end_of(stories[2]))

    after = [queries_of(clara, path) for path in paths]

    # The list has rows now, whose facts are one query more.
    assert after[0] <= before[0] and after[1] <= before[1] + 1 and after[2] <= before[2]
