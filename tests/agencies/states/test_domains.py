"""Claims to host names: each person in each state, and nothing but the table moves them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from agencies.actions.claim_moving import CLAIMS, move_claim
from agencies.models import DomainClaim
from agencies.states.domains import ClaimKind, ClaimState
from project.base.errors import NotAllowed, WrongState
from project.base.viewer import Public, System, Viewer
from tests.agencies.helpers.domains import asked
from tests.helpers.cast import START, Cast

pytestmark = pytest.mark.django_db
PEOPLE = ("clara", "wendell", "edith", "sam", "max", "otto", "mara", "clock", "their clock", "public")
ASKED, PROVED, LAPSED = ClaimState.ASKED.value, ClaimState.PROVED.value, ClaimState.LAPSED.value
#: (verb, state) -> the state that follows, by whoever may. What is not named is refused.
LEADS_TO = {
    ("prove", ASKED): PROVED,
    ("prove", PROVED): PROVED,
    ("lapse", ASKED): LAPSED,
    ("lapse", PROVED): LAPSED,
    ("lapse", LAPSED): LAPSED,
    **{("check", state): state for state in (ASKED, PROVED, LAPSED)},
    ("ask_again", LAPSED): ASKED,
    ("ask_again", ASKED): ASKED,
    ("ask_again", PROVED): PROVED,
    ("make_primary", PROVED): PROVED,
    **{("remove", state): state for state in (ASKED, PROVED, LAPSED)},
}
#: Who may, by verb: owners of the agency, and for what name servers say its clock.
MAY = {"prove": "clock", "lapse": "clock"}


def viewer(cast: Cast, name: str) -> Viewer:
    others = {
        "clock": System(cast.inkwell),
        "their clock": System(cast.northwind),
        "public": Public(cast.inkwell),
    }
    return others[name] if name in others else getattr(cast, name)


@pytest.fixture
def claim(cast: Cast) -> DomainClaim:
    return asked(cast.otto)


@pytest.mark.parametrize("state", ClaimState.values)
@pytest.mark.parametrize("name", PEOPLE)
def test_each_person_in_each_state(cast: Cast, claim: DomainClaim, name: str, state: str) -> None:
    for row in CLAIMS:
        claim.state, actor = state, viewer(cast, name)
        if name != MAY.get(row.verb, "otto"):
            with pytest.raises(NotAllowed):
                move_claim(claim, row.verb, actor=actor, now=START)
            assert claim.state == state
        elif (row.verb, state) not in LEADS_TO:
            with pytest.raises(WrongState):
                move_claim(claim, row.verb, actor=actor, now=START)
            assert claim.state == state
        else:
            move_claim(claim, row.verb, actor=actor, now=START)
            assert claim.state == LEADS_TO[row.verb, state], row.verb


def test_the_primary_domain_and_the_last_address_stay(cast: Cast, claim: DomainClaim) -> None:
    primary = DomainClaim.objects.get(agency=cast.inkwell, kind=ClaimKind.GIVEN)

    with pytest.raises(WrongState, match="primary"):
        move_claim(primary, "remove", actor=cast.otto, now=START)
    assert move_claim(claim, "remove", actor=cast.otto, now=START)


def test_no_other_code_sets_the_state_of_a_claim() -> None:
    """But for those that write a new row: it begins in one."""
    folder = Path(settings.BASE_DIR) / "agencies"
    door = folder / "actions" / "claim_moving.py"
    sets = re.compile(r"\b(row|claim)\.state\s*(,[^=\n]*)?=[^=]")
    found = [path for path in folder.rglob("*.py") if sets.search(path.read_text(encoding="utf-8"))]
    assert door in found
    assert not [path for path in found if path != door and "DomainClaim" in path.read_text(encoding="utf-8")]
