"""SLA policies for tests, published through the action."""

from __future__ import annotations

import datetime as dt
from typing import Any

from agencies.states.sla import Target
from project.base.viewer import Member
from support.actions.sla_follow import follow_policies
from support.actions.sla_policies import save_policy
from support.rules.sla_policies import Promise, Terms
from tests.helpers.cast import START, Cast

#: Round the clock, so that a test can reckon.
FIRST, NEXT, SOLVED = 60, 120, 600


def terms(name: str = "All", *, working: bool = False, **facts: Any) -> Terms:
    """First reply in an hour, next in two, solved in ten."""
    times = {Target.FIRST_REPLY: FIRST, Target.NEXT_REPLY: NEXT, Target.RESOLUTION: SOLVED}
    times |= facts.pop("times", {})
    promises = tuple(Promise(target, minutes, working) for target, minutes in times.items() if minutes)
    return Terms(name, promises, **facts)


def policy(cast: Cast, name: str = "All", *, position: int | None = None, **facts: Any) -> Terms:
    """Max publishes it."""
    return save_policy(actor=cast.max, terms=terms(name, **facts), position=position, now=START)


def follow(cast: Cast, now: dt.datetime, actor: Member | None = None) -> int:
    """The sweep comes by."""
    return follow_policies(agency=(actor or cast.max).agency, now=now)


def policy_doors(cast: Cast) -> dict[str, dict[str, Any]]:
    """The arguments of the addresses of policies: one that holds, of the first version."""
    key = {"public_id": policy(cast).key}
    return {
        "support:policies": {},
        "support:policy_new": {},
        "support:policy": key,
        "support:policy_remove": key,
        "support:policy_version": {"number": 1},
    }
