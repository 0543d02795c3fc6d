"""Every verb: each person x each state, worked out from the rules in words,
then compared with what the table says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from orders.actions.moving import ORDERS
from orders.pages import diagram
from orders.pages.revisions import diagram as revision_diagram
from orders.states.badges import ORDER_BADGES
from orders.states.orders import TRANSITIONS, TURN, State
from orders.states.revisions import REVISION_TRANSITIONS
from quotes.pages import diagram as quote_diagram
from quotes.states import QUOTE_TRANSITIONS, WHO
from tests.helpers.cast import Cast
from tests.helpers.story import Story, make_order

pytestmark = pytest.mark.django_db

#: state -> person -> verbs that may be used. Whoever is not named may do nothing.
HOLD, MOVED = {"hold"}, {"hold", "change_deadlines"}
OFF = {"call_off"}
DESK = {"sam": HOLD, "max": {*HOLD, *OFF}, "otto": {*HOLD, *OFF}}
GIVING = {"offer", "assign", "cancel", *MOVED}
ANOTHER = {"reassign", *MOVED}
STARTED = {*ANOTHER, *OFF}
REVIEW = {"give_review", *MOVED, *OFF}
#: Of support (support/pages/disputes_verbs.py): either side may dispute an order in work.
DISPUTE = {"open_dispute"}
ALLOWED: dict[str, dict[str, set[str]]] = {
    "placed": {"clara": {"cancel"}, "sam": {"cancel", *MOVED}, "max": GIVING, "otto": GIVING},
    "offered": {
        "clara": {"cancel"},
        "wendell": {"accept_offer", "decline_offer"},
        "sam": {"cancel", *MOVED},
        "max": GIVING,
        "otto": GIVING,
    },
    "assigned": {
        "clara": {"cancel"},
        "wendell": {"start", "ask_extension"},
        "sam": {"cancel", *MOVED},
        "max": {"cancel", *ANOTHER},
        "otto": {"cancel", *ANOTHER},
    },
    "in_progress": {
        "clara": DISPUTE,
        "wendell": {"deliver", "ask_extension", *DISPUTE},
        "sam": MOVED,
        "max": STARTED,
        "otto": STARTED,
    },
    "in_review": {
        "clara": DISPUTE,
        "wendell": DISPUTE,
        "edith": {"claim_review"},
        "sam": MOVED,
        "max": REVIEW,
        "otto": REVIEW,
    },
    "delivered": {"clara": {"accept", "request_revision", *DISPUTE}, "wendell": DISPUTE, **DESK},
    "revision_requested": {
        "clara": DISPUTE,
        "wendell": {"start", "ask_extension", *DISPUTE},
        "sam": MOVED,
        "max": STARTED,
        "otto": STARTED,
    },
    "on_hold": {"sam": {"resume"}, "max": {"resume", *OFF}, "otto": {"resume", *OFF}},
    "completed": {"clara": {"request_revision", *DISPUTE}, "wendell": DISPUTE},
    "cancelled": {},
}


ANSWER = {"grant_extension", "refuse_extension"}


@pytest.mark.parametrize("at", ["assigned", "in_progress", "revision_requested"])
def test_who_may_do_what_about_an_ask_for_time(cast: Cast, at: str) -> None:
    """The same as without one, but that it is answered or withdrawn instead of asked."""
    order = getattr(Story(cast), at)().ask_for_time().order

    found = {
        name: {choice.transition.verb for choice in ORDERS.choices(person, order) if choice.allowed}
        for name, person in cast.of_inkwell.items()
    }

    more = dict.fromkeys(("sam", "max", "otto"), ANSWER) | {"wendell": {"withdraw_extension"}}
    usual = {name: verbs - {"ask_extension"} | more.get(name, set()) for name, verbs in ALLOWED[at].items()}
    assert {name: verbs for name, verbs in found.items() if verbs} == usual


@pytest.mark.parametrize("state", ALLOWED)
def test_who_may_do_what(cast: Cast, state: str) -> None:
    order = make_order(cast, state)
    everybody = {name: person for name, person in cast.everybody.items() if person.agency == cast.inkwell}

    found = {
        name: {choice.transition.verb for choice in ORDERS.choices(person, order) if choice.allowed}
        for name, person in everybody.items()
    }

    assert {name: verbs for name, verbs in found.items() if verbs} == ALLOWED[state]


@pytest.mark.parametrize("state", ALLOWED)
def test_every_blocked_verb_says_why(cast: Cast, state: str) -> None:
    order = make_order(cast, state)

    for person in cast.of_inkwell.values():
        for choice in ORDERS.choices(person, order):
            assert choice.allowed or choice.reason.endswith((".", "”.")), choice


def test_the_editor_who_claimed_reviews(cast: Cast) -> None:
    order = Story(cast).claimed().order

    verbs = {choice.transition.verb: choice.reason for choice in ORDERS.choices(cast.edith, order)}
    assert (verbs["approve"], verbs["send_back"], verbs["correct"]) == ("", "", "")
    assert verbs["claim_review"] == "Another editor already has this review."


def test_every_state_has_a_turn_and_a_look() -> None:
    assert set(TURN) == set(ORDER_BADGES) == set(State)


def test_every_state_can_be_reached() -> None:
    """Apart from disputed, which belongs to the support desk."""
    targets = {transition.target for transition in TRANSITIONS} | {
        state.value for states in diagram.OPEN_TARGETS.values() for state in states
    }

    assert set(State.values) - targets == {"placed", "disputed"} - targets


def test_verbs_are_unique_and_rights_exist() -> None:
    verbs = [transition.verb for transition in TRANSITIONS]

    assert len(verbs) == len(set(verbs))
    assert set(ORDERS.rights) == {transition.right for transition in TRANSITIONS}


def test_every_right_and_guard_of_the_table_has_words() -> None:
    assert {transition.right for transition in TRANSITIONS} <= set(diagram.WHO)
    assert {name for transition in TRANSITIONS for name in transition.guards} == set(diagram.PROVIDED)


def test_the_diagram_in_the_docs_is_generated() -> None:
    pages = {"orders.md": diagram, "revisions.md": revision_diagram, "quotes.md": quote_diagram}
    for name, source in pages.items():
        page = (Path(settings.BASE_DIR) / "docs" / name).read_text()
        assert source.put_into(page) == page


def test_every_right_and_guard_of_a_revision_has_words() -> None:
    assert {row.right for row in REVISION_TRANSITIONS} == set(revision_diagram.WHO)
    assert {name for row in REVISION_TRANSITIONS for name in row.guards} == set(revision_diagram.PROVIDED)


def test_every_right_of_a_quote_has_words_and_no_verb_a_guard() -> None:
    assert {row.right for row in QUOTE_TRANSITIONS} == set(WHO)
    assert not any(row.guards for row in QUOTE_TRANSITIONS), "docs/quotes.md prints no guards"


def test_only_the_mover_assigns_states() -> None:
    """`order.state =` stands where orders move, and where what is read is judged at a moment (that is never
    stored), and nowhere else in the program."""
    root = Path(settings.BASE_DIR)
    found = [
        path.relative_to(root).as_posix()
        for app in ["project", *settings.OUR_APPS]
        for path in (root / app).rglob("*.py")
        if "order.state = " in path.read_text()
    ]

    assert found == ["orders/actions/moving.py", "orders/rules/review_window.py"]


def test_roles_are_asked_about_in_rules_and_querysets_only() -> None:
    """Anything else asks a rule; `viewer.has(...)` elsewhere would be a second place that decides."""
    root = Path(settings.BASE_DIR)
    allowed = ("viewer.py", "querysets.py", "rules.py", "states.py")
    found = [
        path.relative_to(root).as_posix()
        for app in ["project", *settings.OUR_APPS]
        for path in (root / app).rglob("*.py")
        if path.name not in allowed
        and not {"rules", "querysets", "states"} & set(path.parts)
        and "viewer.has(" in path.read_text()
    ]

    assert found == []


def test_a_reason_that_is_kept_is_that_of_its_verb_and_state() -> None:
    for _look in range(2):
        for transition in TRANSITIONS:
            for state in State:
                if state not in transition.sources:
                    thing = SimpleNamespace(state=state)
                    assert ORDERS.why_not(transition.verb, thing) == replace(ORDERS).why_not(
                        transition.verb, thing
                    )
