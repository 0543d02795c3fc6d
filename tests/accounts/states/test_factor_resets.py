"""The transition table of resets: each verb x each person x each state."""

from __future__ import annotations

import pytest

from accounts.actions.factor_resets import RESETS
from accounts.models import FactorReset
from accounts.states.factor_resets import RESET_TRANSITIONS, ResetState
from project.base.errors import NotAllowed, WrongState
from project.base.viewer import System, Viewer
from tests.accounts.helpers.resets import lost
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
#: Max has asked for Wendell; these alone may, whatever the state.
WHO = {
    "confirm": {"otto"},
    "withdraw": {"max", "otto"},
    "keep": {"wendell"},
    "deny": {"wendell"},
    "carry_out": {"clock"},
    "lapse": {"clock"},
}
#: Where a verb's effect is in place already.
DONE = {
    "confirm": {"done"},
    "withdraw": {"withdrawn"},
    "keep": {"kept", "denied"},
    "deny": {"kept", "denied"},
    "carry_out": {"done"},
    "lapse": {"lapsed"},
}


def answer(verb: str, viewer: Viewer, reset: FactorReset) -> str:
    try:
        return "moves" if RESETS.check(verb, viewer, reset) else "done"
    except NotAllowed:
        return "not allowed"
    except WrongState:
        return "wrong state"


def wanted(verb: str, name: str, state: str) -> str:
    if name not in WHO[verb]:
        return "not allowed"
    if state in DONE[verb]:
        return "done"
    return "moves" if state == "waiting" else "wrong state"


def test_each_verb_for_each_person_in_each_state(cast: Cast) -> None:
    asked = lost(cast.max, cast.wendell)
    reset = FactorReset.objects.select_related("agency", "asked_by", "membership").get(pk=asked.pk)
    people = {**cast.everybody, "clock": System(cast.inkwell)}

    assert {transition.verb for transition in RESET_TRANSITIONS} == set(WHO)
    for state in ResetState.values:
        reset.state = state
        found = {(verb, name): answer(verb, viewer, reset) for verb in WHO for name, viewer in people.items()}
        assert found == {(verb, name): wanted(verb, name, state) for verb, name in found}, state
