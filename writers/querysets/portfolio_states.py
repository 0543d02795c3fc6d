"""What the tags of public pages are made of: whatever tells a change of what they show, as expressions of the
agency's row (project.base.public_pages.State). None of them reads a text."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, Func, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from project.base.compiled import Slot
from writers.models import PortfolioSample, WriterLanguage, WriterPortfolio

from .portfolio_public import languages_written, listed_rows, of_portfolio, published_feedback


def portfolio_state(slug: Slot, now: Slot) -> Subquery:
    """Of the portfolio that has, or once had, this address: whether everybody sees it, whether they ever did,
    and whatever tells a change. Null where there is none."""
    public = WriterPortfolio.objects.public(OuterRef("agency_id")).filter(pk=OuterRef("pk"))
    rows = WriterPortfolio.objects.filter(agency=OuterRef("pk"))
    rows = rows.filter(slugs__agency=OuterRef("pk"), slugs__slug=slug)
    told = JSONObject(
        slug="slug",
        version="version",
        public=Exists(public),
        public_since="public_since",
        samples=_which(of_portfolio(PortfolioSample.objects.published(now))),
        feedback=_which(published_feedback()),
        languages=ArraySubquery(languages_written().values("target").distinct().order_by("target")),
        name="member__public_name",
        show_languages="show_languages",
        figures="figures__as_of",
    )
    return Subquery(rows.values(told=told)[:1])


def directory_state(now: Slot) -> Any:
    """Of all that everybody sees of an agency: what a list of them shows, as a hash that the database makes.
    The languages are those of all its writers, read once and not for each portfolio."""
    line = JSONObject(pk="pk", version="version", name="member__public_name")
    rows = WriterPortfolio.objects.public(OuterRef("pk")).order_by("pk").values(line=line)
    codes = WriterLanguage.objects.filter(agency_id=OuterRef("pk")).order_by("member_id", "target")
    code = JSONObject(member="member_id", target="target")
    return _Hash(ArraySubquery(rows), ArraySubquery(codes.values(code=code)))


def sitemap_state(now: Slot) -> Any:
    """Of all that search engines may list of an agency, as a hash that the database makes."""
    rows = listed_rows(WriterPortfolio.objects.public(OuterRef("pk")), now)
    line = JSONObject(slug="slug", changed="changed_at", samples=F("samples_shown"))
    return _Hash(ArraySubquery(rows.values(line=line)))


class _Hash(Func):
    """The hash of values as the database writes them."""

    template = "md5(row(%(expressions)s)::text)"
    output_field = CharField()


def _which(rows: QuerySet[Any]) -> _Hash:
    """Which they are, and of which versions. Never a sum: one that takes the place of another is a change."""
    return _Hash(ArraySubquery(rows.order_by("pk").values(one=JSONObject(id="pk", version="version"))))
