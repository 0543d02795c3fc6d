"""The inbox: what stands in it, for whom, how it is counted, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Membership
from orders.actions.messages import mark_read, post_message
from orders.actions.reassigning import reassign_order
from orders.models import InboxThread, Message
from project.base.viewer import Member
from tests.helpers.cast import Cast
from tests.helpers.factories import HOUR
from tests.helpers.many import copies
from tests.helpers.pages import words_of
from tests.helpers.story import FEE, Story
from tests.orders.helpers.support import queries_of, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
SignIn = Callable[..., Client]
INBOX = "/messages/"


@pytest.fixture
def story(cast: Cast) -> Story:
    return Story(cast).in_progress()


def send(story: Story, author: Member, text: str = "Which harbour?", *, internal: bool = False) -> Message:
    story.now += HOUR
    return post_message(actor=author, order=story.order, internal=internal, text=text, now=story.now)


def rows(client: Client, tab: str = "") -> list[Any]:
    return list(client.get(f"{INBOX}?tab={tab}").context["page"].rows)


def menu_count(client: Client, path: str = INBOX) -> str:
    """What the menu says beside “Messages”."""
    items = [item for group in client.get(path).context["menu"] for item in group.items]
    (found,) = {item.count for item in items if str(item.label) == "Messages"}
    return str(found)


def test_a_message_reaches_the_inboxes_of_whom_it_concerns(cast: Cast, sign_in: SignIn, story: Story) -> None:
    send(story, cast.clara)

    (row,) = rows(sign_in(cast.wendell))
    assert (row.title, row.words, row.who) == (story.order.title, "Which harbour?", "The client")
    assert row.url == url_of(story.order, "messages/#end") and "1" in row.unread
    (own,) = rows(sign_in(cast.clara))
    assert (own.who, own.unread) == ("You", "")
    for name in ("wanda", "max", "edith", "nora"):
        assert rows(sign_in(getattr(cast, name))) == [], name


def test_notes_never_reach_the_client_or_the_writer(cast: Cast, sign_in: SignIn) -> None:
    story = Story(cast).claimed()
    send(story, cast.max, "Mind the tone.", internal=True)

    (row,) = rows(sign_in(cast.edith))
    assert row.internal and row.words == "Mind the tone." and row.url == url_of(story.order, "notes/#end")
    assert not InboxThread.objects.filter(
        membership_id__in=[cast.clara.member_id, cast.wendell.member_id]
    ).exists()


def test_it_is_counted_until_it_is_opened(cast: Cast, sign_in: SignIn, story: Story) -> None:
    send(story, cast.clara)
    last = send(story, cast.clara, "And when?")
    wendell = sign_in(cast.wendell)
    assert (menu_count(wendell), len(rows(wendell, "unread"))) == ("1", 1)

    wendell.get(url_of(story.order, "messages/"))

    assert (menu_count(wendell), rows(wendell, "unread")) == ("", [])
    assert len(rows(wendell)) == 1
    assert InboxThread.objects.get(membership_id=cast.wendell.member_id).latest == last


COUNTS = "menu_count_unread_threads"


def counts_of(client: Client, method: str, path: str, **how: Any) -> tuple[int, bytes]:
    """How many queries of a request ask for what the menu counts, and what it answers."""
    with CaptureQueriesContext(connection) as queries:
        response = getattr(client, method)(path, **how)
    return sum(COUNTS in row["sql"] for row in queries), response.content


def test_what_prints_no_menu_counts_nothing(cast: Cast, sign_in: SignIn, story: Story) -> None:
    client, piece = sign_in(cast.wendell), {"HX-Request": "true"}
    assert counts_of(client, "get", "/account/")[0] == 1
    assert counts_of(client, "get", "/account/notices/count/", headers=piece)[0] == 0
    assert counts_of(client, "get", "/api/v1/orders/orders/")[0] == 0
    assert counts_of(client, "post", "/account/notices/read/", data={}, headers=piece)[0] == 0


def test_a_page_that_nobody_foresaw_counts_right(cast: Cast, sign_in: SignIn, story: Story) -> None:
    send(story, cast.clara)

    asked, page = counts_of(sign_in(cast.wendell), "get", "/account/", headers={"HX-Request": "true"})
    assert asked == 1 and b'side-menu-count numeric">1<' in page


def test_reading_an_earlier_page_leaves_it_new(cast: Cast, story: Story) -> None:
    first = send(story, cast.clara)
    send(story, cast.clara, "And when?")

    mark_read(actor=cast.wendell, order=story.order, internal=False, upto=first)

    assert InboxThread.objects.get(membership_id=cast.wendell.member_id).unread


def test_an_answer_makes_it_new_for_the_others(cast: Cast, sign_in: SignIn, story: Story) -> None:
    send(story, cast.clara)
    send(story, cast.wendell, "The old one.")

    (row,) = rows(sign_in(cast.clara))
    assert (row.who, row.words) == ("Wendell H.", "The old one.")
    assert menu_count(sign_in(cast.clara)) == "1" and menu_count(sign_in(cast.wendell)) == ""


def test_of_the_desk_those_follow_who_wrote_or_were_named(cast: Cast, sign_in: SignIn, story: Story) -> None:
    send(story, cast.sam, "We are on it.")
    send(story, cast.clara, "Thank you.")

    assert len(rows(sign_in(cast.sam), "unread")) == 1
    assert rows(sign_in(cast.max)) == []


def test_a_former_writer_loses_it_and_it_is_not_counted_for_ever(
    cast: Cast, sign_in: SignIn, story: Story
) -> None:
    send(story, cast.clara)
    Membership.objects.filter(pk=cast.wendell.member_id).update(roles=["editor"])
    wendell = sign_in(Member(cast.inkwell, membership=Membership.objects.get(pk=cast.wendell.member_id)))
    assert menu_count(wendell, "/account/") == "1"

    assert rows(wendell) == []

    assert menu_count(wendell, "/account/") == ""


def test_after_a_hand_over_news_go_to_the_new_writer(cast: Cast, sign_in: SignIn, story: Story) -> None:
    send(story, cast.clara)
    reassign_order(
        actor=cast.max,
        order=story.order,
        writer=cast.wanda.membership,
        fee=FEE,
        now=story.now + HOUR,
    )
    story.reread()

    send(story, cast.clara, "Hello Wanda.")

    assert [row.words for row in rows(sign_in(cast.wanda), "unread")] == ["Hello Wanda."]
    assert not InboxThread.objects.filter(membership_id=cast.wendell.member_id).exists()


def test_each_agency_has_its_own(cast: Cast, sign_in: SignIn, story: Story) -> None:
    send(story, cast.clara)

    for stranger in (cast.mara, cast.nick, cast.nora, cast.wanda_northwind):
        assert rows(sign_in(stranger)) == [] and menu_count(sign_in(stranger)) == ""


def test_pages_and_what_they_cost(cast: Cast, sign_in: SignIn, story: Story) -> None:
    wendell = sign_in(cast.wendell)
    send(story, cast.clara)
    counted = [queries_of(wendell, INBOX)]
    for order in copies(story.order, 55):
        story.order = order
        send(story, cast.clara, f"About {order.number}")
    counted.append(queries_of(wendell, INBOX))

    page = wendell.get(INBOX).context["page"]
    newer = [row.words for row in page.rows]
    older = [row.words for row in wendell.get(page.next_url).context["page"].rows]
    assert counted == [4, 4]  # session, person, threads, count
    assert len(newer) == 50 and len(older) == 6 and older[-1] == "Which harbour?"
    assert newer[0] == f"About {order.number}"
    assert "56" in menu_count(wendell) and "Which harbour?" in words_of(wendell.get(page.next_url))


@pytest.mark.parametrize("tab", ["", "unread", "nonsense"])
def test_an_empty_inbox_says_so(cast: Cast, sign_in: SignIn, tab: str) -> None:
    page = words_of(sign_in(cast.clara).get(f"{INBOX}?tab={tab}"))

    assert ("No unread messages" if tab == "unread" else "No messages yet") in page
