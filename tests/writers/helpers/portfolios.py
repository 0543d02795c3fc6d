"""Portfolios and samples as rows, for tests of what is shown of them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from agencies.models import StoredFile
from catalog.models import Subject
from project.base.viewer import Member
from tests.helpers.cast import START, Cast
from writers.actions.shortlist import add_to_shortlist
from writers.models import (
    PortfolioFigures,
    PortfolioPhoto,
    PortfolioSample,
    PortfolioSlug,
    PortfolioSpeciality,
    SampleFile,
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


def public_doors(cast: Cast, file: StoredFile) -> dict[str, dict[str, Any]]:
    """The arguments of the addresses of a portfolio that everybody sees, with a sample and a photo."""
    portfolio = portfolio_of(cast.wanda, "wanda-writes")
    sample = sample_in(portfolio)
    added = {"agency": cast.inkwell, "file": file, "added_by": cast.wanda.membership, "added_at": START}
    SampleFile.objects.create(sample=sample, name="ferry.txt", **added)
    photo = PortfolioPhoto.objects.create(portfolio=portfolio, width=240, name="me.jpg", **added)
    slug = {"slug": portfolio.slug}
    work, face = {**slug, "public_id": sample.public_id}, {**slug, "public_id": photo.public_id}
    return {
        "writers:sitemap": {},
        "writers:sitemap_part": {"part": 1},
        "writers:public_directory": {},
        "writers:client_directory": {},
        "writers:compare_writers": {},
        "writers:shortlist": {},
        **{f"writers:{verb}": slug for verb in ("public_portfolio", "public_picture", "client_portfolio")},
        **{f"writers:shortlist_{verb}": slug for verb in ("add", "remove")},
        **{f"writers:{side}_sample": work for side in ("public", "client")},
        **{f"writers:{side}_photo": face for side in ("public", "client")},
    }


def shortlisted(cast: Cast) -> str:
    """The id of a portfolio on Clara's shortlist."""
    row = portfolio_of(cast.wanda, "wanda-writes")
    add_to_shortlist(actor=cast.clara, portfolio=row, now=START)
    return row.public_id


def editor_doors(cast: Cast) -> dict[str, dict[str, Any]]:
    """The arguments of the addresses of the editor and the desk, for a portfolio of Wendell's."""
    portfolio = portfolio_of(cast.wendell, "wendell-writes")
    sample_in(portfolio)
    collection = portfolio.collections.create(agency=cast.inkwell, name="Essays", position=0)
    own = (
        "",
        "_make",
        "_show",
        "_submit",
        "_profile",
        "_preview",
        "_export",
        "_photo",
        "_photo_remove",
        "_orders",
    )
    own += ("_sample_new", "_arrange", "_collection_new", "_policy")
    one, sample = {"public_id": portfolio.public_id}, {"public_id": portfolio.samples.get().public_id}
    return {
        "writers:desk_portfolios": {},
        **{f"writers:portfolio{name}": {} for name in own},
        **{f"writers:desk_portfolio{name}": one for name in ("", "_decision")},
        **{f"writers:portfolio_sample{name}": sample for name in ("", "_act")},
        "writers:desk_sample_decision": sample,
        "writers:portfolio_collection": {"public_id": collection.public_id},
    }
