"""Private links to samples: who makes them, and which one opens its sample now."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from agencies.states.roles import Role
from writers.models import PortfolioSample, SampleLink
from writers.rules.portfolio import HELD, can_edit_portfolio
from writers.states.portfolio import ConsentLevel

if TYPE_CHECKING:
    from agencies.models import Agency
    from project.base.viewer import Viewer


def can_share(viewer: Viewer, sample: PortfolioSample) -> bool:
    """Its writer."""
    return can_edit_portfolio(viewer, sample.portfolio)


def needs_terms(sample: PortfolioSample) -> bool:
    """Whether the client agreed to readers only who promise to keep it to themselves. One query where its
    consent was not fetched with it."""
    return sample.consent is not None and sample.consent.level == ConsentLevel.PRIVATE


def opening(agency: Agency, now: dt.datetime) -> QuerySet[SampleLink]:
    """The links that open something at `now`, but for how often: live ones of published samples, in a
    portfolio that is on and that the agency does not hold back, of a writer who is there. What its client
    lets be read by private link alone is opened by links with terms."""
    rows = SampleLink.objects.filter(agency=agency, revoked_at=None, expires_at__gt=now)
    rows = rows.filter(
        sample__in=PortfolioSample.objects.filter(agency=agency).published(),
        sample__portfolio__enabled=True,
        sample__portfolio__member__ended_at=None,
        sample__portfolio__member__suspended_at=None,
        sample__portfolio__member__roles__contains=[Role.WRITER],
        sample__portfolio__member__user__is_active=True,
    )
    rows = rows.exclude(sample__portfolio__approval__in=HELD)
    return rows.exclude(terms=False, sample__consent__level=ConsentLevel.PRIVATE)
