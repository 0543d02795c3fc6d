"""Revision requests by the API: asked for, listed, read, given out, taken back."""

from __future__ import annotations

from typing import Any

import pytest

from clients.models import ClientAccount
from orders.models import Order, RevisionRequest
from tests.helpers.api import Api
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY
from tests.helpers.story import Story
from tests.orders.helpers import revision_turns
from tests.orders.helpers.revision_api import NEVER, PATH, RevisionCalls
from tests.orders.helpers.support import colleague, queries_of, stop_clock

pytestmark = pytest.mark.django_db
POINTS = [
    {"place": "The market", "issue": "Too short", "wish": "Two more sentences", "category": "missing"},
    {"issue": "A livelier title", "need": "nice"},
]


def said(order: Any, **changed: Any) -> dict[str, Any]:
    return {"order": order.number, "summary": "More market", "points": POINTS, **changed}


@pytest.fixture
def delivered(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Story:
    story = Story(cast).delivered()
    stop_clock(monkeypatch, story.now)
    return story


@pytest.fixture
def calls(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> RevisionCalls:
    return RevisionCalls(Story(cast).revision_requested(), monkeypatch)


def test_asked_for_read_and_taken_back(cast: Cast, delivered: Story) -> None:
    api = Api(cast.clara)
    wanted = "2026-03-20T16:00:00Z"
    more = {"urgent": True, "priority": 8, "staff_note": "Between us", "wanted_by": wanted}

    made = api.post(PATH, said(delivered.order, severity="major", points=POINTS[:1], **more))

    assert made.status == 201, made
    found = made.json
    assert api.get(made.headers["Location"]).json == found
    expected = {
        "order": delivered.order.number,
        "number": 1,
        "summary": "More market",
        "severity": "major",
        "state": "open",
        "priority": 8,
        "urgent": True,
        "due_at": wanted,
        "turn": "writer",
        "your_turn": False,
        "requested_by": cast.clara.membership.public_name,
        "about_version": 1,
        "staff_note": "Between us",
        "client_review": None,
        "assigned_to": {
            "id": cast.wendell.membership.public_id,
            "name": cast.wendell.membership.public_name,
        },
    }
    assert expected.items() <= found.items()
    assert {**POINTS[0], "need": "must", "answer": None, "notes": []}.items() <= found["points"][0].items()
    assert [row["state"] for row in found["proposals"]] == ["accepted"]
    assert "cancel_revision" in found["allowed"] and "accept_deadline" in found["blocked"]
    row = api.get(PATH).results[0]
    assert row.items() <= found.items() and row["id"] == found["id"]
    assert api.delete(f"{PATH}{found['id']}/").status == 204 == api.delete(f"{PATH}{found['id']}/").status
    assert api.post(f"{PATH}{found['id']}/cancel/").json["state"] == "cancelled"
    assert api.get(f"orders/revision-requests/{found['id']}/actions/").json["state"] == "cancelled"
    assert api.put(f"{PATH}{found['id']}/", {}).status == 405 == api.patch(f"{PATH}{found['id']}/").status


def test_one_key_asks_once(cast: Cast, delivered: Story) -> None:
    api, body = Api(cast.clara), said(delivered.order)

    first, again = (api.post(PATH, body, **{"Idempotency-Key": "ask"}) for _ in range(2))

    assert first.status == again.status == 201 and first.json == again.json
    assert first.headers["Location"] == again.headers["Location"]
    assert api.post(PATH, said(delivered.order, summary="B"), **{"Idempotency-Key": "ask"}).status == 422
    assert api.post(PATH, body).json["id"] == first.json["id"]
    assert api.post(PATH, said(delivered.order, summary="B")).status == 409
    assert RevisionRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"summary": " "}, {"summary"}),
        ({"summary": "x" * 161, "severity": "awful", "priority": 11}, {"summary", "severity", "priority"}),
        ({"points": []}, {"points"}),
        ({"points": [{"issue": "x"}] * 41}, {"points"}),
        ({"points": [{"issue": "x", "colour": "red"}]}, {"points.0.colour"}),
        ({"wanted_by": "tomorrow"}, {"wanted_by"}),
        ({"wanted_by": "2026-03-01T09:00:00Z"}, {"wanted_by"}),
        ({"urgent": "yes", "number": 3}, {"urgent", "number"}),
        ({"order": 4}, {"order"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    cast: Cast, delivered: Story, changed: dict[str, Any], errors: set[str]
) -> None:
    answer = Api(cast.clara).post(PATH, {**said(delivered.order), **changed})

    assert (answer.status, set(answer.errors)) == (400, errors), answer
    assert not RevisionRequest.objects.exists()


def test_what_a_point_lacks_stands_at_the_point(cast: Cast, delivered: Story) -> None:
    points = [*POINTS[:1], {"issue": "Dull", "place": "Title"}]

    answer = Api(cast.clara).post(PATH, said(delivered.order, severity="major", points=points))

    assert answer.status == 400
    assert answer.errors == {"points.1.wish": ["Enter what you want instead."]}


def test_who_may_ask(cast: Cast, delivered: Story) -> None:
    body = said(delivered.order)
    assert Api(None, cast.inkwell).post(PATH, body).status == 401
    for name in ("wendell", "edith", "sam", "max", "otto"):
        assert Api(getattr(cast, name)).post(PATH, body).status == 403
    foreign, never = (
        Api(cast.nick).post(PATH, {**body, "order": key}) for key in (body["order"], "INK-2026-99999")
    )
    assert foreign.status == 404 and foreign.response.content == never.response.content


def test_asking_where_nothing_is_delivered_says_what_is_possible(cast: Cast, delivered: Story) -> None:
    story = Story(cast).in_progress()

    answer = Api(cast.clara).post(PATH, said(story.order))

    assert answer.status == 409 and answer.json["type"] == "urn:quillhouse:problem:wrong-state"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("clara", 200),
        ("wendell", 200),
        ("wanda", 404),
        ("edith", 200),
        ("sam", 200),
        ("max", 200),
        ("otto", 200),
        ("nick", 404),
        ("nora", 404),
        ("mara", 404),
    ],
)
def test_each_role_reads_its_own(cast: Cast, calls: RevisionCalls, name: str, status: int) -> None:
    api = Api(getattr(cast, name))
    for path in ("", "actions/", "timeline/"):
        answer = api.get(f"{calls.one}{path}")
        assert answer.status == status
        if status == 404:
            assert answer.response.content == api.get(f"{NEVER}{path}").response.content
    assert [row["number"] for row in api.get(PATH).results] == ([1] if status == 200 else [])
    assert Api(None, cast.inkwell).get(PATH).status == 401


def test_nobody_reads_more_than_on_the_page(cast: Cast, calls: RevisionCalls) -> None:
    RevisionRequest.objects.update(staff_note="Secret of the client", cause="change")
    reads = {name: calls.read(getattr(cast, name)) for name in ("clara", "wendell", "edith", "sam")}

    assert {name: found["staff_note"] for name, found in reads.items()} == {
        "clara": "Secret of the client",
        "sam": "Secret of the client",
        "wendell": None,
        "edith": None,
    }
    assert [found["cause"] for found in reads.values()] == [None, None, None, "change"]
    assert [found["scope_rule"] for found in reads.values()] == [None, None, None, "included"]
    assert reads["wendell"]["requested_by"] == "The client" == reads["edith"]["requested_by"]
    assert all(cast.clara.membership.user.email not in str(found) for found in reads.values())


def test_given_to_somebody_else_and_back(cast: Cast, calls: RevisionCalls) -> None:
    wanda, edith = cast.wanda.membership.public_id, cast.edith.membership.public_id

    given = calls.post(cast.max, "assign", {"assigned_to": wanda, "fee": "9.50"})

    assert given.json["assigned_to"] == {"id": wanda, "name": cast.wanda.membership.public_name}
    assert calls.read(cast.clara)["assigned_to"] is None
    assert Api(cast.clara).get(PATH).results[0]["assigned_to"] is None
    assert Api(cast.wanda).get(PATH).results[0]["your_turn"]
    assert calls.post(cast.max, "assign", {"assigned_to": wanda, "fee": "9.50"}).status == 200
    filtered = {
        (name, key): len(Api(getattr(cast, name)).get(f"{PATH}?assigned_to={key}").results)
        for name in ("sam", "wanda", "clara")
        for key in (wanda, edith)
    }
    assert [key for key, count in filtered.items() if count] == [("sam", wanda), ("wanda", wanda)]
    assert (
        calls.post(cast.max, "assign", {"assigned_to": edith, "fee": "9.50"}).json["assigned_to"]["id"]
        == edith
    )
    assert Api(cast.wanda).get(PATH).results == []
    wendell = cast.wendell.membership.public_id
    assert calls.post(cast.max, "assign", {"assigned_to": wendell}).json["assigned_to"]["id"] == wendell
    assert len(Api(cast.clara).get(f"{PATH}?assigned_to={wendell}").results) == 1


@pytest.mark.parametrize("name", ["clara", "sam", "max", "nora", "never"])
def test_only_writers_and_editors_of_the_agency_get_one(cast: Cast, calls: RevisionCalls, name: str) -> None:
    key = "2222222222" if name == "never" else getattr(cast, name).membership.public_id

    answer = calls.post(cast.otto, "assign", {"assigned_to": key, "fee": "9.50"})

    assert (answer.status, set(answer.errors)) == (400, {"assigned_to"})


def test_who_may_not(cast: Cast, calls: RevisionCalls) -> None:
    body = {"assigned_to": cast.wanda.membership.public_id, "fee": "9.50"}
    for name in ("clara", "wendell", "edith", "sam"):
        assert calls.post(getattr(cast, name), "assign", body).status == 403
    for name in ("wendell", "edith"):
        assert calls.post(getattr(cast, name), "cancel").status == 403
        assert Api(getattr(cast, name)).delete(calls.one).status == 403
    assert calls.post(cast.wanda, "cancel").status == 404 == calls.post(cast.nick, "assign", body).status


def test_too_late_to_take_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = RevisionCalls(Story(cast).answered(), monkeypatch)

    late = calls.post(cast.sam, "cancel")

    assert late.status == 409 and late.json["state"] == "answered"
    assert "cancel_revision" in late.json["blocked"] and late.json["allowed"] == []
    assert Api(cast.sam).delete(calls.one).status == 409


def test_its_timeline(cast: Cast, calls: RevisionCalls) -> None:
    calls.post(cast.wendell, "start")

    mine, theirs = (Api(who).get(f"{calls.one}timeline/") for who in (cast.clara, cast.wendell))

    assert [row["verb"] for row in mine.results] == ["start", "request_revision"]
    assert mine.results[1]["who"] == "You" and theirs.results[0]["who"] == "You"
    assert mine.results[0]["text"] and mine.json["next"] is None
    first = Api(cast.clara).get(f"{calls.one}timeline/?page_size=1")
    assert Api(cast.clara).get(first.json["next"]).results == mine.results[1:]


def test_filters(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first = revision_turns.ask(Story(cast).delivered(), severity="minor", summary="First")
    second = Story(cast).answered()
    third = revision_turns.pending(Story(cast).delivered())
    stop_clock(monkeypatch, third.now)
    numbers = {
        story.order.number: name for story, name in ((first, "first"), (second, "second"), (third, "third"))
    }

    def found(who: Any, query: str) -> list[str]:
        return [numbers[row["order"]] for row in Api(who).get(f"{PATH}?{query}").results]

    every = found(cast.sam, "")
    assert sorted(every) == ["first", "second", "third"] == sorted(found(cast.clara, ""))
    assert found(cast.clara, "status=answered") == ["second"]
    assert found(cast.wendell, "severity=minor&status=open") == ["first"]
    assert (
        found(cast.sam, f"order={first.order.number}")
        == ["first"]
        == found(cast.edith, f"order={first.order.number}")
    )
    assert found(cast.sam, "scope=pending") == ["third"] == found(cast.sam, "mine=true")
    assert found(cast.clara, "mine=true") == ["second"] and found(cast.wendell, "mine=true") == ["first"]
    assert found(cast.nick, f"order={first.order.number}") == []
    assert found(cast.sam, "overdue=true") == []
    assert found(cast.sam, "status=open&sort=due")[0] == "first"
    stop_clock(monkeypatch, third.now + 30 * DAY)
    assert sorted(found(cast.clara, "overdue=true")) == ["first", "third"]
    assert found(cast.clara, "overdue=false") == ["second"]
    assert Api(cast.sam).get(f"{PATH}?sort=due").errors.keys() == {"sort"}
    wrong = "status=done&severity=x&order=1&assigned_to=x&overdue=1&colour=red"
    assert Api(cast.sam).get(f"{PATH}?{wrong}").errors.keys() == {
        *("status", "severity", "order", "assigned_to", "overdue", "colour")
    }


def test_pages_by_cursor_on_several_sides(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who writes and edits reads what is theirs on either side, each once."""
    membership = cast.wanda.membership
    membership.roles = ["writer", "editor"]
    membership.save(update_fields=["roles"])
    stories = [revision_turns.ask(Story(cast).delivered()) for _ in range(3)]
    for story in stories:
        revision_turns.give(story, cast.wanda)
    stop_clock(monkeypatch, stories[-1].now)
    api = Api(cast.wanda)

    first = api.get(f"{PATH}?page_size=2")
    second = api.get(first.json["next"])

    listed = [row["order"] for row in first.results + second.results]
    assert sorted(listed) == sorted(story.order.number for story in stories)
    assert second.json["next"] is None and api.get(second.json["previous"]).results == first.results
    assert api.get(first.json["next"].replace("after=", "after=x")).errors.keys() == {"after"}
    assert len(api.get(f"{PATH}?page_size=200").results) == 3


def test_a_client_who_also_writes_reads_each_as_what_they_are_there(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = colleague(cast, "reader")
    reader.membership.roles = ["client", "writer"]
    reader.membership.save(update_fields=["roles"])
    story = revision_turns.give(revision_turns.ask(Story(cast).delivered()), cast.wanda)
    other = revision_turns.ask(Story(cast).delivered())
    Order.objects.filter(pk=other.order.pk).update(writer=reader.membership, account=strangers(cast))
    stop_clock(monkeypatch, other.now)
    api = Api(reader)

    rows = {row["order"]: row for row in api.get(PATH).results}

    of_account, written = rows[story.order.number], rows[other.order.number]
    assert (of_account["assigned_to"], of_account["your_turn"]) == (None, False)
    assert written["assigned_to"]["id"] == reader.membership.public_id and written["your_turn"]
    assert api.post(PATH, said(story.order)).status == 403, "readers do not order"
    one = f"{PATH}{of_account['id']}/"
    assert api.get(one).json["assigned_to"] is None and api.post(f"{one}cancel/").status == 403


def strangers(cast: Cast) -> ClientAccount:
    return ClientAccount.objects.create(
        agency=cast.inkwell, name="Strangers", kind="company", created_at=START
    )


def test_queries_stay_the_same(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    counts: dict[str, set[int]] = {}
    for _ in range(3):
        story = revision_turns.ask(Story(cast).delivered())
        stop_clock(monkeypatch, story.now)
        for name in ("clara", "wendell", "edith", "sam"):
            api = Api(getattr(cast, name))
            for query in ("", f"?status=open&overdue=false&assigned_to={cast.wendell.membership.public_id}"):
                api.get(f"{PATH}{query}")
                counts.setdefault(name, set()).add(queries_of(api.client, f"/api/v1/{PATH}{query}"))

    assert all(len(found) == 1 and max(found) <= 4 for found in counts.values()), counts
