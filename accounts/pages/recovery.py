"""What managers see of a member's sign-in, and what they can do about it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from accounts.actions.factor_resets import RESETS
from accounts.models import FactorReset, PersonSession, SignOut
from accounts.rules.recovery import WAIT, has_factor, may_recover, why_no_reset
from agencies.hooks import PersonPanel
from agencies.models import Membership
from project.base.viewer import Viewer

TEMPLATE = "accounts/desk/_sign_in.html"


def panel(viewer: Viewer, member: Membership, now: dt.datetime) -> PersonPanel | None:
    """On the page of a member: open sessions here, what was done about them, and the ways to help. None for
    whom the viewer may not help."""
    if member.ended_at or not may_recover(viewer, member):
        return None
    ended = SignOut.objects.visible_to(viewer).filter(membership=member).select_related("by")
    reset = latest(viewer, member)
    context = {
        "public_id": member.public_id,
        "sessions": open_sessions(member),
        "ended": ended.order_by("-at").first(),
        "waits": reset if reset and not reset.ended_at else None,
        "resettable": reset is not None or has_factor(member.user_id),
    }
    return PersonPanel(TEMPLATE, context)


def open_sessions(member: Membership) -> int:
    """How many of the member's sessions are open on the hosts of this agency."""
    rows = PersonSession.objects.of_person(member.user_id).live()
    return rows.filter(agency_id=member.agency_id).count()


def latest(viewer: Viewer, member: Membership) -> FactorReset | None:
    """The newest request, whatever became of it."""
    rows = FactorReset.objects.visible_to(viewer).filter(membership=member)
    rows = rows.select_related("agency", "asked_by", "confirmed_by", "membership__user")
    return rows.order_by("-asked_at", "-pk").first()


def reset_page(viewer: Viewer, member: Membership) -> dict[str, Any]:
    """What the page about the second factor prints: the request with the verbs of this viewer, or what stands
    in the way of one."""
    reset = latest(viewer, member)
    waits = reset if reset and not reset.ended_at else None
    choices = RESETS.choices(viewer, waits, ("confirm", "withdraw")) if waits else []
    return {
        "person": member,
        "reset": reset,
        "waits": waits,
        "verbs": {choice.transition.verb: choice for choice in choices},
        "why_not": "" if waits else why_no_reset(member),
        "hours": int(WAIT.total_seconds() // 3600),
    }
