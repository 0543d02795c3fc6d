"""What is agreed on in a revision, by the API: its deadline, its scope, a change order."""

from __future__ import annotations

from typing import Any

import pytest

from orders.models import ChangeOrder
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.factories import DAY
from tests.helpers.story import Story
from tests.orders.helpers import revision_turns
from tests.orders.helpers.revision_api import NEVER, RevisionCalls

pytestmark = pytest.mark.django_db
LATER, LATEST = "2026-03-20T16:00:00Z", "2026-03-22T16:00:00Z"
CHANGE = {
    "note": "More about the market",
    "hours": 8,
    "items": [{"label": "Two paragraphs", "amount": "40.00"}, {"label": "A picture", "amount": "5"}],
}
OUT = {"within": False, "clause": "A feature about the harbour", "judgement": "The market was not ordered."}


@pytest.fixture
def calls(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> RevisionCalls:
    return RevisionCalls(Story(cast).revision_requested(), monkeypatch)


def test_proposed_countered_and_agreed(cast: Cast, calls: RevisionCalls) -> None:
    before = calls.read(cast.clara)["due_at"]

    for _ in range(2):
        proposed = calls.post(cast.wendell, "propose-deadline", {"due_at": "2026-03-20T17:00:00.25+01:00"})
        assert proposed.json["requested_deadline"] == LATER and proposed.json["due_at"] == before
    assert "accept_deadline" not in proposed.json["allowed"]
    assert calls.read(cast.clara)["proposals"][0]["yours_to_answer"]
    countered = calls.post(cast.clara, "propose-deadline", {"due_at": LATEST, "note": "Sunday"}).json
    assert [row["state"] for row in countered["proposals"]] == ["countered", "open"]
    outdated = calls.post(cast.wendell, "agree-deadline", {"due_at": LATER})
    assert outdated.status == 409 and outdated.json["type"] == "urn:quillhouse:problem:conflict"
    assert calls.post(cast.clara, "agree-deadline", {"due_at": LATEST}).status == 403
    for _ in range(2):
        agreed = calls.post(cast.wendell, "agree-deadline", {"due_at": LATEST})
        assert agreed.status == 200
        assert (agreed.json["due_at"], agreed.json["requested_deadline"]) == (LATEST, None)
    late = calls.post(cast.wendell, "agree-deadline", {"due_at": LATER})
    assert late.status == 409 and late.json["blocked"].keys() >= {"accept_deadline"}


@pytest.mark.parametrize(
    "due_at", ["2026-03-01T09:00:00Z", "2099-03-01T09:00:00Z", "2026-03-20T17:00:00", 5, None, "now"]
)
def test_a_deadline_that_is_none(cast: Cast, calls: RevisionCalls, due_at: Any) -> None:
    answer = calls.post(cast.clara, "propose-deadline", {"due_at": due_at})

    assert (answer.status, set(answer.errors)) == (400, {"due_at"})


def test_scope_is_decided_with_what_it_says_so_far(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = RevisionCalls(revision_turns.pending(Story(cast).delivered()), monkeypatch)
    assert calls.read(cast.wendell)["turn"] == "desk"
    assert calls.post(cast.wendell, "start").status == 409

    judged = calls.post(cast.sam, "judge-scope", {"within": True, "severity": "minor", "uses_round": False})

    assert {
        "scope": "within",
        "severity": "minor",
        "uses_round": False,
        "client_review": True,
        "cause": "work",
    }.items() <= judged.json.items()
    assert calls.post(cast.wendell, "start").json["state"] == "in_progress"


def test_out_of_scope_wants_reason_and_passage(cast: Cast, calls: RevisionCalls) -> None:
    answer = calls.post(cast.sam, "judge-scope", {"within": False})
    assert (answer.status, set(answer.errors)) == (400, {"clause", "judgement"})
    assert calls.post(cast.sam, "judge-scope", {"severity": "x"}).errors.keys() == {"within", "severity"}


def test_beyond_the_order_and_bought(cast: Cast, calls: RevisionCalls) -> None:
    assert calls.post(cast.max, "judge-scope", OUT).json["state"] == "out_of_scope"
    key = {"Idempotency-Key": "offer"}

    first, again = (calls.post(cast.max, "offer-change", CHANGE, **key) for _ in range(2))

    assert first.status == 200 and first.json == again.json and ChangeOrder.objects.count() == 1
    offered = calls.read(cast.clara)["changes"][0]
    assert [line["amount"] for line in offered["lines"]][:2] == ["40.00", "5.00"]
    assert offered["allowed"] == ["accept_change", "drop_change"] and offered["currency"] == "EUR"
    assert calls.read(cast.wendell)["changes"] == [] == calls.read(cast.edith)["changes"]
    assert calls.post(cast.clara, "accept-change", {"change": 2}).status == 409
    for _ in range(2):
        accepted = calls.post(cast.clara, "accept-change", {"change": 1})
        assert (accepted.json["state"], accepted.json["scope"]) == ("open", "paid")
    assert ChangeOrder.objects.get().state == "accepted"


@pytest.mark.parametrize(("verb", "name"), [("drop-change", "clara"), ("withdraw-change", "max")])
def test_a_change_order_that_nobody_buys(cast: Cast, calls: RevisionCalls, verb: str, name: str) -> None:
    calls.post(cast.max, "judge-scope", OUT)
    assert calls.post(getattr(cast, name), verb, {"change": 1}).status == 409
    calls.post(cast.max, "offer-change", CHANGE)

    for _ in range(2):
        answer = calls.post(getattr(cast, name), verb, {"change": 1})
        assert answer.json["changes"][0]["state"] in ("dropped", "withdrawn")


def test_an_expired_change_order_is_not_bought(cast: Cast, calls: RevisionCalls) -> None:
    calls.post(cast.max, "judge-scope", OUT)
    calls.post(cast.max, "offer-change", CHANGE)
    calls.story.now += 15 * DAY

    assert calls.post(cast.clara, "accept-change", {"change": 1}).status == 409
    assert calls.read(cast.clara)["changes"][0]["expired"]


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"items": []}, {"items"}),
        ({"items": [{"label": "x", "amount": "1"}] * 7}, {"items"}),
        ({"items": [{"label": "x", "amount": 5}]}, {"items.0.amount"}),
        ({"items": [{"label": "x", "amount": "0"}]}, {"items"}),
        ({"items": [{"label": "x", "amount": "99999999.99"}]}, {"items"}),
        ({"note": "", "hours": 0}, {"note", "hours"}),
        ({"note": "x" * 1001, "currency": "EUR"}, {"note", "currency"}),
    ],
)
def test_a_change_order_that_is_none(
    cast: Cast, calls: RevisionCalls, changed: dict[str, Any], errors: set[str]
) -> None:
    calls.post(cast.max, "judge-scope", OUT)

    answer = calls.post(cast.max, "offer-change", {**CHANGE, **changed})

    assert (answer.status, set(answer.errors)) == (400, errors), answer
    assert not ChangeOrder.objects.exists()


@pytest.mark.parametrize(
    ("verb", "body", "may"),
    [
        ("propose-deadline", {"due_at": LATER}, "clara wendell sam max otto"),
        ("agree-deadline", {"due_at": LATER}, "clara wendell sam max otto"),
        ("judge-scope", {"within": True}, "sam max otto"),
        ("offer-change", CHANGE, "max otto"),
        ("accept-change", {"change": 1}, "clara"),
        ("drop-change", {"change": 1}, "clara"),
        ("withdraw-change", {"change": 1}, "max otto"),
    ],
)
def test_doors(cast: Cast, calls: RevisionCalls, verb: str, body: Any, may: str) -> None:
    for name in ("clara", "wendell", "edith", "sam", "max", "otto"):
        answer = Api(getattr(cast, name)).post(f"{calls.one}{verb}/", body)
        assert (answer.status == 403) is (name not in may.split()), (name, answer)
    for name in ("wanda", "nick", "nora", "mara"):
        api = Api(getattr(cast, name))
        answer, never = api.post(f"{calls.one}{verb}/", body), api.post(f"{NEVER}{verb}/", body)
        assert answer.status == 404 and answer.response.content == never.response.content
    assert Api(None, cast.inkwell).post(f"{calls.one}{verb}/", body).status == 401
