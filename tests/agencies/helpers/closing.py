"""Agencies that are to be closed."""

from __future__ import annotations

import datetime as dt

from agencies.actions.closing import ask_closing
from agencies.actions.closing_erasure import close_due
from agencies.models import AgencyClosing
from project.base.viewer import Member
from tests.agencies.helpers.agency_exports import ready
from tests.helpers.cast import START


def asked(actor: Member, now: dt.datetime = START) -> AgencyClosing:
    """An owner's wish, with a fresh archive."""
    ready(actor, now, key=actor.agency.code.lower() * 4)
    return ask_closing(actor=actor, name=actor.agency.name, now=now)[0]


def to_the_end(now: dt.datetime, most: int = 2_000) -> int:
    """Let the job do all that is due. Returns in how many pieces."""
    pieces = 0
    while close_due(now=now, most=most):
        pieces += 1
    return pieces
