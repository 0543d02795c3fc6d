"""The order page: what each side reads of one order, in the page and in what
its template is given, and nothing more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from agencies.models import Membership
from drafts.models import OrderDraft
from orders.actions import holding
from orders.models import Order
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import HOUR, account_of, place_order
from tests.helpers.pages import words_of
from tests.helpers.story import Story, make_order
from tests.orders.helpers.sentinels import Secretive, seen
from tests.orders.helpers.support import colleague, stop_clock, url_of

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]

#: Names, notes and texts that the agency's inside shares; money and clients come on top for some.
INSIDE = {"writer", "editor", "writer's note", "editor's note", "unapproved", "brief file", "unapproved file"}
CLIENT = {"account", "client", "notes", "price"}
DESK = CLIENT | {"fee", "manager", "rival"}


@pytest.fixture
def look(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """`look(story, person, path)`: the page as that person reads it an hour after the story's last step."""

    def get(story: Story, name: str, path: str = "") -> Any:
        stop_clock(monkeypatch, story.now + HOUR)
        return sign_in(getattr(story.cast, name)).get(url_of(story.order, path))

    return get


OFFERED = {
    "clara": CLIENT | {"brief file"},
    "wendell": {"fee", "brief file"},
    "sam": DESK | {"writer", "brief file"},
    "max": DESK - {"manager"} | {"writer", "brief file"},  # "You" offered it
}


@pytest.mark.parametrize("name", OFFERED)
def test_an_offered_order(cast: Cast, look: Any, name: str) -> None:
    """A writer reads the own offer alone: neither whose order it is,
    nor its price, nor who else was asked."""
    story = Secretive(cast).offered()

    page = look(story, name)

    assert page.status_code == 200
    assert seen(page, story.order) == OFFERED[name]


def test_reasons_of_a_decline_are_for_the_desk(cast: Cast, look: Any) -> None:
    story = Secretive(cast).declined()

    found = {
        name
        for name in ("clara", "wendell", "sam", "max")
        if "decline" in seen(look(story, name), story.order)
    }

    assert found == {"sam", "max"}
    assert look(story, "wanda").status_code == 404


#: What the newest events on the page do not reach; the history does.
EARLIER = {"manager", "rival"}
IN_REVIEW = {
    "clara": CLIENT | {"writer", "approved", "brief file"},
    "wendell": INSIDE | {"fee"},
    "edith": INSIDE,
    "sam": (INSIDE | DESK) - EARLIER,
    "otto": (INSIDE | DESK) - EARLIER,
}


def test_an_order_with_three_versions(cast: Cast, look: Any) -> None:
    story = Secretive(cast).three_versions()

    for name, secrets in IN_REVIEW.items():
        page = look(story, name)
        assert (page.status_code, seen(page, story.order)) == (200, secrets), name


#: person -> version -> secrets of its own page, or None for "there is no such page".
FIRST, SECOND = (
    {"sent back", "writer's note", "editor's note"},
    {"approved", "writer's note", "editor's note"},
)
VERSIONS: dict[str, list[set[str] | None]] = {
    "clara": [None, {"approved"}, None],
    "wendell": [FIRST, SECOND],
    "edith": [FIRST, SECOND],
    "max": [FIRST, SECOND],
    "wanda": [None, None, None],
}


def test_the_pages_of_the_versions(cast: Cast, look: Any) -> None:
    story = Secretive(cast).three_versions()

    for name, versions in VERSIONS.items():
        for number, wanted in enumerate(versions, start=1):
            page = look(story, name, f"deliveries/{number}/")
            assert page.status_code == (404 if wanted is None else 200), (name, number)
            assert wanted is None or seen(page, story.order) == wanted, (name, number)


def test_the_third_version_for_the_inside(cast: Cast, look: Any) -> None:
    story = Secretive(cast).three_versions()

    for name in ("wendell", "edith", "max"):
        found = seen(look(story, name, "deliveries/3/"), story.order)
        assert found & set(IN_REVIEW["wendell"]) >= {"unapproved", "unapproved file", "writer's note"}, name
        assert not found & (CLIENT | {"fee"}), name


@pytest.mark.parametrize("version", ["0", "4", "99999", "32768", "2147483648", "9" * 30])
def test_a_version_that_is_not_there(cast: Cast, look: Any, version: str) -> None:
    assert look(Story(cast).delivered(), "clara", f"deliveries/{version}/").status_code == 404


def test_a_client_who_also_works_here_reads_as_the_client(cast: Cast, look: Any) -> None:
    """Clara is made support and editor as well: of her own order she
    still reads approved versions and no fee."""
    story = Secretive(cast).three_versions()
    Membership.objects.filter(pk=cast.clara.member_id).update(roles=["client", "editor", "writer"])
    story.cast = load_cast()

    assert seen(look(story, "clara"), story.order) == IN_REVIEW["clara"]


def test_a_client_who_is_staff_reads_no_unapproved_text(cast: Cast, look: Any) -> None:
    story = Secretive(cast).three_versions()
    Membership.objects.filter(pk=cast.clara.member_id).update(roles=["client", "support"])
    story.cast = load_cast()

    found = seen(look(story, "clara"), story.order)

    assert not found & {
        "unapproved",
        "unapproved file",
        "sent back",
        "writer's note",
        "editor's note",
        "editor",
    }


def test_a_reader_of_the_account_reads_as_the_client(cast: Cast, look: Any, sign_in: SignIn) -> None:
    story = Secretive(cast).three_versions()
    reader = colleague(story.cast, "reader", account=account_of(cast.clara))

    page = sign_in(reader).get(url_of(story.order))

    assert seen(page, story.order) == IN_REVIEW["clara"]


def test_an_asked_writer_reads_no_version_whatever_the_order_has(cast: Cast, look: Any) -> None:
    """No verb of today leads from a text back to an offer; a writer who is
    asked would still read the brief alone."""
    story, asked = Secretive(cast).three_versions(), Secretive(cast).offered()
    Order.objects.filter(pk=story.order.pk).update(state="offered", writer=None, writer_fee=None)
    asked.order.offers.filter(writer=cast.wanda.membership).update(order=story.order)

    found = seen(look(story, "wanda"), story.order)

    assert found == {"brief file", "fee"}
    assert {look(story, "wanda", f"deliveries/{number}/").status_code for number in (1, 2, 3)} == {404}


def test_you_are_told_by_more_than_the_name(cast: Cast, look: Any) -> None:
    """Clara and Wendell have one public name; each is "you" only in their own role."""
    story = Story(cast).in_progress()
    Membership.objects.filter(pk=cast.wendell.member_id).update(public_name=cast.clara.membership.public_name)

    found = {
        name: [(person.role, person.note) for person in look(story, name).context["page"].people]
        for name in ("clara", "wendell", "max")
    }

    assert found == {
        "clara": [("Client", "you"), ("Writer", "")],
        "wendell": [("Writer", "you")],
        "max": [("Client", ""), ("Writer", "")],
    }


def test_why_an_order_rests_or_ended(cast: Cast, look: Any) -> None:
    held, ended = Story(cast).in_progress(), Story(cast).assigned()
    holding.hold_order(actor=cast.sam, order=held.order, reason="Qhold", now=held.now)
    holding.cancel_order(actor=cast.sam, order=ended.order, reason="Qcancel", now=ended.now)

    holds = {name for name in ("clara", "wendell", "sam") if "Qhold" in words_of(look(held, name))}
    cancels = {name for name in ("clara", "wendell", "sam") if "Qcancel" in words_of(look(ended, name))}

    assert (holds, cancels) == ({"clara", "wendell", "sam"}, {"clara", "sam"})


@pytest.mark.parametrize("name", ["wanda", "edith", "nick", "mara", "nora", "wanda_northwind"])
def test_who_has_no_side_finds_nothing(cast: Cast, sign_in: SignIn, name: str) -> None:
    order = make_order(cast, "assigned")

    answer = sign_in(getattr(cast, name)).get(url_of(order))

    assert answer.status_code == 404
    assert order.title not in answer.content.decode()


def test_the_page_is_private_and_speaks_of_its_order_as_text(cast: Cast, sign_in: SignIn) -> None:
    order = place_order(
        cast.clara,
        title="<img src=x>",
        brief="Please go <script>alert(1)</script> and look [there](javascript:x).",
    )

    page = sign_in(cast.clara).get(url_of(order))

    assert "no-store" in page["Cache-Control"] and "ETag" not in page
    for raw in (b"<img src=x", b"<script>alert", b'href="javascript:'):
        assert raw not in page.content
    assert sign_in(None, cast.inkwell).get(url_of(order)).status_code == 302
    assert sign_in(cast.clara).post(url_of(order)).status_code == 405


def test_numbers_that_are_none(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.clara)

    for number in ("INK-2026-99999", "NOR-2026-00001", "ink-2026-00001", "INK-2026-0000١", "INK-2026-00001'"):
        assert client.get(f"/orders/{number}/").status_code == 404, number
    assert client.get("/orders/INK-2026-00001%00/").status_code == 400


def test_a_client_orders_again(cast: Cast, sign_in: SignIn) -> None:
    """A draft with the same words and files and no deadline; the order itself stays as it is."""
    order = Story(cast).completed().order
    client = sign_in(cast.clara)
    path = f"/orders/drafts/{order.draft.public_id}/copy/"
    assert path in client.get(url_of(order)).content.decode()
    assert "/copy/" not in sign_in(cast.max).get(url_of(order)).content.decode()

    answer = client.post(path)

    made = OrderDraft.objects.get(public_id=answer.headers["Location"].split("/")[-2])
    assert (made.title, made.brief, made.deadline, made.converted_at) == (
        order.title,
        order.brief,
        None,
        None,
    )
