"""The one door to the state of an agency's claim to a host name."""

from __future__ import annotations

import datetime as dt

from agencies.models import DomainClaim
from agencies.rules.domains import can_keep_claim, is_clock, removal_fault
from agencies.states.domains import CLAIM_TRANSITIONS, ClaimState
from project.base.states import TransitionTable, by_name
from project.base.viewer import Viewer

CLAIMS = TransitionTable(
    transitions=CLAIM_TRANSITIONS,
    labels={state.value: state.label for state in ClaimState},
    rights=by_name(can_keep_claim, is_clock),
    guards=by_name(removal_fault),
)


def move_claim(claim: DomainClaim, verb: str, *, actor: Viewer, now: dt.datetime) -> bool:
    """Bring a locked claim to where the verb leads, and note when that was; who calls it stores the row.
    False when it is there already. Raises NotAllowed or WrongState."""
    if not CLAIMS.check(verb, actor, claim):
        return False
    claim.state = CLAIMS[verb].target or claim.state
    if claim.state == ClaimState.PROVED:
        claim.proved_at = now
    if claim.state == ClaimState.ASKED:
        claim.asked_at = now
    return True
