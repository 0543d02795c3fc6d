"""Sentences of single acts: those that a usual order does not have, none for
strangers, none for a verb nobody knows."""

from __future__ import annotations

from typing import Any

import pytest

from orders.models import Order, OrderEvent
from orders.pages import timeline
from orders.rules.sides import Sides
from orders.states.orders import TRANSITIONS
from orders.states.stateless_verbs import OTHER_VERBS
from tests.helpers.cast import Cast
from tests.helpers.story import FEE, Story

pytestmark = pytest.mark.django_db

#: verb -> what desk, concerned writer, writer of the order, editor and client read ("" for nothing), acted by
#: another.
SHORT: dict[str, list[str]] = {
    "withdraw_offer": [
        "Max O. withdrew the offer to Wendell H.",
        "The agency withdrew the offer to you",
        "",
        "",
        "",
    ],
    "expire_offer": ["The offer to Wendell H. expired", "The offer to you expired", "", "", ""],
    "assign": [
        "Max O. assigned the order to Wendell H. for €90.00",
        "The agency assigned the order to you for €90.00",
        "",
        "The agency assigned the order to Wendell H.",
        "The agency assigned the order to Wendell H.",
    ],
    "ask_extension": [
        "Max O. requested an extension until",
        "The writer requested an extension until",
        "",
        "",
        "",
    ],
    "withdraw_extension": [
        "Max O. withdrew the extension request",
        "The writer withdrew the extension request",
        "",
        "",
        "",
    ],
    "grant_extension": [
        "Max O. granted an extension until",
        "The agency granted an extension until",
        "",
        "",
        "",
    ],
    "refuse_extension": [
        "Max O. declined the extension request",
        "The agency declined the extension request",
        "",
        "",
        "",
    ],
    "close_extension": [
        "The extension request was closed without an answer",
        "The extension request was closed without an answer",
        "",
        "",
        "",
    ],
    "correct": [
        "Max O. corrected the text and saved it as version",
        "Max O. corrected the text and saved it as version",
        "Max O. corrected the text and saved it as version",
        "Max O. corrected the text and saved it as version",
        "",
    ],
    "lapse": ["The review window ended and the order was completed"] * 5,
    # Of no moment: an event that names none says none.
    "remind_deadline": ["The writer’s deadline is", *["The writer’s deadline is"] * 2, "", ""],
    "remind_review": ["The review window ends", "", "", "", "The review window ends"],
}
READERS = {
    "desk": {"staff": True},
    "concerned": {"writer": True, "concerned": True},
    "writer": {"writer": True},
    "editor": {"editor": True},
    "client": {"client": True},
}


def sides_for(cast: Cast, *, concerned: bool = False, **sides: bool) -> Sides:
    """Somebody on the given sides who has done nothing yet; `concerned`: Wendell himself."""
    everywhere = {"client": False, "staff": False, "writer": False, "editor": False, **sides}
    return Sides(member_id=cast.wendell.member_id if concerned else 0, **everywhere)


def event(cast: Cast, order: Order, verb: str, **facts: Any) -> OrderEvent:
    """An act of Max's about Wendell; the clock's where the verb has no side."""
    line = timeline.LINES.get(verb)
    actor = cast.max.membership if line is None or line.side else None
    given = {"actor": actor, "person": cast.wendell.membership, "amount": FEE, "at": order.placed_at, **facts}
    return OrderEvent(order=order, verb=verb, to_state=order.state, **given)


@pytest.mark.parametrize("verb", SHORT)
def test_acts_beside_the_long_way(cast: Cast, verb: str) -> None:
    order = Story(cast).order

    found = []
    for sides in READERS.values():
        rows = timeline.sentences(
            order, sides_for(cast, **sides), [event(cast, order, verb)], order.placed_at
        )
        found.append(" ".join(f"{row.who} {row.text}".strip() for row in rows))

    assert found == SHORT[verb]


def test_every_verb_has_a_sentence_for_the_desk(cast: Cast) -> None:
    order, verbs = Story(cast).order, {transition.verb for transition in TRANSITIONS} | set(OTHER_VERBS)

    mute = [
        verb
        for verb in verbs
        if not timeline.sentences(
            order, sides_for(cast, staff=True), [event(cast, order, verb)], order.placed_at
        )
    ]

    assert set(timeline.LINES) == verbs and mute == []


@pytest.mark.parametrize("reader", READERS)
def test_an_unknown_verb_is_left_out(cast: Cast, reader: str) -> None:
    order = Story(cast).order
    events = [event(cast, order, "teleport"), event(cast, order, "start")]

    rows = timeline.sentences(order, sides_for(cast, **READERS[reader]), events, order.placed_at)

    assert [row.text for row in rows] == ["started work"]


#: (verb, reader): who is said to have done it, when somebody else of that side did. A name only where it may
#: be known.
WHO = {
    ("place", "writer"): "The client",
    ("place", "editor"): "The client",
    ("place", "client"): "Clara B.",
    ("place", "desk"): "Clara B.",
    ("start", "client"): "Wendell H.",
    ("start", "editor"): "Wendell H.",
    ("start", "writer"): "The writer",
    ("start", "desk"): "Wendell H.",
    ("approve", "client"): "The agency",
    ("approve", "writer"): "Edith M.",
    ("approve", "editor"): "Edith M.",
    ("approve", "desk"): "Edith M.",
    ("hold", "client"): "The agency",
    ("hold", "writer"): "The agency",
    ("hold", "editor"): "The agency",
    ("hold", "desk"): "Max O.",
}
ACTORS = {"place": "clara", "start": "wendell", "approve": "edith", "hold": "max"}


@pytest.mark.parametrize(("verb", "reader"), WHO)
def test_names_are_said_only_to_those_who_know_them(cast: Cast, verb: str, reader: str) -> None:
    order, actor = Story(cast).order, getattr(cast, ACTORS[verb]).membership

    rows = timeline.sentences(
        order, sides_for(cast, **READERS[reader]), [event(cast, order, verb, actor=actor)], order.placed_at
    )

    assert [row.who for row in rows] == [WHO[verb, reader]]


def test_an_act_of_the_clock_is_the_agencys(cast: Cast) -> None:
    order = Story(cast).order

    rows = timeline.sentences(
        order, sides_for(cast, client=True), [event(cast, order, "hold", actor=None)], order.placed_at
    )

    assert [row.who for row in rows] == ["The agency"]
