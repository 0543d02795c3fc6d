"""What the writers app keeps about a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from accounts.hooks import Part, Tie
from agencies.models import Membership
from project.base.viewer import Member

from . import giving, rates


class WritersKeeper:
    """Registered in apps.py; see accounts.hooks.Keeper."""

    def parts(self, viewer: Member) -> Iterator[Part]:
        yield from rates.parts(viewer)
        yield from giving.parts(viewer)

    def ties(self, viewer: Member) -> list[Tie]:
        """Open work holds somebody, as orders say; a level does not."""
        return []

    def erase(self, membership: Membership, now: dt.datetime) -> None:
        """Levels are kept, with the fees that they explain (docs/operating.md): they name nobody. Rules for
        accepting offers and interest in orders of the pool are not."""
        giving.erase(membership)
