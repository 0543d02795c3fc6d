"""The work on a revision by the API: started, asked about, answered, completed, accepted or reopened."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from orders.models import Delivery, Order, PointNote, RevisionPoint
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.story import TEXT, Story
from tests.orders.helpers import revision_turns
from tests.orders.helpers.revision_acts import verdict
from tests.orders.helpers.revision_api import NEVER, PATH, RevisionCalls

pytestmark = pytest.mark.django_db
BETTER = TEXT.replace("Fish, salt, talk.", "Fish, salt, loud talk and much more.")
DONE = [
    {"position": 1, "answer": "done", "reply": "Added."},
    {"position": 2, "answer": "declined", "reply": "It is lively."},
]


@pytest.fixture
def calls(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> RevisionCalls:
    return RevisionCalls(Story(cast).revision_requested(), monkeypatch)


@pytest.fixture
def answered(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> RevisionCalls:
    return RevisionCalls(Story(cast).answered(), monkeypatch)


def complete(calls: RevisionCalls, **changed: Any) -> Any:
    body = {"delivery": BETTER, "writer_notes": "Here it is.", "answers": DONE, **changed}
    return calls.post(calls.story.cast.wendell, "complete", body)


def test_from_request_to_acceptance(cast: Cast, calls: RevisionCalls) -> None:
    assert "start" in calls.read(cast.wendell)["allowed"]
    for _ in range(2):
        assert calls.post(cast.wendell, "start").json["state"] == "in_progress"
    asked = calls.post(
        cast.wendell, "answer-points", {"answers": [{"position": 1, "answer": "question", "reply": "Which?"}]}
    ).json
    assert asked["paused"] and asked["turn"] == "client" and "deliver" in asked["blocked"]
    assert calls.read(cast.clara)["points"][0]["asks"] and calls.read(cast.clara)["your_turn"]
    told = calls.post(
        cast.clara, "answer-questions", {"replies": [{"position": 1, "reply": "The fish market"}]}
    )
    assert not told.json["paused"] and told.json["points"][0]["client_reply"] == "The fish market"

    completed = complete(calls)

    assert completed.status == 200 and completed.json["state"] == "answered"
    assert completed.json["new_version"] == 2 and completed.json["turn"] == "editor"
    delivery = Delivery.objects.get(number=2)
    assert (delivery.text, delivery.note, delivery.revision) == (BETTER, "Here it is.", calls.story.revision)
    hidden = calls.read(cast.clara)
    assert hidden["new_version"] is None and [row["answer"] for row in hidden["points"]] == [None, None]
    calls.story.approve()
    shown = calls.read(cast.clara)
    assert [row["answer"] for row in shown["points"]] == ["done", "declined"] and shown["your_turn"]
    assert [note["kind"] for note in shown["points"][0]["notes"]] == ["question", "reply", "done"]
    for _ in range(2):
        accepted = calls.post(cast.clara, "accept")
        assert accepted.json["state"] == "accepted"
        assert [row["verdict"] for row in accepted.json["points"]] == ["met", "met"]
    assert Order.objects.get().state == "delivered"
    verbs = [row["verb"] for row in Api(cast.sam).get(f"{calls.one}timeline/").results]
    assert verbs[0] == "accept_points" and verbs.count("accept_points") == 1


def test_completing_twice_makes_one_version(cast: Cast, calls: RevisionCalls) -> None:
    calls.post(cast.wendell, "start")

    first, again = complete(calls), complete(calls, answers=[])

    assert first.status == again.status == 200 and again.json["state"] == "answered"
    assert Delivery.objects.count() == 2
    assert complete(calls, delivery="Something else", answers=[]).status == 409


def test_a_question_is_kept_when_the_text_is_refused(cast: Cast, calls: RevisionCalls) -> None:
    calls.post(cast.wendell, "start")

    refused = complete(calls, answers=[{"position": 1, "answer": "question", "reply": "Which market?"}])

    assert refused.status == 409 and refused.json["state"] == "in_progress"
    assert "deliver" in refused.json["blocked"] and "answer_points" in refused.json["allowed"]
    assert calls.read(cast.clara)["points"][0]["answer"] == "question"
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, {"delivery"}),
        ({"delivery": " "}, {"delivery"}),
        ({"delivery": "x" * 400_001, "writer_notes": "x" * 4_001}, {"delivery", "writer_notes"}),
        (
            {"delivery": "x", "answers": [{"position": 9, "answer": "done"}]},
            {"answers.0.reply"},
        ),
        (
            {"delivery": "x", "answers": [DONE[0], {"position": 2, "answer": "declined"}]},
            {"answers.1.reply"},
        ),
        (
            {"delivery": "x", "answers": [DONE[0], DONE[0]]},
            {"answers.0.position", "answers.1.position"},
        ),
        (
            {"delivery": "x", "answers": [{"position": 1, "answer": "maybe"}]},
            {"answers.0.answer"},
        ),
        ({"delivery": "x", "answers": "all", "text": "y"}, {"answers", "text"}),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    cast: Cast, calls: RevisionCalls, body: dict[str, Any], errors: set[str]
) -> None:
    calls.post(cast.wendell, "start")

    answer = calls.post(cast.wendell, "complete", body)

    assert answer.status == 400 and set(answer.errors) == errors, answer
    assert Delivery.objects.count() == 1 and not RevisionPoint.objects.exclude(answer=None).exists()


def test_reopened_is_in_work_again(cast: Cast, answered: RevisionCalls) -> None:
    body = {"points": [{"position": 1, "why": "Still no fish"}]}

    for _ in range(2):
        reopened = answered.post(cast.clara, "reopen", body)
        assert reopened.status == 200 and reopened.json["state"] == "in_progress"
    assert reopened.json["points"][0]["verdict"] == "reopened"
    assert PointNote.objects.filter(kind="reopened").count() == 1
    other = answered.post(cast.clara, "reopen", {"points": [{"position": 2, "why": "Dull"}]})
    assert other.status == 409 and other.json["state"] == "in_progress"
    assert answered.read(cast.wendell)["points"][0]["notes"][-1]["text"] == "Still no fish"


def test_judged_point_by_point(cast: Cast, answered: RevisionCalls) -> None:
    some = answered.post(cast.clara, "judge-points", {"verdicts": [{"position": 1, "verdict": "met"}]})
    assert some.json["state"] == "answered" and some.json["points"][0]["verdict"] == "met"
    rest = answered.post(cast.clara, "judge-points", {"verdicts": [{"position": 2, "verdict": "met"}]})
    assert rest.json["state"] == "accepted"


@pytest.mark.parametrize(
    ("verb", "body", "errors"),
    [
        (
            "judge-points",
            {"verdicts": [{"position": 1, "verdict": "reopened"}]},
            {"verdicts.0.why"},
        ),
        (
            "judge-points",
            {"verdicts": [{"position": 1, "verdict": "met", "why": "x"}]},
            {"verdicts.0.verdict"},
        ),
        (
            "judge-points",
            {"verdicts": [{"position": 7, "verdict": "met"}]},
            {"verdicts.0.why"},
        ),
        ("judge-points", {"verdicts": []}, {"verdicts"}),
        ("reopen", {"points": [{"position": 1}]}, {"points.0.why"}),
        ("accept", {"points": []}, {"points"}),
    ],
)
def test_a_wrong_verdict(
    cast: Cast, answered: RevisionCalls, verb: str, body: dict[str, Any], errors: set[str]
) -> None:
    answer = answered.post(cast.clara, verb, body)

    assert answer.status == 400 and set(answer.errors) == errors, answer
    assert not RevisionPoint.objects.exclude(verdict=None).exists()


def test_answering_what_is_not_asked(cast: Cast, calls: RevisionCalls) -> None:
    body = {"replies": [{"position": 1, "reply": "Fish"}]}
    assert calls.post(cast.clara, "answer-questions", body).status == 409
    calls.post(cast.wendell, "start")
    asked = {"answers": [{"position": 1, "answer": "question", "reply": "Which?"}]}
    calls.post(cast.wendell, "answer-points", asked)
    other = calls.post(cast.clara, "answer-questions", {"replies": [{"position": 2, "reply": "Fish"}]})
    assert other.status == 400 and other.errors.keys() == {"replies"}


def test_the_desk_closes_what_the_client_need_not_check(cast: Cast, calls: RevisionCalls) -> None:
    scope = {name: value for name, value in verdict(client_review=False).items() if value != ""}
    assert calls.post(cast.sam, "judge-scope", scope).json["client_review"] is False
    calls.post(cast.wendell, "start")
    complete(calls)
    calls.story.approve()
    for _ in range(2):
        assert calls.post(cast.sam, "close").json["state"] == "accepted"


def test_an_older_round_is_not_the_one_in_work(cast: Cast, answered: RevisionCalls) -> None:
    """Starting or completing names a revision; another one of the same order is not moved for it."""
    old = answered.one
    answered.story = revision_turns.ask(answered.story)
    answered.wait()

    for verb, body in (("start", None), ("complete", {"delivery": "x"})):
        refused = Api(cast.wendell).post(f"{old}{verb}/", body)
        assert refused.status == 409 and refused.json["state"] == "accepted"
    assert answered.read(cast.wendell)["state"] == "open"
    assert answered.post(cast.wendell, "start").json["state"] == "in_progress"


ANSWERS = {"answers": DONE[:1]}
REOPEN = {"points": [{"position": 1, "why": "x"}]}
JUDGE = {"verdicts": [{"position": 1, "verdict": "met"}]}
REPLY = {"replies": [{"position": 1, "reply": "x"}]}


@pytest.mark.parametrize(
    ("verb", "body", "may"),
    [
        ("start", None, "wendell"),
        ("answer-points", ANSWERS, "wendell"),
        ("complete", {"delivery": "x"}, "wendell"),
        ("answer-questions", REPLY, "clara"),
        ("judge-points", JUDGE, "clara"),
        ("accept", None, "clara"),
        ("reopen", REOPEN, "clara"),
        ("close", None, "sam max otto"),
    ],
)
def test_doors(cast: Cast, answered: RevisionCalls, verb: str, body: Any, may: str) -> None:
    for name in ("clara", "wendell", "edith", "sam", "max", "otto"):
        if name not in may.split():
            assert Api(getattr(cast, name)).post(f"{answered.one}{verb}/", body).status == 403, name
    for name in ("wanda", "nick", "nora", "mara"):
        api = Api(getattr(cast, name))
        answer, never = api.post(f"{answered.one}{verb}/", body), api.post(f"{NEVER}{verb}/", body)
        assert answer.status == 404 and answer.response.content == never.response.content
    assert Api(None, cast.inkwell).post(f"{answered.one}{verb}/", body).status == 401
    assert answered.read(cast.clara)["state"] == "answered"


def test_completed_with_an_uploaded_file(cast: Cast, calls: RevisionCalls) -> None:
    calls.post(cast.wendell, "start")
    order, upload = calls.story.order, SimpleUploadedFile("Market.txt", b"Fish")
    file = Api(cast.wendell).upload("orders/attachments/", {"order": order.number, "file": upload}).json["id"]

    done = calls.post(cast.wendell, "complete", {"answers": DONE, "attachments": [file]})

    assert done.status == 200 and order.deliveries.get(number=2).attachments.get().public_id == file
    again = Story(cast).revising()
    nothing = Api(cast.wendell).post(f"{PATH}{again.revision.public_id}/complete/", {"answers": DONE})
    assert nothing.errors.keys() == {"delivery"}
