"""Archives and closings: what comes of each verb, in each state, for everybody."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from agencies.actions.agency_exports import EXPORTS
from agencies.actions.closing import CLOSINGS
from agencies.states.agency_exports import ExportState
from agencies.states.closing import ClosingState
from project.base.errors import NotAllowed, WrongState
from project.base.states import TransitionTable
from project.base.viewer import Public, System, Viewer
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
OWNERS, CLOCK = frozenset({"otto"}), frozenset({"clock"})
#: Of each verb: who may, and what comes of it by state; anything else is refused.
EXPORT_VERBS: dict[str, tuple[frozenset[str], dict[str, str]]] = {
    "finish": (CLOCK, {"waiting": "ready"}),
    "fail": (CLOCK, {"waiting": "failed"}),
    "expire": (CLOCK, {"ready": "deleted"}),
    "delete": (OWNERS, {"waiting": "deleted", "ready": "deleted", "failed": "same", "deleted": "same"}),
}
CLOSING_VERBS: dict[str, tuple[frozenset[str], dict[str, str]]] = {
    "withdraw": (OWNERS | CLOCK, {"open": "withdrawn", "withdrawn": "same", "stopped": "same"}),
    "stop": (CLOCK, {"open": "stopped"}),
    "begin": (CLOCK, {"open": "erasing"}),
}


def people(cast: Cast) -> dict[str, Viewer]:
    return {**cast.of_inkwell, "anonymous": Public(cast.inkwell), "clock": System(cast.inkwell)}


def outcome(table: TransitionTable, verb: str, actor: Viewer, state: str) -> str:
    thing: Any = SimpleNamespace(state=state, agency_id=actor.agency_id)
    try:
        return str(table[verb].target) if table.check(verb, actor, thing) else "same"
    except (NotAllowed, WrongState) as refusal:
        return type(refusal).__name__


@pytest.mark.parametrize(
    ("table", "states", "verbs"),
    [(EXPORTS, ExportState, EXPORT_VERBS), (CLOSINGS, ClosingState, CLOSING_VERBS)],
    ids=["exports", "closings"],
)
def test_what_comes_of_each_verb(
    cast: Cast,
    table: TransitionTable,
    states: Any,
    verbs: dict[str, tuple[frozenset[str], dict[str, str]]],
) -> None:
    assert {row.verb for row in table} == verbs.keys()
    for verb, (may, moves) in verbs.items():
        for state in states.values:
            found = {name: outcome(table, verb, actor, state) for name, actor in people(cast).items()}
            right = {name: moves.get(state, "WrongState") if name in may else "NotAllowed" for name in found}
            assert found == right, (verb, state)


def test_a_closing_that_is_being_carried_out_says_that_it_is_too_late(cast: Cast) -> None:
    thing: Any = SimpleNamespace(state=ClosingState.ERASING)

    assert CLOSINGS.why_not("withdraw", thing) == "It is too late: the agency is being deleted."
