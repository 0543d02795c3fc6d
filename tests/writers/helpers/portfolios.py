"""Portfolios and samples as rows, for tests of what is shown of them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from catalog.models import Subject
from project.base.viewer import Member
from tests.helpers.cast import START
from writers.models import (
    PortfolioFigures,
    PortfolioSample,
    PortfolioSlug,
    PortfolioSpeciality,
    WriterPortfolio,
)
from writers.states.portfolio import Approval, Audience, SampleSource, Visibility


def portfolio_of(member: Member, slug: str = "", *, subjects: int = 0, **fields: Any) -> WriterPortfolio:
    """A portfolio of this writer that everybody sees, unless `fields` say otherwise, with as many of the
    agency's subjects as specialities."""
    slug = slug or member.membership.public_name.lower().replace(" ", "-").replace(".", "")
    words = {"headline": "Long reads about the sea", "bio": "I write about **harbours**."}
    words |= {name: fields.pop(name) for name in words.keys() & fields.keys()}
    row = WriterPortfolio.objects.create(
        agency=member.agency,
        member=member.membership,
        slug=slug,
        **{
            "enabled": True,
            "visibility": Visibility.PUBLIC,
            "approval": Approval.APPROVED,
            "public_since": START,
            "created_at": START,
            "changed_at": START,
            "shown_headline": words["headline"],
            "shown_bio": words["bio"],
            **words,
            **fields,
        },
    )
    PortfolioSlug.objects.create(agency=member.agency, slug=slug, portfolio=row, taken_at=START)
    for subject in Subject.objects.filter(agency=member.agency, archived_at=None)[:subjects]:
        PortfolioSpeciality.objects.create(agency=member.agency, portfolio=row, subject=subject)
    return row


def sample_in(portfolio: WriterPortfolio, title: str = "The last ferry", **fields: Any) -> PortfolioSample:
    """A text of the writer's own in the portfolio, published for everybody unless `fields` say otherwise."""
    last = portfolio.samples.order_by("position").last()
    common: dict[str, Any] = {
        "source": SampleSource.TEXT,
        "body": "The last ferry leaves at *nine*. Nobody waits for it.",
        "audience": Audience.PUBLIC,
        "approval": Approval.APPROVED,
        "published_at": START,
        "created_at": START,
        "changed_at": START,
        "position": last.position + 1 if last else 1,
    }
    return PortfolioSample.objects.create(
        agency=portfolio.agency, portfolio=portfolio, title=title, **(common | fields)
    )


def figures_of(portfolio: WriterPortfolio, **fields: Any) -> PortfolioFigures:
    """What was computed from the writer's work."""
    common: dict[str, Any] = {"as_of": START, "orders": 41, "judged": 40, "on_time": 38, "rated": 12}
    common |= {"rating": Decimal("4.70"), "since": dt.date(2021, 5, 3)}
    return PortfolioFigures.objects.create(agency=portfolio.agency, portfolio=portfolio, **(common | fields))
