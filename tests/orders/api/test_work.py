"""The work of an order by the API: from the offer to acceptance, and what each step answers."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from orders.models import WaitingFile
from tests.helpers.cast import Cast
from tests.helpers.story import TEXT, Story
from tests.orders.helpers.api import Desk

pytestmark = pytest.mark.django_db


def uploaded(desk: Desk, name: str, called: str = "Harbour.md", content: bytes = b"# Harbour\n") -> str:
    """The id of a file that this person has uploaded for the order."""
    form = {"order": desk.story.order.number, "file": SimpleUploadedFile(called, content)}
    made = desk.api(name).upload("orders/attachments/", form)
    assert made.status == 201, made
    return str(made.json["id"])


def test_the_main_job(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast), monkeypatch)
    wendell = cast.wendell.membership.public_id
    steps = [
        ("max", "offer", {"writers": [wendell], "fee": "90.00"}, "offered"),
        ("wendell", "accept-offer", None, "assigned"),
        ("wendell", "start", None, "in_progress"),
        ("wendell", "deliver", {"text": TEXT, "note": "Here it is."}, "in_review"),
        ("edith", "claim-review", None, "in_review"),
        ("edith", "send-back", {"version": 1, "note": "Check the tides."}, "in_progress"),
        ("wendell", "deliver", {"text": f"{TEXT}\n\nHigh at nine."}, "in_review"),
        ("edith", "approve", {"version": 2}, "delivered"),
        ("clara", "accept", None, "completed"),
    ]

    for name, verb, body, state in steps:
        before = desk.read(name)
        assert verb.replace("-", "_") in before["allowed"], (verb, before)
        first = desk.does(name, verb, body)
        assert (first.status, first.json["state"]) == (200, state), (verb, first)
        again = desk.does(name, verb, body)
        if verb == "start":
            assert again.json["state"] == state
        assert again.status == 200, (verb, again)
        assert again.json["state"] == state
        desk.wait()

    order = desk.story.reread().order
    assert order.deliveries.count() == 2
    verbs = list(order.events.order_by("id").values_list("verb", flat=True))
    assert verbs == ["place", *(verb.replace("-", "_") for _name, verb, _body, _state in steps)]
    assert desk.read("clara")["turn"] == {
        "side": "client",
        "mine": False,
        "words": "Complete, and €172.80 open",
    }


def test_deliver_text_and_uploaded_files(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast).in_progress(), monkeypatch)
    one, two = uploaded(desk, "wendell"), uploaded(desk, "wendell", "Map.txt", b"Map")
    body = {"text": TEXT, "attachments": [one, two]}

    made = desk.does("wendell", "deliver", body)

    (version,) = made.json["deliveries"]
    assert [(file["id"], file["name"]) for file in version["files"]] == [
        (one, "Harbour.md"),
        (two, "Map.txt"),
    ]
    assert not WaitingFile.objects.exists()
    assert desk.does("wendell", "deliver", body).json["deliveries"][0]["number"] == 1
    other = desk.does("wendell", "deliver", {"text": TEXT})
    assert (other.status, other.json["state"]) == (409, "in_review")
    assert desk.api("edith").get(f"orders/attachments/{one}/").json["place"] == "delivery"
    assert desk.api("clara").get(f"orders/attachments/{one}/").status == 404


def test_deliver_files_alone_and_nothing(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast).in_progress(), monkeypatch)

    assert desk.does("wendell", "deliver", {}).errors.keys() == {"text"}
    assert desk.does("wendell", "deliver", {"attachments": ["2222222222"]}).errors.keys() == {"attachments"}
    assert desk.does("wendell", "deliver", {"text": 3, "files": []}).errors.keys() == {"text", "files"}
    assert desk.does("wendell", "deliver", {"attachments": [uploaded(desk, "wendell")]}).status == 200


def test_nobody_hands_in_the_file_of_another(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast).in_progress(), monkeypatch)
    hers = uploaded(desk, "clara")

    refused = desk.does("wendell", "deliver", {"text": TEXT, "attachments": [hers]})

    assert refused.errors.keys() == {"attachments"} and desk.read("wendell")["state"] == "in_progress"
    never = desk.does("wendell", "deliver", {"text": TEXT, "attachments": ["2222222222"]})
    assert never.errors["attachments"][0].replace("2222222222", hers) == refused.errors["attachments"][0]


def test_one_key_delivers_once(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast).in_progress(), monkeypatch)
    key = {"Idempotency-Key": "version-one"}

    first = desk.does("wendell", "deliver", {"text": TEXT}, **key)
    desk.does("edith", "claim-review")
    desk.does("edith", "send-back", {"version": 1, "note": "Check"})

    assert desk.does("wendell", "deliver", {"text": TEXT}, **key).json == first.json
    assert desk.story.order.deliveries.count() == 1
    assert desk.does("wendell", "deliver", {"text": "Other"}, **key).status == 422


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("clara", 403),
        ("wanda", 404),
        ("edith", 404),
        ("sam", 403),
        ("max", 403),
        ("nick", 404),
        ("nora", 404),
    ],
)
def test_only_its_writer_starts_and_delivers(cast: Cast, monkeypatch, name: str, status: int) -> None:
    desk = Desk(Story(cast).in_progress(), monkeypatch)

    assert desk.does(name, "start").status == status
    assert desk.does(name, "deliver", {"text": TEXT}).status == status


def test_a_point_that_is_open_keeps_the_delivery_back(cast: Cast, monkeypatch) -> None:
    desk = Desk(Story(cast).revising(), monkeypatch)

    refused = desk.does("wendell", "deliver", {"text": "More market"})

    assert refused.status == 409 and refused.json["blocked"]["deliver"] == refused.json["detail"]
