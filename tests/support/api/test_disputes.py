"""Disputes by the API: the same acts as on the pages, with what each reader may know."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from orders.actions.messages import post_message
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.story import Story
from tests.orders.helpers.support import stop_clock
from tests.support.helpers.disputes import CLOSE, Case, set_policy

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/support/disputes/"


def test_from_claim_to_carried_out_settlement(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    set_policy(cast, support_limit=Decimal("1000.00"))
    story = Story(cast).delivered()
    stop_clock(monkeypatch, story.now)
    clara, wendell, sam = Api(cast.clara), Api(cast.wendell), Api(cast.sam)
    claim = {"order": story.order.number, "reason": "quality", "text": "Not this", "points": ["One", "Two"]}

    made = clara.post(ROOT, claim)
    url = f"{ROOT}{made.json['id']}/"
    assert made.status == 201 and made.json["points"] == ["One", "Two"]
    assert clara.post(ROOT, claim).json["id"] == made.json["id"]
    assert sam.post(f"{url}propose/", {"outcome": "close", "words": "x"}).status == 409
    assert wendell.post(f"{url}respond/", {"text": "No"}).status == 200
    terms = {"outcome": "refund", "percent": 50, "words": "Half of it."}
    proposed = sam.post(f"{url}propose/", terms).json
    assert proposed["state"] == "proposed" and proposed["proposals"][0]["percent"] == 50
    assert clara.get(url).json["allowed"] == ["accept", "counter", "escalate", "withdraw"]
    clara.post(f"{url}accept/", {"number": 1})
    done = wendell.post(f"{url}accept/", {"number": 1}).json

    assert done["state"] == "decided" and done["proposals"][0]["state"] == "carried_out"
    assert done["proposals"][0]["amount"] is None and done["proposals"][0]["percent"] is None
    assert clara.get(url).json["proposals"][0]["amount"] is not None
    listed = clara.get(f"{ROOT}?state=decided").json["results"]
    assert [row["id"] for row in listed] == [made.json["id"]]
    assert Api(cast.edith).get(url).status == Api(cast.nick).get(url).status == 404


def test_counter_resolve_reopen_close_and_confirm(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    set_policy(cast, support_limit=Decimal(0))
    case = Case(cast).proposed(CLOSE)
    stop_clock(monkeypatch, case.now)
    url = f"{ROOT}{case.dispute.public_id}/"
    clara, manager, owner = Api(cast.clara), Api(cast.max), Api(cast.otto)
    wish = {"number": 1, "outcome": "refund", "percent": 100, "words": "All of it."}

    assert clara.post(f"{url}counter/", wish).json["state"] == "countered"
    decided = manager.post(f"{url}resolve/", {"outcome": "refund", "percent": 50, "words": "Half."})
    assert decided.json["state"] == "countered" and decided.json["proposals"][-1]["needs_second"]
    assert manager.post(f"{url}confirm/", {"number": 3}).status == 403
    assert owner.post(f"{url}confirm/", {"number": 3}).json["state"] == "decided"
    assert clara.post(f"{url}reopen/", {"text": "More."}).json["state"] == "answering"
    assert clara.post(f"{url}escalate/").json["escalated"]
    assert clara.post(f"{url}close/").json["state"] == "decided"
    assert clara.post(f"{url}reopen/", {"text": "Once more."}).status == 409
    assert len(case.refunds) == 1


def test_settings_are_the_managers(cast: Cast) -> None:
    url = "/api/v1/support/dispute-settings/"
    said = {
        "answer_hours": 48,
        "reply_hours": 24,
        "decision_hours": 72,
        "appeal_days": 3,
        "support_limit": "50.00",
    }

    assert Api(cast.max).get(url).json["answer_hours"] == 72
    assert Api(cast.max).put(url, said).json == said
    assert Api(cast.sam).get(url).status == 403
    assert Api(cast.max).put(url, {**said, "answer_hours": 1}).status == 400


def test_a_writer_of_another_agency_is_not_assigned(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case(cast, "in_progress").answered()
    stop_clock(monkeypatch, case.now)
    terms = {
        "outcome": "reassign",
        "writer": cast.nora.membership.public_id,
        "fee": "10.00",
        "words": "x",
    }

    answer = Api(cast.max).post(f"{ROOT}{case.dispute.public_id}/propose/", terms)

    assert answer.status == 400 and "writer" in answer.json["errors"]


def test_files_are_uploaded_for_the_order_first(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story(cast).delivered()
    stop_clock(monkeypatch, story.now)
    clara, wendell, number = Api(cast.clara), Api(cast.wendell), story.order.number

    def uploaded(api: Api, name: str) -> str:
        file = SimpleUploadedFile(name, b"The harbour.")
        return str(api.upload("orders/attachments/", {"order": number, "file": file}).json["id"])

    claim = {"order": number, "reason": "quality", "text": "Not this"}
    assert clara.post(ROOT, {**claim, "attachments": ["a2b3c4d5e6"]}).errors.keys() == {"attachments"}
    mine = uploaded(clara, "photo.txt")
    url = f"{ROOT}{clara.post(ROOT, {**claim, 'attachments': [mine]}).json['id']}/"
    theirs = uploaded(wendell, "brief.txt")
    wendell.post(f"{url}respond/", {"text": "No", "attachments": [theirs]})

    statements = clara.get(url).json["statements"]
    assert [[file["id"] for file in row["files"]] for row in statements] == [[mine], [theirs]]
    assert wendell.get(f"orders/attachments/{mine}/content/").status == 200
    assert Api(cast.wanda).get(f"orders/attachments/{mine}/content/").status == 404
    assert clara.get(f"orders/attachments/?order={number}&waiting=true").json["results"] == []


def test_what_is_said_in_a_dispute_is_said_on_its_order(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both sides and the desk, at either address; a stranger at none; notes are no part of it."""
    case = Case(cast)
    stop_clock(monkeypatch, case.now)
    address = f"{ROOT}{case.dispute.public_id}/messages/"
    thread = f"/api/v1/orders/orders/{case.order.number}/messages/"
    post_message(actor=cast.sam, order=case.order, internal=True, text="Between us.", now=case.now)

    said = Api(cast.clara).post(address, {"text": "May I send the proofs?"})

    assert said.status == 201 and Api(cast.clara).get(said.headers["Location"]).json == said.json
    for person in (cast.clara, cast.wendell, cast.sam):
        told = Api(person).get(address)
        assert told.results == Api(person).get(thread).results
        assert "May I send the proofs?" in str(told.json) and "Between us." not in str(told.json)
    assert Api(cast.clara).post(address, {"text": "Hm.", "internal": True}).status == 400
    assert {Api(person).get(address).status for person in (cast.wanda, cast.edith, cast.nick)} == {404}
