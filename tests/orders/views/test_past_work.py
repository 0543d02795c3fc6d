"""What a former writer still reads of an order: all that was there until the hand-over, nothing that came
later, and no way to do anything."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from agencies.actions.people import end_membership
from agencies.actions.suspending import suspend_member
from agencies.models import Membership
from orders.actions import deliveries, messages, offers, reassigning, reviews, revision_requests
from orders.models import Attachment, Order
from tests.helpers.cast import Cast
from tests.helpers.pages import words_of
from tests.helpers.story import FEE, Story
from tests.orders.helpers.support import queries_of, upload, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
STATES = ("assigned", "in_progress", "revision_requested")
LIST = "/studio/handed-over/"
#: What a page holds for its forms, other each time.
TOKEN = re.compile(rb"[A-Za-z0-9]{64}")
#: What is written after the hand-over; none of it is Wendell's to read.
LATER = ("Laterword", "Lateword text", "Latenote", "Wanda", "77.00", "later.txt")


def said(story: Story, name: str, text: str, *files: Any) -> None:
    actor = getattr(story.cast, name)
    messages.post_message(actor=actor, internal=False, text=text, uploads=files, **story.tick())


def handed_over(cast: Cast, at: str) -> Story:
    """Wendell's until `at`, Wanda's from then on, who goes on with it."""
    story = getattr(Story(cast), at)()
    said(story, "clara", "Earlyword", upload("early.txt", b"early"))
    reassigning.reassign_order(actor=cast.max, writer=cast.wanda.membership, fee=Decimal(77), **story.tick())
    said(story, "clara", "Laterword", upload("later.txt", b"later"))
    messages.post_message(actor=cast.max, internal=True, text="Latenote", **story.tick())
    return story.reread()


def goes_on(story: Story) -> Story:
    """Wanda delivers, Edith sends it back."""
    cast = story.cast
    deliveries.start_work(actor=cast.wanda, **story.tick())
    for revision in story.order.revisions.all():
        given = {1: revision_requests.PointAnswer("done", "Laterword")}
        facts = {"revision": revision, "now": story.tick()["now"]}
        revision_requests.answer_points(actor=cast.wanda, answers=given, **facts)
    files = [upload("later-version.txt", b"more")]
    deliveries.deliver(actor=cast.wanda, text="Lateword text", note="Latenote", uploads=files, **story.tick())
    reviews.claim_review(actor=cast.edith, **story.tick())
    number = story.order.deliveries.latest("number").number
    reviews.send_back(actor=cast.edith, number=number, note="Latenote", **story.tick())
    return story.reread()


@pytest.mark.parametrize("at", STATES)
def test_a_former_writer_reads_until_the_hand_over(cast: Cast, sign_in: SignIn, at: str) -> None:
    story = handed_over(cast, at)
    page = sign_in(cast.wendell).get(url_of(story.order))

    told = words_of(page)
    assert page.status_code == 200
    assert (
        ". The order is shown as it was then, without anything added later." in told
        and "Earlyword" in told
        and "early.txt" in told
    )
    assert story.order.brief.split()[0] in told and "90.00" in told and story.order.service.name in told
    assert [word for word in LATER if word in told] == []
    assert "Clara" not in told and b'method="post" action="/orders/' not in page.content


def test_nothing_of_what_came_later(cast: Cast, sign_in: SignIn) -> None:
    story = goes_on(handed_over(cast, "revision_requested"))

    told = words_of(sign_in(cast.wendell).get(url_of(story.order)))

    assert "Version 1" in told and "Here it is." in told and "Too short on the market" in told
    assert "Version 2" not in told and [word for word in LATER if word in told] == []
    newer = words_of(sign_in(cast.wendell).get(url_of(story.order, "?version=2")))
    assert newer == told


def test_the_words_that_a_message_had_then(cast: Cast, sign_in: SignIn) -> None:
    story = handed_over(cast, "in_progress")
    early = story.order.messages.get(texts__text="Earlyword")
    early.texts.create(agency=cast.inkwell, number=2, text="Laterword", at=story.now)

    told = words_of(sign_in(cast.wendell).get(url_of(story.order)))

    assert "Earlyword" in told and "Laterword" not in told


@pytest.mark.parametrize("at", STATES)
def test_what_everybody_else_gets(cast: Cast, sign_in: SignIn, at: str) -> None:
    story = handed_over(cast, at)

    found = {
        name: sign_in(getattr(cast, name)).get(url_of(story.order)).status_code
        for name in ("clara", "wanda", "edith", "sam", "max", "otto", "mara", "nick", "nora")
    }

    edith = 200 if at == "revision_requested" else 404
    assert found == {
        **dict.fromkeys(("clara", "wanda", "sam", "max", "otto"), 200),
        **dict.fromkeys(("mara", "nick", "nora"), 404),
        "edith": edith,
    }


def test_it_is_the_same_as_never_existing(cast: Cast, sign_in: SignIn) -> None:
    """For another agency's writer, and for one who only declined."""
    story = Story(cast).offered(cast.wendell, cast.wanda)
    offers.decline_offer(actor=cast.wanda, reason="Busy", **story.tick())
    offers.accept_offer(actor=cast.wendell, **story.tick())
    path, nowhere = url_of(story.order), "/orders/INK-2026-09999/"

    for member in (cast.wanda, cast.nora):
        client = sign_in(member)
        answers = [client.get(url) for url in (path, nowhere)]
        assert [answer.status_code for answer in answers] == [404, 404]
        one, other = (
            TOKEN.sub(b"", answer.content.replace(answer.headers["X-Request-ID"].encode(), b""))
            for answer in answers
        )
        assert one.replace(path.encode(), nowhere.encode()) == other
        assert client.get(LIST).status_code == 200 and story.order.number not in words_of(client.get(LIST))


@pytest.mark.parametrize("how", ["suspended", "ended", "no writer any more"])
def test_who_has_lost_the_right(cast: Cast, sign_in: SignIn, how: str) -> None:
    story = handed_over(cast, "in_progress")
    client = sign_in(cast.wendell)
    member = cast.wendell.membership
    if how == "suspended":
        suspend_member(actor=cast.otto, member=member, reason="x", now=story.now)
    elif how == "ended":
        end_membership(actor=cast.otto, member=member, now=story.now)
    else:
        Membership.objects.filter(pk=member.pk).update(roles=["editor"])

    assert client.get(url_of(story.order)).status_code == (404 if how == "no writer any more" else 302)
    (early,) = Attachment.objects.filter(name="early.txt")
    assert client.get(f"/files/{early.public_id}/").status_code in (302, 404)


def test_nothing_can_be_done(cast: Cast, sign_in: SignIn) -> None:
    story = handed_over(cast, "revision_requested")
    client = sign_in(cast.wendell)
    below = (
        "messages/",
        "start/",
        "deliveries/new/",
        "deliveries/1/",
        "revisions/1/",
        "extension/",
        "ledger/",
    )

    for path in below:
        found = client.get(url_of(story.order, path))
        back = found.status_code == 302 and found.url.partition("#")[0] == url_of(story.order)
        assert back or found.status_code == 404, path
        assert client.post(url_of(story.order, path)).status_code in (404, 405), path


def test_files_from_before_and_no_later_ones(cast: Cast, sign_in: SignIn) -> None:
    story = goes_on(handed_over(cast, "revision_requested"))
    Attachment.objects.create(
        agency=cast.inkwell,
        file=Attachment.objects.get(name="later.txt").file,
        name="notes.txt",
        message=messages.post_message(actor=cast.max, internal=True, text="Files", **story.tick()),
        added_by=cast.max.membership,
        added_at=story.order.placed_at,
    )
    client = sign_in(cast.wendell)

    found = {
        row.name: client.get(f"/files/{row.public_id}/").status_code
        for row in Attachment.objects.filter(agency=cast.inkwell)
    }

    assert found == {"early.txt": 200, "later.txt": 404, "later-version.txt": 404, "notes.txt": 404}


def test_the_list_and_the_search(cast: Cast, sign_in: SignIn) -> None:
    story = goes_on(handed_over(cast, "in_progress"))
    client = sign_in(cast.wendell)

    for page in (client.get(LIST), client.get("/search/", {"q": story.order.title})):
        told = words_of(page)
        assert story.order.number in told and "In progress" in told
        assert "In review" not in told and "77.00" not in told
    assert story.order.number not in words_of(client.get("/studio/?tab=all"))
    assert story.order.number not in words_of(sign_in(cast.wanda).get(LIST))


def test_given_back_it_is_work_again(cast: Cast, sign_in: SignIn) -> None:
    story = handed_over(cast, "in_progress")
    reassigning.reassign_order(actor=cast.max, writer=cast.wendell.membership, fee=FEE, **story.tick())
    client = sign_in(cast.wendell)

    assert ". The order is shown as it was then, without anything added later." not in words_of(
        client.get(url_of(story.order))
    )
    assert story.order.number not in words_of(client.get(LIST))
    told = words_of(sign_in(cast.wanda).get(url_of(story.order)))
    assert (
        ". The order is shown as it was then, without anything added later." in told and "Laterword" in told
    )


def test_queries_do_not_grow(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).revision_requested()
    for text in ("One", "Two", "Three"):
        said(story, "clara", text, upload(f"{text}.txt", text.encode()))
    reassigning.reassign_order(actor=cast.max, writer=cast.wanda.membership, fee=FEE, **story.tick())
    small = handed_over(cast, "assigned")
    client = sign_in(cast.wendell)

    few, many = (queries_of(client, url_of(one.order)) for one in (small, story))

    assert few <= many <= few + 3 and many <= 14
    assert queries_of(client, LIST) <= 6


def test_the_database_filters(cast: Cast) -> None:
    story = handed_over(cast, "in_progress")

    found = {name: list(Order.objects.handed_over_by(member)) for name, member in cast.of_inkwell.items()}

    assert {name: rows for name, rows in found.items() if rows} == {"wendell": [story.order]}
