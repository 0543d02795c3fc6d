"""What the writers app keeps about a person: what they may take along, and what is forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from accounts.hooks import Enclosure, Part, Tie
from agencies.models import Membership
from project.base.viewer import Member
from writers.models import (
    BlackoutPeriod,
    CalendarFeed,
    EditorWorkload,
    PreferredClient,
    PreferredService,
    PreferredSubject,
    WriterCapacity,
    WriterLanguage,
)

from . import capacity, feedback, giving, portfolios, rates, review

#: What somebody set for themselves: of no use to anyone once they are gone.
SETTINGS = (
    BlackoutPeriod,
    CalendarFeed,
    EditorWorkload,
    PreferredClient,
    PreferredService,
    PreferredSubject,
    WriterCapacity,
    WriterLanguage,
)


class WritersKeeper:
    """Registered in apps.py; see accounts.hooks.Keeper."""

    def parts(self, viewer: Member) -> Iterator[Part | Enclosure]:
        yield from capacity.parts(viewer)
        yield from rates.parts(viewer)
        yield from giving.parts(viewer)
        yield from feedback.parts(viewer)
        yield from review.parts(viewer)
        yield from portfolios.parts(viewer)

    def ties(self, viewer: Member) -> list[Tie]:
        """Open work holds somebody, as orders say; nothing of this app does."""
        return []

    def erase(self, membership: Membership, now: dt.datetime) -> None:
        """What they set is deleted, their rules and interests and the reasons of exceptions too. Overrides,
        places in waiting lists, automatic acceptances and what was in the pool are records of the agency and
        stay, as levels do, with the fees that they explain (docs/operating.md)."""
        giving.erase(membership)
        review.erase(membership)
        portfolios.erase(membership, now)
        feedback.erase(membership)
        for model in SETTINGS:
            model.objects.filter(agency_id=membership.agency_id, member=membership).delete()
