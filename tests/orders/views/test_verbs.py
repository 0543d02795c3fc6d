"""Every verb through its own button: each state x each kind of
person, and the buttons that the page shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from orders.actions.moving import ORDERS
from orders.models import Order
from orders.states.orders import TRANSITIONS
from project.base.states import Transition
from tests.helpers.cast import Cast
from tests.helpers.factories import HOUR
from tests.helpers.pages import words_of
from tests.orders.helpers.support import stop_clock, url_of
from tests.orders.helpers.verbs import DESK, DOORS, TOO_LATE, play, sent

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]

PEOPLE = ("clara", "wendell", "wanda", "edith", "sam", "max", "otto")
#: How far Story plays an order -> who sees it then. "claimed" is in review, by Edith.
SEES: dict[str, set[str]] = {
    "placed": {"clara", *DESK},
    "offered": {"clara", "wendell", *DESK},
    "assigned": {"clara", "wendell", *DESK},
    "in_progress": {"clara", "wendell", *DESK},
    "asked": {"clara", "wendell", *DESK},
    "in_review": {"clara", "wendell", "edith", *DESK},
    "claimed": {"clara", "wendell", "edith", *DESK},
    "delivered": {"clara", "wendell", "edith", *DESK},
    "revision_requested": {"clara", "wendell", "edith", *DESK},
    "completed": {"clara", "wendell", "edith", *DESK},
    "on_hold": {"clara", "wendell", *DESK},
    "cancelled": {"clara", *DESK},
}
#: The rights of whoever has been given the order.
WRITING = ("start", "deliver", "ask_extension", "withdraw_extension")
#: Verbs of an ask for more time: without one there is nothing to answer, with one nothing to ask.
UNASKED, ASKED = ("withdraw_extension", "grant_extension", "refuse_extension"), ("ask_extension",)
NOT_NOW = (
    "This is only possible while the state is “",
    "You have already requested an extension. The agency has not answered yet.",
    "There is no open extension request.",
    TOO_LATE,
)
#: Verbs that find their work done, beside those whose table says so.
HARMLESS = {
    ("accept_offer", "assigned"),
    *(("claim_review", at) for at in ("claimed", "delivered", "completed")),
}
HARMLESS |= {
    ("claim_review", "revision_requested"),
    ("release_review", "in_review"),
    ("give_review", "claimed"),
}
HARMLESS |= {("approve", at) for at in ("delivered", "revision_requested", "completed")}


def test_no_verb_is_missing() -> None:
    assert set(DOORS) == {transition.verb for transition in TRANSITIONS} - {"lapse"}


def has_right(verb: str, at: str, name: str) -> bool:
    """Before a review is claimed nobody may judge it; before the offer is accepted nobody may write."""
    if verb == "release_review" and name == "edith":
        return at in ("claimed", "delivered", "revision_requested", "completed")
    unclaimed = at in (
        "placed",
        "offered",
        "assigned",
        "in_progress",
        "asked",
        "on_hold",
        "cancelled",
        "in_review",
    )
    too_early = (verb in ("approve", "send_back", "correct") and unclaimed) or (
        verb in WRITING and at == "offered"
    )
    return name in DOORS[verb][2] and not too_early


def expected(verb: str, at: str, state: str, name: str) -> int:
    transition: Transition = ORDERS[verb]
    if verb in ("accept_offer", "decline_offer") and name not in ("wendell", "wanda"):
        return 403  # another role's area, whether or not the order is visible
    if name not in SEES[at]:
        return 404
    if not has_right(verb, at, name):
        return 404 if name == "wanda" else 403
    fits = state in transition.sources and (verb, at) != ("claim_review", "claimed")
    fits = fits and verb not in (ASKED if at == "asked" else UNASKED)
    return 302 if fits or state in transition.done or (verb, at) in HARMLESS else 409


def target_of(verb: str, at: str) -> str:
    """A new writer begins anew; other verbs always lead to the same state."""
    return "assigned" if verb == "reassign" and at in ("in_progress", "asked") else DOORS[verb][3]


#: In these states everybody tries every verb; a right, where there is one, and its refusal are asked before
#: the state.
FULL = ("in_progress", "claimed", "delivered")


def who_tries(verb: str, at: str, state: str) -> list[str]:
    """Who presses the button in a state: whoever has the right there, if it leads anywhere; else one of them,
    in the next state another one; and of the others one whom each answer is due to."""
    able = [name for name in PEOPLE if has_right(verb, at, name)]
    if able and expected(verb, at, state, able[0]) == 409:
        able = [able[[*SEES].index(at) % len(able)]]
    refusals = {expected(verb, at, state, name): name for name in PEOPLE if not has_right(verb, at, name)}
    return [name for name in PEOPLE if at in FULL or name in able or name in refusals.values()]


def undone(act: Callable[[], Any]) -> Any:
    """What `act` gives; what it changed is taken back."""
    with transaction.atomic():
        found = act()
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("at", SEES)
def test_each_verb_by_each_person(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    story = play(cast, at)
    stop_clock(monkeypatch, story.now + HOUR)
    order, events = story.order, story.order.events.count()
    browsers = {name: sign_in(getattr(cast, name)) for name in PEOPLE}

    def visit(verb: str, name: str) -> tuple[int, str, int, str]:
        answer = sent(browsers[name], order, verb, cast)
        (now,) = Order.objects.filter(pk=order.pk).values_list("state", flat=True)
        words = words_of(answer) if answer.status_code == 409 else ""
        return answer.status_code, now, order.events.count() - events, words

    for verb in DOORS:
        for name in who_tries(verb, at, order.state):
            status, state, more, words = undone(lambda verb=verb, name=name: visit(verb, name))
            case = (verb, name, status, state)
            assert status == expected(verb, at, order.state, name), case
            moves = status == 302 and order.state in ORDERS[verb].sources and (verb, at) not in HARMLESS
            target = target_of(verb, at) or order.state
            assert state == (target if moves else order.state), case
            assert bool(more) == moves, case
            if status == 409:
                assert any(text in words for text in NOT_NOW), case


def shown(page: Any, order: Order) -> set[str]:
    """The verbs to whose addresses a form or a link of the page leads."""
    content = page.content.decode()
    paths = {verb: url_of(order, door[0]) for verb, door in DOORS.items()}
    return {
        verb for verb, path in paths.items() if f'action="{path}"' in content or f'href="{path}"' in content
    }


BUTTONS = {
    "placed": {
        "clara": "cancel",
        "sam": "change_deadlines hold cancel",
        "max": "offer assign change_deadlines hold cancel",
    },
    "offered": {
        "clara": "cancel",
        "wendell": "accept_offer decline_offer",
        "sam": "change_deadlines hold cancel",
        "max": "offer assign change_deadlines hold cancel",
    },
    "assigned": {
        "clara": "cancel",
        "wendell": "start ask_extension",
        "sam": "change_deadlines hold cancel",
        "max": "reassign change_deadlines hold cancel",
    },
    "in_progress": {
        "clara": "",
        "wendell": "deliver ask_extension",
        "sam": "change_deadlines hold",
        "max": "reassign change_deadlines hold call_off",
    },
    "asked": {
        "clara": "",
        "wendell": "deliver withdraw_extension",
        "sam": "grant_extension refuse_extension change_deadlines hold",
        "max": "grant_extension refuse_extension reassign change_deadlines hold call_off",
    },
    "in_review": {
        "clara": "",
        "wendell": "",
        "edith": "claim_review",
        "sam": "change_deadlines hold",
        "max": "give_review change_deadlines hold call_off",
    },
    "claimed": {
        "clara": "",
        "wendell": "",
        "edith": "approve send_back correct release_review",
        "sam": "change_deadlines hold",
        "max": "release_review change_deadlines hold call_off",
    },
    "delivered": {
        "clara": "accept request_revision",
        "wendell": "",
        "edith": "",
        "sam": "hold",
        "max": "hold call_off",
    },
    "revision_requested": {
        "clara": "",
        "wendell": "start ask_extension",
        "edith": "",
        "sam": "change_deadlines hold",
        "max": "reassign change_deadlines hold call_off",
    },
    "completed": {"clara": "request_revision", "wendell": "", "edith": "", "sam": "", "max": ""},
    "on_hold": {"clara": "", "wendell": "", "sam": "resume", "max": "resume call_off"},
    "cancelled": {"clara": "", "sam": "", "max": ""},
}


@pytest.mark.parametrize("at", BUTTONS)
def test_the_page_has_a_button_for_each_verb_that_works(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    story = play(cast, at)
    stop_clock(monkeypatch, story.now + HOUR)

    found = {
        name: shown(sign_in(getattr(cast, name)).get(url_of(story.order)), story.order)
        for name in BUTTONS[at]
    }

    assert found == {name: set(verbs.split()) for name, verbs in BUTTONS[at].items()}


def test_what_works_at_another_time_is_named_with_its_reason(cast: Cast, sign_in: SignIn) -> None:
    order = play(cast, "assigned").order

    page = sign_in(cast.clara).get(url_of(order))

    later = {button.verb: str(button.blocked) for button in page.context["page"].verbs.later}
    assert later == {
        "accept": "This is only possible while the state is “Delivered”. The state is now “Assigned”.",
        "request_revision": (
            "This is only possible while the state is “Delivered” or “Completed”. The state "
            "is now “Assigned”."
        ),
        "open_dispute": (
            "This is only possible while the state is “In progress”, “In review”, “Delivered”, “Revision "
            "requested” or “Completed”. The state is now “Assigned”."
        ),
    }
    assert words_of(page).count("This is only possible while the state is “Delivered”") == 2
    assert "3 actions currently unavailable" in words_of(page)
