"""Whose turn a revision is, at each of its steps: the column of SQL, what lists of
orders say of it, whom it counts for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orders.models import Order, RevisionRequest
from orders.pages.lists import reading, rows
from orders.pages.revisions.listing import FIELDS, is_own
from orders.querysets import revision_turns
from project.base.viewer import Member
from tests.helpers.cast import Cast
from tests.helpers.story import Story
from tests.orders.helpers import revision_turns as asking

pytestmark = pytest.mark.django_db
Step = Callable[[Story], object]

#: The steps after delivery -> (whose turn, the names for whom it is "my turn" by side).
TURNS: dict[str, tuple[list[Step], str, dict[str, str]]] = {
    "asked": ([asking.ask], "writer", {"writer": "wendell"}),
    "pending": ([asking.pending], "desk", {"desk": "max sam otto"}),
    "judged": ([asking.pending, lambda s: asking.judge(s, True)], "writer", {"writer": "wendell"}),
    "begun": ([asking.ask, asking.start], "writer", {"writer": "wendell"}),
    "question": (
        [asking.ask, asking.start, lambda s: asking.reply(s, "question")],
        "client",
        {"client": "clara"},
    ),
    "told": (
        [asking.ask, asking.start, lambda s: asking.reply(s, "question"), asking.tell],
        "writer",
        {"writer": "wendell"},
    ),
    "given": ([asking.ask, lambda s: asking.give(s, s.cast.wanda)], "writer", {"writer": "wanda"}),
    "given to an editor": (
        [asking.ask, lambda s: asking.give(s, s.cast.edith)],
        "writer",
        {"editor": "edith"},
    ),
    "held": ([asking.ask, asking.hold], "desk", {"desk": "max sam otto"}),
    "held while asked": (
        [asking.ask, asking.start, lambda s: asking.reply(s, "question"), asking.hold],
        "desk",
        {"desk": "max sam otto"},
    ),
    "in review": ([asking.ask, asking.start, asking.reply, Story.deliver], "editor", {"editor": "edith"}),
    "answered": (
        [asking.ask, asking.start, asking.reply, Story.deliver, Story.approve],
        "client",
        {"client": "clara"},
    ),
    "refused": ([asking.pending, lambda s: asking.judge(s, False)], "nobody", {}),
    "offered": (
        [asking.pending, lambda s: asking.judge(s, False), asking.offer],
        "client",
        {"client": "clara"},
    ),
    "bought": (
        [asking.pending, lambda s: asking.judge(s, False), asking.offer, asking.accept_change],
        "writer",
        {"writer": "wendell"},
    ),
    "cancelled": ([asking.ask, asking.cancel], "nobody", {}),
}
SIDES = {"client": "clara", "writer": "wendell wanda", "editor": "edith", "desk": "max sam otto"}


@pytest.mark.parametrize("name", TURNS)
def test_whose_turn_a_revision_is(cast: Cast, name: str) -> None:
    steps, turn, own = TURNS[name]
    story = Story(cast).delivered()
    for step in steps:
        step(story)

    found = revision_turns.with_turn(RevisionRequest.objects.filter(order=story.order), story.now)
    (facts,) = found.values(*FIELDS)

    assert facts["turn"] == turn
    for side, people in SIDES.items():
        for person in people.split():
            viewer: Member = getattr(cast, person)
            wanted = person in own.get(side, "").split()
            ways = [found.filter(way).count() for way in revision_turns.mine(side, viewer, story.now)]
            assert sum(ways) == wanted, (side, person)
            assert is_own(facts, side, viewer.member_id) == wanted, (side, person)


def said(order: Order, side: str, viewer: Member) -> str:
    (row,) = rows.prepare(
        viewer, reading.plain(Order.objects.filter(pk=order.pk), side), side=side, now=order.placed_at
    )
    return row.turn.replace('<strong class="turn-own">', "").replace("</strong>", "")


@pytest.mark.parametrize(
    ("name", "desk", "client", "writer"),
    [
        ("asked", "The writer", "The writer", "Your turn"),
        ("pending", "Your turn", "The agency", "The agency"),
        ("question", "The client", "Your turn", "The client"),
        ("given", "The writer", "The writer", "The writer"),
        ("held while asked", "Your turn", "The agency", "The agency"),
        ("in review", "The editor", "The editor", "The editor"),
        ("refused", "The client", "Your turn", "The client"),
    ],
)
def test_lists_of_orders_say_whose_turn_it_really_is(
    cast: Cast, name: str, desk: str, client: str, writer: str
) -> None:
    story = Story(cast).delivered()
    for step in TURNS[name][0]:
        step(story)

    assert said(story.order, "desk", cast.max) == desk
    assert said(story.order, "client", cast.clara) == client
    assert said(story.order, "writer", cast.wendell) == writer


def test_who_was_given_the_revision_reads_it_as_theirs(cast: Cast) -> None:
    story = asking.give(asking.ask(Story(cast).delivered()), cast.wanda)
    edited = asking.give(asking.ask(Story(cast).delivered()), cast.edith)

    assert said(story.order, "writer", cast.wanda) == said(edited.order, "editor", cast.edith) == "Your turn"


def test_a_completed_order_with_an_open_change_order_waits_for_its_client(cast: Cast) -> None:
    story = asking.pending(Story(cast).completed())
    asking.judge(story, False)

    assert said(story.order, "client", cast.clara) == "–"
    assert said(asking.offer(story).order, "client", cast.clara) == "Your turn"
    assert said(story.order, "desk", cast.max) == "The client"
