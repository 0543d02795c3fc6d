"""Search: each finds what they may see, nobody more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from agencies.actions.suspending import suspend_member
from agencies.models import Membership
from billing.actions.invoices import issue_invoice
from orders.actions.messages import edit_message, post_message
from orders.actions.reassigning import reassign_order
from orders.models import Message, MessageText, Order
from orders.querysets import hits
from project.base.viewer import Member
from tests.helpers.capacity import room
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import HOUR, account_of, make_draft, place_order, save_seller
from tests.helpers.pages import words_of
from tests.helpers.stages import stage
from tests.helpers.story import FEE, Story, make_order
from tests.orders.helpers import revision_turns
from tests.orders.helpers.support import queries_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def found(client: Client, typed: str) -> str:
    answer = client.get("/search/", {"q": typed})
    assert answer.status_code == 200
    return words_of(answer)


def test_each_finds_what_they_may_see(cast: Cast, sign_in: SignIn, frequency: None) -> None:
    Story(cast, title="Zephyrine feature").in_review()

    for name in ("clara", "wendell", "edith", "sam", "max", "otto"):
        assert "Zephyrine feature" in found(sign_in(getattr(cast, name)), "zephyr"), name
    for name in ("wanda", "nick", "nora", "mara", "wanda_northwind"):
        assert "Zephyrine feature" not in found(sign_in(getattr(cast, name)), "zephyr"), name


@pytest.fixture(params=["rare", "common"])
def frequency(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is looked for is found by its index, or is common and sought in the newest orders."""
    if request.param == "common":
        monkeypatch.setattr(hits, "MOST_HITS", 0)


@pytest.fixture
def two_agencies(cast: Cast) -> None:
    """Orders at each step, some given to others, with messages and notes, in both agencies."""
    fill_two_agencies(cast)


@stage
def fill_two_agencies(cast: Cast) -> None:
    for state in ("placed", "assigned", "in_review", "claimed", "delivered", "completed"):
        make_order(cast, state)
    Story(cast).offered(cast.wendell)
    revision_turns.give(revision_turns.ask(Story(cast).delivered()), cast.wanda)
    handed = Story(cast).assigned()
    reassign_order(
        actor=cast.max, order=handed.order, writer=cast.wanda.membership, fee=FEE, now=handed.now + HOUR
    )
    place_order(cast.nick)
    talk = Story(cast).claimed()
    say(talk, cast.clara, "A lighthouse of words")
    say(talk, cast.edith, "A lighthouse of notes", internal=True)
    Membership.objects.filter(pk=cast.wanda.member_id).update(roles=["writer", "editor"])


def test_the_newest_of_what_is_visible_is_found(
    cast: Cast, two_agencies: None, sign_in: SignIn, frequency: None
) -> None:
    title = Order.objects.first().title  # type: ignore[union-attr]

    everybody = load_cast().everybody
    for name in sorted(everybody.keys() - {"anonymous"}):
        viewer: Any = everybody[name]
        seen = Order.objects.visible_to(viewer).order_by("-placed_at", "-id")
        past = Order.objects.handed_over_by(viewer).order_by("-handed_over") if viewer.has("writer") else ()
        wanted = [order.number for order in [*seen[:8], *past]][:8]
        texts = MessageText.objects.readable_by(viewer).filter(text__startswith="A lighthouse")

        orders = sign_in(viewer).get("/search/", {"q": title}).context["orders"]
        messages = sign_in(viewer).get("/search/", {"q": "lighthouse"}).context["messages_found"]

        assert [row["number"] for row in orders] == wanted, name
        assert {row["excerpt"] for row in messages} == {row.text for row in texts}, name


def test_who_finds_how_much(two_agencies: None, sign_in: SignIn, frequency: None) -> None:
    cast = load_cast()
    found = {
        name: len(sign_in(getattr(cast, name)).get("/search/?q=lighthouse").context["messages_found"])
        for name in ("clara", "wendell", "edith", "max", "nick", "nora", "mara")
    }

    assert found == {"clara": 1, "wendell": 1, "edith": 1, "max": 2, "nick": 0, "nora": 0, "mara": 0}


def test_common_words_say_how_many_orders_were_searched(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hits, "MOST_HITS", 0)
    for at in range(3):
        say(Story(cast, title="Zephyrine feature", now=START + at * HOUR).assigned(), cast.clara, "Zephyrine")
    client = sign_in(cast.clara)
    assert "very common words" not in found(client, "zephyrine")

    monkeypatch.setattr(hits, "NEWEST", 2)
    monkeypatch.setattr(hits, "NEWEST_TALKS", 1)
    page = client.get("/search/?q=zephyrine")

    assert "only your newest 2 orders are searched. Add a word" in words_of(page)
    assert "only the messages on your newest 1 orders are searched. Add a word" in words_of(page)
    assert len(page.context["orders"]) == 2 and len(page.context["messages_found"]) == 1


def test_drafts_are_the_clients_own(cast: Cast, sign_in: SignIn) -> None:
    make_draft(cast.clara, title="Zephyrine draft")

    assert "Zephyrine draft" in found(sign_in(cast.clara), "zephyrine dra")
    for name in ("max", "otto", "wendell", "nick"):
        assert "Zephyrine draft" not in found(sign_in(getattr(cast, name)), "zephyrine"), name


def test_people_are_found_by_those_who_manage_them(cast: Cast, sign_in: SignIn) -> None:
    Membership.objects.filter(pk=cast.wanda.member_id).update(public_name="Zephyrine K.")
    Membership.objects.filter(pk=cast.nora.member_id).update(public_name="Zephyrine L.")

    assert "Zephyrine K." in found(sign_in(cast.max), "zephyrine")
    assert "Zephyrine L." not in found(sign_in(cast.max), "zephyrine")
    assert "Zephyrine K." not in found(sign_in(cast.sam), "zephyrine")
    assert "Zephyrine K." not in found(sign_in(cast.clara), "zephyrine")


def test_the_suspended_are_found_and_marked(cast: Cast, sign_in: SignIn) -> None:
    Membership.objects.filter(pk=cast.wanda.member_id).update(public_name="Zephyrine K.")
    assert "suspended" not in found(sign_in(cast.max), "zephyrine")

    suspend_member(actor=cast.otto, member=cast.wanda.membership, reason="Looking into it.", now=START)

    page = found(sign_in(cast.max), "zephyrine")
    assert "Zephyrine K." in page and page.count("suspended") == 1


def test_a_whole_number_leads_to_its_order(cast: Cast, sign_in: SignIn) -> None:
    order = place_order(cast.clara)

    answer = sign_in(cast.clara).get("/search/", {"q": f" {order.number.lower()} "})
    foreign = sign_in(cast.nick).get("/search/", {"q": order.number})

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/orders/{order.number}/")
    assert foreign.status_code == 200 and "No matches" in words_of(foreign)


@pytest.mark.parametrize(
    ("name", "path"), [("max", "/desk/"), ("clara", "/orders/"), ("wendell", "/studio/")]
)
def test_more_than_fit_lead_to_the_list(cast: Cast, sign_in: SignIn, name: str, path: str) -> None:
    for _order in range(9):
        Story(cast, title="Zephyrine feature").assigned()

    page = sign_in(getattr(cast, name)).get("/search/", {"q": "zephyrine"}).content.decode()

    assert page.count("Zephyrine feature") == 8
    assert f'href="{path}?tab=all&amp;q=zephyrine"' in page


@pytest.mark.parametrize(
    "typed", ["", "   ", "'", "²", "&|!():*", "%00", "a" * 5000, "日本", "'; --", "\u200b", "\u202e"]
)
def test_odd_words(cast: Cast, sign_in: SignIn, typed: str) -> None:
    place_order(cast.clara)

    assert sign_in(cast.clara).get("/search/", {"q": typed}).status_code == 200


def test_queries(cast: Cast, sign_in: SignIn) -> None:
    """The same for one of everything, for three, and for more than fit."""
    wanted = {"clara": 13, "max": 12, "wendell": 8}
    readers = {name: sign_in(getattr(cast, name)) for name in wanted}

    for more in (1, 2, 6):
        zephyrines(cast, more)
        found = {name: queries_of(reader, "/search/?q=zephyrine") for name, reader in readers.items()}
        assert found == wanted, more


@stage
def zephyrines(cast: Cast, rows: int) -> None:
    """So many orders, drafts and messages that are found by one word."""
    room(cast.wendell)
    for _order in range(rows):
        Story(cast, title="Zephyrine feature").assigned()
        make_draft(cast.clara, title="Zephyrine draft")
        say(Story(cast).assigned(), cast.clara, "Zephyrine words")


def test_the_box_stands_in_every_workspace_and_keeps_the_words(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.edith).get("/search/", {"q": 'a "quoted" word'}).content.decode()

    assert 'action="/search/"' in page and 'value="a &quot;quoted&quot; word"' in page
    assert 'action="/search/"' in sign_in(cast.wendell).get("/studio/").content.decode()


def say(story: Story, actor: Member, text: str, *, internal: bool = False) -> Message:
    return post_message(actor=actor, order=story.order, internal=internal, text=text, now=story.now)


def test_messages_are_found_by_those_who_may_read_them(cast: Cast, sign_in: SignIn, frequency: None) -> None:
    story = Story(cast).claimed()
    say(story, cast.clara, "About the zephyrine names")
    say(story, cast.edith, "The quixotic client", internal=True)

    for name, talk, note in (
        ("clara", True, False),
        ("wendell", True, False),
        ("edith", False, True),
        ("sam", True, True),
        ("max", True, True),
        ("wanda", False, False),
        ("nick", False, False),
        ("mara", False, False),
    ):
        client = sign_in(getattr(cast, name))
        assert ("About the zephyrine names" in found(client, "zephyr")) is talk, name
        assert ("The quixotic client" in found(client, "quixotic")) is note, name


def test_the_present_wording_is_searched(cast: Cast, sign_in: SignIn, frequency: None) -> None:
    story = Story(cast).assigned()
    message = say(story, cast.clara, "The zephyrine names")
    edit_message(actor=cast.clara, message=message, text="The other names", now=story.now)

    assert "No matches" in found(sign_in(cast.clara), "zephyrine")
    assert "The other names" in found(sign_in(cast.clara), "other")


def test_a_message_is_found_at_its_place_in_a_long_thread(cast: Cast, sign_in: SignIn) -> None:
    story, client = Story(cast).assigned(), sign_in(cast.clara)
    message = say(story, cast.wendell, "The zephyrine names")
    for number in range(40):
        say(story, cast.wendell, f"Message {number}")
    newest = client.get(f"/orders/{story.order.number}/messages/").content.decode()
    assert message.public_id not in newest

    (url,) = [row["url"] for row in client.get("/search/?q=zephyrine").context["messages_found"]]

    assert f'id="message-{message.public_id}"' in client.get(url).content.decode()


def test_the_desk_finds_documents_people_and_clients(cast: Cast, sign_in: SignIn) -> None:
    story = (
        Story(cast, title="Zephyrine feature").in_progress().deliver("A heron by the Málaga quay.").approve()
    )
    save_seller(cast.max)
    invoice = issue_invoice(actor=cast.sam, order=story.order, now=story.now)
    desk, address = sign_in(cast.sam), cast.wendell.membership.user.email

    assert f"{story.order.number}, version 1" in found(desk, "malaga heron")
    assert f"INK-INV-{invoice.number:05d}" in found(desk, "zephyrine")
    assert cast.wendell.membership.public_name in found(sign_in(cast.max), address)
    assert "People" not in found(desk, address)  # support sees no list of people
    assert "Clients" in found(desk, account_of(cast.clara).name)


def test_nobody_finds_what_they_may_not_read(cast: Cast, sign_in: SignIn) -> None:
    """A version in review is the writer's and the desk's; invoices are the payer's; addresses the desk's."""
    story = Story(cast, title="Zephyrine feature").in_progress().deliver("A heron by the quay.")
    save_seller(cast.max)

    assert "Delivered texts" in found(sign_in(cast.wendell), "heron")
    for name in ("clara", "wanda", "nick", "mara"):
        assert "Delivered texts" not in found(sign_in(getattr(cast, name)), "heron"), name
    invoice = issue_invoice(actor=cast.sam, order=story.order, now=story.now)
    number = f"INK-INV-{invoice.number:05d}"
    assert number in found(sign_in(cast.clara), "zephyrine")
    for name in ("wendell", "edith", "nick"):
        assert number not in found(sign_in(getattr(cast, name)), "zephyrine"), name
        assert "People" not in found(sign_in(getattr(cast, name)), cast.wendell.membership.user.email), name
