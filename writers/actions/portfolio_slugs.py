"""Addresses of portfolios: once somebody's, never anybody else's."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from project.base.errors import Invalid
from writers.models import PortfolioSlug, WriterPortfolio
from writers.models.portfolios import SLUG_LIMIT
from writers.rules.portfolio_slugs import checked, suggested

#: How many addresses like "anna-2" are tried before the one made of the public id.
MOST_TRIES = 20


def take_slug(portfolio: WriterPortfolio, typed: str, now: dt.datetime) -> bool:
    """Let the (locked) portfolio have this address from now on; the caller saves it. The ones it had stay its
    own. Returns whether it is another one. Raises Invalid by "slug"."""
    slug = checked(typed)
    if slug == portfolio.slug:
        return False
    if not _take(portfolio, slug, now):
        raise Invalid({"slug": _("This address is taken. Choose another one.")})
    portfolio.slug = slug
    return True


def first_slug(portfolio: WriterPortfolio, name: str, now: dt.datetime) -> None:
    """Give the stored portfolio an address: of the writer's public name while that is free."""
    wanted = suggested(name)
    candidates = [wanted] if wanted else []
    if wanted:
        candidates += [f"{wanted[: SLUG_LIMIT - 4].rstrip('-')}-{n}" for n in range(2, MOST_TRIES)]
    for slug in [*candidates, f"writer-{portfolio.public_id}"]:
        if _take(portfolio, slug, now):
            portfolio.slug = slug
            portfolio.save(update_fields=["slug"])
            return


def _take(portfolio: WriterPortfolio, slug: str, now: dt.datetime) -> bool:
    """Whether the address is the portfolio's now. A unique constraint decides between two who take it at
    once."""
    facts = {"portfolio": portfolio, "taken_at": now}
    row, _made = PortfolioSlug.objects.get_or_create(agency_id=portfolio.agency_id, slug=slug, defaults=facts)
    return row.portfolio_id == portfolio.pk
