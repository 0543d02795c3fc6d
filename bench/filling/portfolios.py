"""Portfolios of a house's writers: half of them, at most 60, that everybody sees, each with samples."""

from __future__ import annotations

import datetime as dt

from agencies.models import Agency, Membership
from catalog.models import Subject
from writers.models import (
    PortfolioFigures,
    PortfolioSample,
    PortfolioSlug,
    PortfolioSpeciality,
    WriterPortfolio,
)
from writers.states.portfolio import Approval, Audience, SampleSource, Visibility

from .words import COMMON

MOST, SAMPLES, SUBJECTS = 60, 6, 3
TEXT = f"The {COMMON} of the harbour, and who keeps it.\n\n" * 12
SHOWN = {
    "enabled": True,
    "visibility": Visibility.PUBLIC,
    "approval": Approval.APPROVED,
    "shown_headline": "Long reads about work that nobody sees",
    "shown_bio": TEXT,
    "show_orders": True,
    "show_on_time": True,
}


def fill(agency: Agency, now: dt.datetime) -> None:
    """Give the writers of an agency their portfolios."""
    writers = Membership.objects.filter(agency=agency).writers().order_by("pk")
    subjects = list(Subject.objects.filter(agency=agency, archived_at=None)[:SUBJECTS])
    for number, member in enumerate(writers[: max(4, min(MOST, writers.count() // 2))], start=1):
        _fill_one(agency, member, f"bench-{number}", subjects, now)


def _fill_one(
    agency: Agency, member: Membership, slug: str, subjects: list[Subject], now: dt.datetime
) -> None:
    times = {"created_at": now, "changed_at": now}
    row = WriterPortfolio.objects.create(
        agency=agency, member=member, slug=slug, public_since=now, **times, **SHOWN
    )
    PortfolioSlug.objects.create(agency=agency, portfolio=row, slug=slug, taken_at=now)
    PortfolioFigures.objects.create(agency=agency, portfolio=row, as_of=now, orders=40, judged=38, on_time=36)
    for subject in subjects:
        PortfolioSpeciality.objects.create(agency=agency, portfolio=row, subject=subject)
    for position in range(1, SAMPLES + 1):
        PortfolioSample.objects.create(
            agency=agency,
            portfolio=row,
            source=SampleSource.TEXT,
            title=f"Sample {position}",
            body=TEXT,
            audience=Audience.PUBLIC,
            approval=Approval.APPROVED,
            published_at=now,
            position=position,
            **times,
        )
