"""Holding, ending, deadlines and extensions by the API."""

from __future__ import annotations

import pytest

from tests.helpers.cast import Cast
from tests.helpers.story import Story
from tests.orders.helpers.api import Desk

pytestmark = pytest.mark.django_db
LATER, LATEST = "2026-03-29T12:00:00Z", "2026-03-30T12:00:00Z"


def test_held_and_resumed(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast).in_progress(), monkeypatch)
    why = {"reason": "Waiting for photographs"}

    for _n in range(2):
        held = desk.does("sam", "hold", why).json
        assert (held["state"], held["resumes_to"], held["reason"]) == (
            "on_hold",
            "in_progress",
            why["reason"],
        )
    assert desk.does("sam", "hold", {}).errors.keys() == {"reason"}
    assert desk.does("clara", "hold", why).status == desk.does("wendell", "resume").status == 403
    desk.wait()
    before = {due["name"]: due["at"] for due in held["deadlines"]}
    resumed = desk.does("sam", "resume").json
    after = {due["name"]: due["at"] for due in resumed["deadlines"]}
    assert resumed["state"] == "in_progress" and after["client"] > before["client"]
    assert desk.does("sam", "resume").status == 409


def test_cancelled_before_and_after_work_began(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast), monkeypatch)
    for _n in range(2):
        assert desk.does("clara", "cancel", {"reason": "No need"}).json["state"] == "cancelled"
    assert desk.read("clara")["balance"]["charged"] == "0.00"
    begun = Desk(Story(cast).in_progress(), monkeypatch)
    assert begun.does("clara", "cancel", {"reason": "No need"}).status == 409
    body = {"reason": "The magazine was closed", "refund": "10.00", "fee": "40.00"}
    assert begun.does("sam", "call-off", body).status == begun.does("clara", "call-off", body).status == 403
    assert begun.does("max", "call-off", {**body, "fee": "99.00"}).errors.keys() == {"fee"}
    assert begun.does("max", "call-off", {}).errors.keys() == {"reason", "refund", "fee"}
    ended = begun.does("max", "call-off", body).json
    assert (ended["state"], ended["reason"], ended["allowed"]) == ("cancelled", body["reason"], [])
    assert begun.read("wendell")["reason"] == ""


def test_other_deadlines(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast).in_progress(), monkeypatch)
    times = {"client_deadline": LATEST, "writer_deadline": "2026-03-29T14:00:00+02:00"}

    for _n in range(2):
        found = desk.does("sam", "change-deadlines", times).json["deadlines"]
        assert {due["name"]: due["at"] for due in found} == {"client": LATEST, "writer": LATER}
    swapped = {"client_deadline": LATER, "writer_deadline": LATEST}
    assert desk.does("sam", "change-deadlines", swapped).errors.keys() == {"writer_deadline"}
    assert desk.does("sam", "change-deadlines", {"due_at": LATER}).errors.keys() == {"due_at"}
    assert desk.does("sam", "change-deadlines", {}).errors.keys() == set(times)
    naive = {**times, "client_deadline": "2026-03-30T12:00:00"}
    assert desk.does("sam", "change-deadlines", naive).errors.keys() == {"client_deadline"}
    assert desk.does("clara", "change-deadlines", times).status == 403
    assert desk.story.order.events.filter(verb="change_deadlines").count() == 1


def test_a_revision_has_one_time(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast).revising(), monkeypatch)

    found = desk.does("sam", "change-deadlines", {"due_at": LATER}).json["deadlines"]

    assert {due["name"]: due["at"] for due in found}["revision"] == LATER
    wrong = desk.does("sam", "change-deadlines", {"client_deadline": LATER})
    assert wrong.errors.keys() == {"client_deadline"}


def test_an_extension_is_asked_withdrawn_refused_and_granted(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast).in_progress(), monkeypatch)
    said = {"wanted": LATER, "reason": "The archive opens on Monday"}

    for _n in range(2):
        asked = desk.does("wendell", "ask-extension", said).json
        assert asked["extension"]["mine"] and "withdraw_extension" in asked["allowed"]
    desks = desk.read("sam")
    assert not desks["extension"]["mine"] and desks["turn"]["side"] == "desk"
    assert desk.read("clara")["extension"] is None
    for _n in range(2):
        assert desk.does("wendell", "withdraw-extension").json["extension"] is None
    desk.does("wendell", "ask-extension", said)
    no = {"extension": desk.read("sam")["extension"]["id"], "refusal": "It goes to print"}
    assert desk.does("wendell", "refuse-extension", no).status == 403
    for _n in range(2):
        assert desk.does("sam", "refuse-extension", no).status == 200
    desk.does("wendell", "ask-extension", said)
    yes = {"extension": no["extension"], "client_deadline": LATEST, "writer_deadline": LATER}
    assert desk.does("sam", "grant-extension", yes).status == 409
    yes["extension"] = desk.read("sam")["extension"]["id"]
    assert desk.does("sam", "grant-extension", {**yes, "due_at": LATER}).errors.keys() == {"due_at"}
    for _n in range(2):
        granted = desk.does("sam", "grant-extension", yes)
        assert granted.status == 200
    assert {due["name"]: due["at"] for due in granted.json["deadlines"]} == {
        "client": LATEST,
        "writer": LATER,
    }
    early = desk.does("wendell", "ask-extension", {**said, "wanted": "2026-03-03T09:00:00Z"})
    assert early.errors.keys() == {"wanted"}


def test_the_time_of_a_revision_is_granted(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast).revising(), monkeypatch)
    asked = desk.does("wendell", "ask-extension", {"wanted": LATER, "reason": "The archive"})

    granted = desk.does(
        "sam", "grant-extension", {"extension": asked.json["extension"]["id"], "due_at": LATER}
    )

    assert {due["name"]: due["at"] for due in granted.json["deadlines"]}["revision"] == LATER
