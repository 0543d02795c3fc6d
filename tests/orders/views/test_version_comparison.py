"""Two versions compared: who may, what is offered, and that it never ends in an error."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from orders.actions import deliveries, reviews
from orders.models import Order
from tests.helpers.cast import Cast
from tests.helpers.factories import HOUR
from tests.helpers.packages import office
from tests.helpers.papers import DOCUMENT, docx
from tests.helpers.story import Story
from tests.orders.helpers.sentinels import SECRETS, Secretive
from tests.orders.helpers.support import queries_of, upload

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def url_of(order: Order, query: str = "") -> str:
    return f"/orders/{order.number}/deliveries/compared/{query}"


def again(story: Story, text: str, *uploads: Any) -> None:
    """Edith sends the newest version back, and Wendell delivers another."""
    number = story.order.deliveries.latest("number").number
    story.now += HOUR
    if story.order.editor_id is None:
        story.order = reviews.claim_review(actor=story.cast.edith, order=story.order, now=story.now)
    reviews.send_back(
        actor=story.cast.edith, order=story.order, number=number, note="Again, please.", now=story.now
    )
    deliveries.deliver(
        actor=story.cast.wendell, order=story.order, text=text, note="", uploads=uploads, now=story.now
    )
    story.order.refresh_from_db()


@pytest.fixture
def story(cast: Cast) -> Story:
    """Three versions; Wendell sees all of them."""
    told = Story(cast).in_progress()
    told.deliver("Boats come in at dusk.\n\nNobody hurries.")
    again(told, "Boats come in at dawn.\n\nNobody hurries.")
    again(told, "Small boats come in at dawn.\n\nNobody hurries.")
    return told


def page(client: Client, order: Order, query: str = "") -> str:
    answer = client.get(url_of(order, query))
    assert answer.status_code == 200
    return answer.content.decode()


def marked(html: str) -> list[tuple[str, str]]:
    """What is marked as removed and added, in order."""
    return re.findall(r"<(del|ins)[^>]*>([^<]*)</", html)


def test_the_newest_against_the_one_before(cast: Cast, sign_in: SignIn, story: Story) -> None:
    html = page(sign_in(cast.wendell), story.order)

    assert "Versions 2 and 3" in html
    assert marked(html) == [("del", "Boats"), ("ins", "Small boats")]
    assert "1 change<" in html and "+2 words" in html and "−1 word<" in html


@pytest.mark.parametrize("query", ["?from=1&to=2", "?from=2&to=1", "?to=2"])
def test_any_two_whichever_is_named_first(cast: Cast, sign_in: SignIn, story: Story, query: str) -> None:
    html = page(sign_in(cast.edith), story.order, query)

    assert marked(html) == [("del", "dusk"), ("ins", "dawn")]


def test_side_by_side(cast: Cast, sign_in: SignIn, story: Story) -> None:
    html = page(sign_in(cast.max), story.order, "?from=1&view=side")

    assert html.count('class="compare-row') == 2
    assert html.count("compare-changed") == 1
    assert (
        len(re.findall('id="change-[0-9]+"', html)) == len(set(re.findall('id="change-[0-9]+"', html))) == 2
    )


def test_from_change_to_change_by_links(cast: Cast, sign_in: SignIn, story: Story) -> None:
    client = sign_in(cast.wendell)
    first = page(client, story.order, "?from=1")
    assert (
        "First change" in first
        and "at=1#change-1" in first
        and "Previous" not in first.split("compare-bar")[1]
    )

    last = page(client, story.order, "?from=1&at=2")

    assert "at=1#change-1" in last and "at=3" not in last
    assert last.count('class="compare-at ') == 2  # what was removed, and what stands there now


def test_files_by_name_or_when_each_has_one(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).in_progress()
    deliveries.deliver(
        actor=cast.wendell,
        order=story.order,
        text="",
        note="",
        now=story.now,
        uploads=[upload("Harbour.docx", docx("Boats at dusk")), upload("list.txt", b"one two")],
    )
    again(story, "", upload("Harbour.docx", docx("Boats at dawn")), upload("list.txt", b"one three"))
    client = sign_in(cast.wendell)

    assert marked(page(client, story.order)) == [("del", "dusk"), ("ins", "dawn")]
    assert marked(page(client, story.order, "?part=file-2")) == [("del", "two"), ("ins", "three")]

    again(story, "", upload("Harbour-final.docx", docx("Boats at noon")))
    html = page(client, story.order, "?from=2&to=3")
    assert marked(html) == [("del", "dawn"), ("ins", "noon")]
    assert "Only in version 2:" in html and "list.txt" in html

    again(story, "", upload("Harbour-last.docx", docx("Boats at night")))
    assert marked(page(client, story.order, "?from=3&to=4")) == [("del", "noon"), ("ins", "night")]


def test_a_file_that_cannot_be_read_says_so(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).in_progress()
    deliveries.deliver(
        actor=cast.wendell,
        order=story.order,
        text="",
        note="",
        now=story.now,
        uploads=[upload("a.docx", office(body=DOCUMENT.replace("w:body", "w:other")))],
    )
    again(story, "", upload("a.docx", docx("Boats")))

    assert "We can’t read this file." in page(sign_in(cast.wendell), story.order)


def test_the_same_text_again(cast: Cast, sign_in: SignIn, story: Story) -> None:
    again(story, "Small boats come in at dawn.\n\nNobody hurries.")

    assert "No differences" in page(sign_in(cast.wendell), story.order)


def test_a_text_is_shown_as_text(cast: Cast, sign_in: SignIn, story: Story) -> None:
    again(story, "<script>alert(1)</script> & <b>bold</b>")

    html = page(sign_in(cast.wendell), story.order)
    assert "<script>alert" not in html and "&lt;script&gt;" not in html.split("<ins")[0]
    assert "script" in "".join(text for _tag, text in marked(html))


def test_clients_compare_what_was_approved_for_them(cast: Cast, sign_in: SignIn) -> None:
    """Not what lies between: a version that was sent back stays between writer and editor."""
    story = Secretive(cast).three_versions()

    hers = page(sign_in(cast.clara), story.order, "?from=1&to=3")
    inside = page(sign_in(cast.wendell), story.order, "?from=1&to=2")

    assert "Only one version so far" in hers
    assert SECRETS["sent back"] in inside
    assert not any(SECRETS[name] in hers for name in ("sent back", "unapproved", "unapproved file"))


@pytest.mark.parametrize(
    "query",
    [
        "?from=9&to=99999999999",
        "?from=-1",
        "?from=%00",
        "?from=a&to=b&part=x&view=y&at=z",
        "?at=99999999999999999999",
        "?from=1&from=2",
        "?at=²",
        "?part=file-99",
        "?from=3&to=3",
        "?from=1&to=1",
    ],
)
def test_odd_questions(cast: Cast, sign_in: SignIn, story: Story, query: str) -> None:
    assert sign_in(cast.wendell).get(url_of(story.order, query)).status_code in (200, 400)


@pytest.mark.parametrize("name", ["wanda", "nick", "mara", "nora"])
def test_whoever_has_no_part_in_it(cast: Cast, sign_in: SignIn, story: Story, name: str) -> None:
    assert sign_in(getattr(cast, name)).get(url_of(story.order)).status_code == 404


@pytest.mark.parametrize("more", [0, 2, 12])
def test_the_number_of_versions_costs_nothing(cast: Cast, sign_in: SignIn, story: Story, more: int) -> None:
    for number in range(more):
        again(story, f"Version {number}", upload("a.txt", f"{number}".encode()))

    assert queries_of(sign_in(cast.edith), url_of(story.order)) == 6


def test_markdown_is_compared_as_it_reads(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).in_progress()
    story.deliver("# Tides\n\n- **Boats** come in at dusk.")
    again(story, "# Tides\n\n- **Boats** come in at dawn.")
    again(story, "Tides\n\n- *Boats* come in at dawn.")
    client = sign_in(cast.wendell)

    html = page(client, story.order, "?from=1&to=2")
    assert marked(html) == [("del", "dusk"), ("ins", "dawn")]
    assert "**" not in html and 'class="mark-strong"' in html and "compare-heading-1" in html

    html = page(client, story.order)
    assert "The words are the same." in html and html.count("Formatting changed") == 2


def test_what_nobody_sees_is_no_change_of_a_text(cast: Cast, sign_in: SignIn) -> None:
    told = Story(cast).in_progress()
    told.deliver("**Boats** come in at dusk.\n\nNobody hurries.")
    again(told, "**Bo\u00adats** come\u200b in at dusk.\u200e\n\nNo\u2060body hurries.")

    assert marked(page(sign_in(cast.wendell), told.order)) == []
