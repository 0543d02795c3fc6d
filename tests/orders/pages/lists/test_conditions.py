"""Lists hold what the querysets of their sides hold, neither more nor less, whoever looks and whatever is at
hand."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.models import QuerySet

from clients.models import ClientAccount
from orders.models import Order
from orders.pages.lists import counts
from orders.pages.lists.conditions import in_tab, of_viewer, on_side, together
from orders.pages.lists.filters import ALL_STATES, CLOSED, EVERY, OPEN, ListKind, Tab
from orders.querysets import revision_turns
from orders.states.orders import State
from project.base.compiled import Slot, compiled
from project.base.viewer import Member, Viewer
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.helpers.story import Story, make_order
from tests.orders.helpers import revision_turns as asking

pytestmark = pytest.mark.django_db
KINDS = {side: ListKind(side=side, tabs=(OPEN, CLOSED, EVERY)) for side in ("client", "writer", "editor")}
KINDS["desk"] = ListKind(side="desk", tabs=(OPEN, CLOSED, EVERY), fields=("due",))


@compiled
def _numbers(viewer: Viewer, kind: ListKind, tab: Tab, **given: Slot) -> QuerySet[Order, str]:
    ways = together(on_side(kind.side, viewer, given), in_tab(tab, viewer, given["now"]))
    found = [
        Order.objects.filter(way, agency_id=viewer.agency_id).values_list("number", flat=True) for way in ways
    ]
    return found[0].union(*found[1:], all=True) if found[1:] else found[0]


def listed(kind: ListKind, tab: Tab, viewer: Member, now: dt.datetime = START) -> list[str]:
    return sorted(_numbers(viewer, kind=kind, tab=tab, **of_viewer(kind.side, viewer, now)))


def of_side(side: str, viewer: Member) -> QuerySet[Order]:
    rows = Order.objects.all()
    sides = {
        "client": rows.as_client,
        "writer": rows.as_writer,
        "editor": rows.as_editor,
        "desk": rows.visible_to,
    }
    return sides[side](viewer)


def world(cast: Cast) -> list[Member]:
    """Orders of all sorts in two agencies; everybody of the cast."""
    for stage in ("placed", "offered", "assigned", "in_review", "delivered", "completed"):
        make_order(cast, stage)
    story = Story(cast).delivered()
    asking.ask(story)
    asking.give(story, cast.wanda)
    place_order(cast.nick)
    return [who for who in cast.everybody.values() if isinstance(who, Member)]


@pytest.mark.parametrize("side", KINDS)
def test_everybodys_list_holds_what_their_side_has(cast: Cast, side: str) -> None:
    people, kind = world(cast), KINDS[side]
    for who in [*people, *reversed(people)]:
        if side == "desk" and not who.has("support", "manager", "owner"):
            continue
        own = of_side(side, who)
        assert listed(kind, EVERY, who) == sorted(own.values_list("number", flat=True)), who
        opened = own.filter(state__in=OPEN.states).values_list("number", flat=True)
        assert listed(kind, OPEN, who) == sorted(opened), who
    assert any(listed(kind, EVERY, who) for who in people)


def test_several_accounts_are_one_list(cast: Cast) -> None:
    world(cast)
    before = listed(KINDS["client"], EVERY, cast.clara)
    other = ClientAccount.objects.create(agency=cast.inkwell, name="Harbour Ltd", created_at=START)
    other.people.create(agency=cast.inkwell, membership=cast.clara.membership, role="orderer")
    moved = Order.objects.filter(number=before[0])
    moved.update(account=other)
    cast.clara.answers.clear()

    assert listed(KINDS["client"], EVERY, cast.clara) == before
    other.people.all().delete()
    cast.clara.answers.clear()
    assert listed(KINDS["client"], EVERY, cast.clara) == before[1:]


def test_no_order_meets_two_ways_of_a_tab(cast: Cast) -> None:
    world(cast)
    tab = Tab("answer", "", ALL_STATES, revision_turns.for_the_client)
    given = of_viewer("writer", cast.wanda, START)
    ways = together(on_side("writer", cast.wanda, given), in_tab(EVERY, cast.wanda, START))

    assert len(ways) == 2 and len(in_tab(tab, cast.clara, START)) == 2
    found = [set(Order.objects.filter(way, agency=cast.inkwell)) for way in ways]
    assert not found[0] & found[1] and found[1]


def test_whether_there_ever_was_one_is_counted_no_further(cast: Cast) -> None:
    people = world(cast)
    for who in people:
        given = of_viewer("client", who, START)
        counted = counts.of_list(who, KINDS["client"], given, ())
        own = Order.objects.as_client(who)
        assert counted["ever"] == int(own.exists())
        assert counted["open"] == own.exclude(state__in=(State.COMPLETED, State.CANCELLED)).count()
