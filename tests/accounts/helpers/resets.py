"""Resets of second factors for tests: who has lost one, and what becomes of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.mfa.models import Authenticator

from accounts.actions.factor_resets import ask_reset
from accounts.models import FactorReset
from project.base.clock import now
from project.base.viewer import Member
from tests.accounts.helpers.factors import has_app

WHY = "Rang up: the telephone fell into the harbour."


def asks(actor: Any, member: Member, reason: str = WHY, at: dt.datetime | None = None) -> FactorReset:
    return ask_reset(actor=actor, member=member.membership, reason=reason, now=at or now())


def lost(actor: Any, member: Member, at: dt.datetime | None = None) -> FactorReset:
    """The member has a code app, and `actor` asks for its reset."""
    has_app(member)
    return asks(actor, member, at=at)


def factors(member: Member) -> int:
    return Authenticator.objects.filter(user=member.membership.user_id).count()
