"""Versions compared by the API: what the page shows."""

from __future__ import annotations

from typing import Any

import pytest

from orders.actions import deliveries
from orders.models import Attachment
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.papers import docx
from tests.helpers.story import Story
from tests.helpers.word import line, word
from tests.orders.helpers.api import ORDERS
from tests.orders.helpers.support import upload
from tests.orders.views.test_version_comparison import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast: Cast) -> Story:
    """A text and a file of two versions, and a file that only one of them has."""
    told = Story(cast).in_progress()
    files = [upload("a.docx", word(header=line("Draft one"), image=b"1")), upload("b.docx", docx("Boats"))]
    deliveries.deliver(
        actor=cast.wendell, order=told.order, text="At dusk.", note="", uploads=files, now=told.now
    )
    again(told, "At dawn.", upload("a v2.docx", word(header=line("Draft two"), image=b"2")))
    return told


def compared(story: Story, who: Any, query: str = "", version: int = 2) -> Any:
    return Api(who).get(f"{ORDERS}{story.order.number}/deliveries/{version}/comparison/{query}")


def test_the_text_and_what_else_could_be_compared(cast: Cast, story: Story) -> None:
    found = compared(story, cast.edith).json

    assert (found["older"], found["newer"], found["part"], found["changes"]) == (1, 2, "text", 1)
    (section,) = found["sections"]
    assert [(p["kind"], p["text"]) for p in section["pieces"] if p["change"]] == [
        ("removed", "dusk"),
        ("added", "dawn"),
    ]
    assert [part["label"] for part in found["parts"]] == ["Text", "a.docx → a v2.docx"]
    assert found["only_in_older"] == ["b.docx"] and found["only_in_newer"] == []


def test_parts_of_a_file_and_what_was_not_read(cast: Cast, story: Story) -> None:
    found = compared(story, cast.wendell, "?part=file-1").json

    assert [section["kind"] for section in found["sections"]] == ["body", "headers"]
    assert found["unread"] == ["pictures"] and found["notes"] == ["Different, but not compared: pictures."]
    assert found["identical_files"] is False and found["changes"] == 1


def test_two_paired_by_hand_and_versions_in_any_order(cast: Cast, story: Story) -> None:
    ids = {row.name: row.public_id for row in Attachment.objects.filter(delivery__isnull=False)}
    query = f"?part=chosen&other=2&old_file={ids['b.docx']}&new_file=text"
    found = compared(story, cast.edith, query, version=1).json

    assert (found["older"], found["newer"], found["part"]) == (1, 2, "chosen")
    assert found["parts"][0] == {
        "key": "chosen",
        "label": "b.docx → Text",
        "old_file": ids["b.docx"],
        "new_file": None,
    }
    assert found["sections"][0]["words_removed"] == 1


def test_whoever_does_not_see_a_version(cast: Cast, story: Story) -> None:
    assert compared(story, cast.clara).status == 404
    assert compared(story, cast.nick).status == 404
    assert compared(story, cast.edith, version=9).status == 404
    assert compared(story, cast.edith, "?other=0").status == 400
