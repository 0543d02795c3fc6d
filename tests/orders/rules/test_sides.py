"""On which sides of an order each person stands, state by state, worked
out in words and compared with sides_of."""

from __future__ import annotations

from typing import Any

import pytest

from agencies.models import Membership
from orders.actions import offers
from orders.models import Order
from orders.rules.sides import Sides, sides_of
from project.base.viewer import Public, System
from tests.helpers.cast import Cast, load_cast
from tests.helpers.factories import account_of
from tests.helpers.story import Story, make_order
from tests.orders.helpers.support import colleague

pytestmark = pytest.mark.django_db


def sides(viewer: Any, order: Order) -> set[str]:
    """The names of the sides that hold, "offer" among them."""
    found = sides_of(viewer, Order.objects.get(pk=order.pk))
    names = {name for name in ("client", "staff", "writer", "editor") if getattr(found, name)}
    return names | ({"offer"} if found.offer else set())


#: state -> person -> sides. Clara is always the client; Sam, Max and Otto are always staff.
SIDES: dict[str, dict[str, set[str]]] = {
    "placed": {},
    "offered": {"wendell": {"offer"}},
    "assigned": {"wendell": {"writer"}},
    "in_progress": {"wendell": {"writer"}},
    "in_review": {"wendell": {"writer"}, "edith": {"editor"}},
    "claimed": {"wendell": {"writer"}, "edith": {"editor"}},
    "delivered": {"wendell": {"writer"}, "edith": {"editor"}},
    "revision_requested": {"wendell": {"writer"}, "edith": {"editor"}},
    "completed": {"wendell": {"writer"}, "edith": {"editor"}},
    "on_hold": {"wendell": {"writer"}},
    "cancelled": {},
}
ALWAYS: dict[str, set[str]] = {"clara": {"client"}, "sam": {"staff"}, "max": {"staff"}, "otto": {"staff"}}


@pytest.mark.parametrize("state", SIDES)
def test_everybody_in_every_state(cast: Cast, state: str) -> None:
    order = Story(cast).claimed().order if state == "claimed" else make_order(cast, state)

    found = {name: sides(person, order) for name, person in cast.of_inkwell.items()}

    assert {name: held for name, held in found.items() if held} == {**ALWAYS, **SIDES[state]}


def test_the_own_offer_among_several(cast: Cast) -> None:
    order = Story(cast).offered(cast.wendell, cast.wanda).order

    for writer in (cast.wendell, cast.wanda):
        offer = sides_of(writer, order).offer
        assert offer is not None and offer.writer_id == writer.member_id


def test_an_offer_ends_with_another_writers_yes(cast: Cast) -> None:
    """Wendell was asked, too; his offer is withdrawn, and he has no side left."""
    story = Story(cast).offered(cast.wendell, cast.wanda)
    offers.accept_offer(actor=cast.wanda, **story.tick())

    assert (sides(cast.wanda, story.order), sides(cast.wendell, story.order)) == ({"writer"}, set())


def test_another_editor_may_claim_what_waits_and_nothing_later(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.wanda.member_id).update(roles=["editor"])
    wanda = load_cast().wanda
    story = Story(cast).in_review()

    before = sides(wanda, story.order)
    story.approve()

    assert (before, sides(wanda, story.order)) == ({"editor"}, set())


@pytest.mark.parametrize("name", ["wendell", "clara"])
def test_nobody_reviews_their_own(cast: Cast, name: str) -> None:
    Membership.objects.filter(pk=getattr(cast, name).member_id).update(roles=["client", "writer", "editor"])

    assert "editor" not in sides(getattr(load_cast(), name), Story(cast).in_review().order)


def test_several_sides_at_once(cast: Cast) -> None:
    Membership.objects.filter(pk=cast.wendell.member_id).update(roles=["writer", "manager"])
    Membership.objects.filter(pk=cast.clara.member_id).update(roles=["client", "owner"])
    order = Story(cast).in_progress().order
    people = load_cast()

    assert sides(people.wendell, order) == {"writer", "staff"}
    assert sides(people.clara, order) == {"client", "staff"}


@pytest.mark.parametrize("role", ["payer", "orderer", "reader"])
def test_people_of_the_account(cast: Cast, role: str) -> None:
    order = Story(cast).order
    member = colleague(cast, role, account=account_of(cast.clara))
    assert sides(member, order) == {"client"}

    Membership.objects.filter(pk=member.member_id).update(roles=["writer"])
    member.membership.refresh_from_db()
    assert sides(member, order) == set()


@pytest.mark.parametrize("name", ["nick", "mara", "nora", "wanda_northwind"])
def test_nobody_of_another_agency(cast: Cast, name: str) -> None:
    """The queryset hides the order from them; the order page's sides
    would hide it once more, but for staff."""
    order = Story(cast).in_review().order

    assert sides(getattr(cast, name), order) <= {"staff"}
    assert not Order.objects.visible_to(getattr(cast, name)).filter(pk=order.pk).exists()


def test_viewers_who_are_nobody(cast: Cast) -> None:
    order = Story(cast).in_review().order

    assert sides(Public(cast.inkwell), order) == sides(System(cast.inkwell), order) == set()


#: sides -> (party, inside, desk).
MEANING = {
    (): (False, False, False),
    ("client",): (True, False, False),
    ("writer",): (True, True, False),
    ("editor",): (True, True, False),
    ("staff",): (True, True, True),
    ("client", "staff"): (True, False, False),
    ("client", "editor"): (True, False, False),
    ("writer", "staff"): (True, True, True),
}


@pytest.mark.parametrize("held", MEANING)
def test_what_the_sides_mean(held: tuple[str, ...]) -> None:
    """The client's side always wins: whoever pays for an order reads it as the client."""
    found = Sides(member_id=1, **{name: name in held for name in ("client", "staff", "writer", "editor")})

    assert (found.party, found.inside, found.desk) == MEANING[held]


def test_an_order_with_a_writer_asks_nothing_of_offers(cast: Cast, django_assert_num_queries: Any) -> None:
    order = Order.objects.prefetch_related("revisions").get(pk=Story(cast).in_progress().order.pk)

    with django_assert_num_queries(0):
        assert sides_of(cast.wendell, order).writer
