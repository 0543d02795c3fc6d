"""Tickets for programs."""

from __future__ import annotations

import datetime as dt

import pytest

from project.base import clock
from support.models import Ticket
from tests.helpers.api import Api
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
ROOT = "support/"


def test_a_ticket_from_the_question_to_the_end(cast: Cast) -> None:
    clara, sam = Api(cast.clara), Api(cast.sam)
    made = clara.post(f"{ROOT}tickets/", {"subject": "Address", "text": "We moved."})
    assert made.status == 201 and made.json["state"] == "open"
    address = f"{ROOT}tickets/{made.json['number']}/"

    assert sam.get(f"{ROOT}tickets/?view=unassigned").json["results"][0]["subject"] == "Address"
    assert sam.post(f"{address}notes/", {"text": "Again."}).status == 201
    assert sam.post(f"{address}assign/", {"priority": "high"}).json["priority"] == "high"
    assert sam.post(f"{address}reply/", {"text": "On the right."}).json["kind"] == "reply"
    assert clara.get(address).json["state"] == "waiting"
    assert [row["kind"] for row in clara.get(f"{address}messages/").json["results"]] == ["reply", "question"]
    assert clara.post(f"{address}reply/", {"text": "Thank you.", "then": "open"}).status == 400
    assert clara.post(f"{address}reply/", {"text": "Thank you."}).json["kind"] == "question"
    timers = clara.get(f"{ROOT}sla-timers/?ticket={made.json['number']}").json["results"]
    assert [timer["target"] for timer in timers] == ["first_reply", "next_reply", "resolution"]
    assert timers[0]["state"] == "met" and timers[2]["why"][1]["why"] == "waiting"
    assert sam.post(f"{address}wait/").json["state"] == "waiting"
    assert sam.post(f"{address}resume/").json["state"] == "open"
    assert clara.post(f"{address}solve/").json["state"] == "solved"
    assert "reopen" in clara.get(f"{address}actions/").json["allowed"]
    assert clara.post(f"{address}reopen/").json["state"] == "open"
    assert clara.post(f"{address}close/").status == 403
    assert sam.post(f"{address}close/").json["state"] == "closed"
    refused = clara.post(f"{address}reply/", {"text": "One more."})
    assert (refused.status, refused.json["state"]) == (409, "closed")
    follows = clara.post(f"{ROOT}tickets/", {"subject": "More", "text": "…", "follows": made.json["number"]})
    assert follows.json["follows"] == made.json["number"]


def test_watchers_and_merging(cast: Cast) -> None:
    clara, sam, max_ = Api(cast.clara), Api(cast.sam), Api(cast.max)
    first, second = (
        clara.post(f"{ROOT}tickets/", {"subject": "Address", "text": text}).json["number"]
        for text in ("We moved.", "Once more.")
    )
    address = f"{ROOT}tickets/{first}/"
    person = {"person": cast.max.membership.public_id}

    for _call in range(2):
        assert sam.post(f"{address}watch/", person).status == 200
    assert sam.post(f"{address}watch/", {"person": cast.wendell.membership.public_id}).status == 400
    assert clara.post(f"{address}watch/", person).status == 403
    assert sam.get(f"{address}watchers/").json["results"][0]["person"]["id"] == person["person"]
    assert clara.get(f"{address}watchers/").json["results"] == []
    assert [row["number"] for row in max_.get(f"{ROOT}tickets/?view=watched").json["results"]] == [first]
    assert clara.get(f"{ROOT}tickets/?view=watched").json["results"] == []
    assert clara.post(f"{address}unwatch/", person).status == 403
    assert max_.post(f"{address}unwatch/", {}).status == 204
    assert sam.post(f"{address}unwatch/", person).status == 404

    for _call in range(2):
        merged = sam.post(f"{ROOT}tickets/{second}/merge/", {"into": first})
        assert merged.json["number"] == first
    assert clara.get(f"{ROOT}tickets/{second}/").json["merged_into"] == first
    said = clara.get(f"{address}messages/").json["results"]
    assert [(row["ticket"], row["text"]) for row in said] == [(second, "Once more."), (first, "We moved.")]
    assert clara.post(f"{ROOT}tickets/{second}/reply/", {"text": "And?"}).json["ticket"] == first


def test_tags_and_snoozes(cast: Cast) -> None:
    clara, sam = Api(cast.clara), Api(cast.sam)
    number = clara.post(f"{ROOT}tickets/", {"subject": "Address", "text": "We moved."}).json["number"]
    address, until = f"{ROOT}tickets/{number}/", (clock.now() + dt.timedelta(days=2)).replace(microsecond=0)

    assert sam.post(f"{address}tags/", {"tags": ["Invoice", "moving"]}).json["tags"] == ["invoice", "moving"]
    assert sam.post(f"{address}tags/", {"tags": ["x" * 31]}).status == 400
    assert clara.post(f"{address}tags/", {"tags": []}).status == 403
    found = sam.get(f"{ROOT}tickets/?view=open&tag=invoice").json["results"]
    assert [row["tags"] for row in found] == [["invoice", "moving"]]
    assert sam.get(f"{ROOT}tickets/?view=open&tag=other").json["results"] == []
    assert clara.get(address).json["tags"] == []

    assert sam.post(f"{address}snooze/", {"until": "2020-01-01T00:00:00Z"}).status == 400
    snoozed = sam.post(f"{address}snooze/", {"until": until.isoformat()})
    assert snoozed.json["snoozed_until"] and clara.get(address).json["snoozed_until"] is None
    assert sam.get(f"{ROOT}tickets/?view=open").json["results"] == []
    assert len(sam.get(f"{ROOT}tickets/?view=snoozed").json["results"]) == 1
    assert clara.post(f"{address}wake/").status == 403
    assert sam.post(f"{address}wake/").json["snoozed_until"] is None


def test_what_one_may_not_see_is_not_there(cast: Cast) -> None:
    made = Api(cast.clara).post(f"{ROOT}tickets/", {"subject": "Address", "text": "We moved."}).json
    wendell = Api(cast.wendell)

    assert wendell.get(f"{ROOT}tickets/{made['number']}/").status == 404
    assert wendell.get(f"{ROOT}tickets/").json["results"] == []
    assert wendell.get(f"{ROOT}tickets/?view=open").status == 403
    assert wendell.get(f"{ROOT}sla-timers/?ticket={made['number']}").status == 404
    body = {"subject": "x", "text": "y", "order": "INK-2026-99999"}
    assert wendell.post(f"{ROOT}tickets/", body).status == 400
    assert wendell.post(f"{ROOT}tickets/", {**body, "order": None, "follows": made["number"]}).status == 400
    assert Ticket.objects.count() == 1


def test_saved_replies_and_ratings(cast: Cast) -> None:
    clara, sam = Api(cast.clara), Api(cast.sam)
    made = sam.post(f"{ROOT}saved-replies/", {"title": "Address", "text": "Dear {customer},"})
    address = f"{ROOT}saved-replies/{made.json['id']}/"
    assert made.status == 201
    assert sam.patch(address, {"text": "Dear {nobody},"}).status == 400
    assert sam.patch(address, {"text": "Hello {customer},"}).json["title"] == "Address"
    assert [row["text"] for row in sam.get(f"{ROOT}saved-replies/").json["results"]] == ["Hello {customer},"]
    assert clara.get(address).status == 403
    assert sam.delete(address).status == 204 and sam.get(address).status == 404

    number = clara.post(f"{ROOT}tickets/", {"subject": "Address", "text": "We moved."}).json["number"]
    ticket = f"{ROOT}tickets/{number}/"
    assert clara.post(f"{ticket}rate/", {"verdict": "good"}).status == 409
    sam.post(f"{ticket}reply/", {"text": "On the right.", "then": "solved"})
    assert clara.post(f"{ticket}rate/", {"verdict": "fine"}).status == 400
    rated = clara.post(f"{ticket}rate/", {"verdict": "bad", "words": "Too slow."})
    assert rated.json["rating"]["verdict"] == "bad"
    assert sam.get(ticket).json["rating"]["words"] == "Too slow."
    assert sam.post(f"{ticket}rate/", {"verdict": "good"}).status == 403
