"""What a portfolio tells to those whom it is shown to. Page, structured data, picture, directory and API are
all made of one PublicPortfolio, which holds nothing that its writer switched off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency
from catalog.pricing.offering import current_offering
from project.base import formatting
from project.base.errors import NotVisible
from project.base.markdown import render
from project.base.readable import of_markdown
from project.base.text import excerpt
from writers.models import WriterPortfolio
from writers.querysets import portfolio_public as rows
from writers.states.portfolio import Audience, CredentialKind

from .portfolio_public_figures import PublicFigure, shown_figures

#: Characters of the text on a sample's card.
EXCERPT = 220
#: Where samples in no collection stand: before all collections.
NOWHERE = (-1, "")
#: Whose samples a reader of each kind of page sees.
EVERYBODY = (Audience.PUBLIC,)
CLIENTS = (Audience.PUBLIC, Audience.CLIENTS)
#: Clients also learn, without its text, what they may ask for.
LISTED_TO_CLIENTS = (*CLIENTS, Audience.REQUEST)


@dataclass(frozen=True)
class PublicSample:
    """A sample as its card shows it."""

    id: str
    title: str
    description: str
    excerpt: str
    subject: str
    service: str
    language: str
    featured: bool
    collection: str
    collection_at: int
    for_clients: bool
    on_request: bool
    file: bool


@dataclass(frozen=True)
class PublicPortfolio:
    """A portfolio without anything that is switched off, private or meant for others."""

    id: str
    slug: str
    name: str
    headline: str
    bio: str
    years: int | None
    indexed: bool
    version: int
    public_since: dt.datetime | None
    changed_at: dt.datetime
    specialities: tuple[dict[str, str], ...]
    services: tuple[dict[str, str], ...]
    languages: tuple[dict[str, str], ...]
    credentials: tuple[dict[str, Any], ...]
    links: tuple[dict[str, str], ...]
    #: Addresses need the id of the file; widths in pixels, the smallest first.
    photos: tuple[dict[str, Any], ...]
    figures: tuple[PublicFigure, ...]
    as_of: str
    figures_at: dt.datetime | None
    samples: tuple[PublicSample, ...]
    feedback: tuple[dict[str, Any], ...]
    #: The key in the database, for what is read beside it; no page prints it.
    pk: int = field(repr=False, default=0)

    @property
    def bio_html(self) -> str:
        return render(self.bio, top=3)

    @property
    def about(self) -> str:
        """One sentence or two for search engines and previews."""
        return self.headline or excerpt(of_markdown(self.bio).plain, 200) or self.name

    def grouped(self) -> list[tuple[str, list[PublicSample]]]:
        """The samples as the page shows them: featured ones, those in no collection, then each collection."""
        featured = [sample for sample in self.samples if sample.featured]
        rest = [sample for sample in self.samples if not sample.featured]
        places = sorted({(sample.collection_at, sample.collection) for sample in rest})
        if places == [NOWHERE] and not featured:
            return [("", rest)]
        groups = [(_("Selected work"), featured)] if featured else []
        groups += [
            (name or _("More work"), [one for one in rest if one.collection_at == at]) for at, name in places
        ]
        return groups


def linked(
    shown: PublicPortfolio, name: str, granted: Collection[str] = ()
) -> list[tuple[str, list[dict[str, Any]]]]:
    """Its groups of samples, each sample with its address. `name` is that of the addresses; `granted`: the
    ids of those shown on request that the reader may read."""

    def address(one: PublicSample) -> str:
        if one.on_request:
            return reverse("writers:sample_ask", args=[one.id])
        return reverse(name, args=[shown.slug, one.id])

    return [
        (title, [{"one": one, "url": address(one), "granted": one.id in granted} for one in samples])
        for title, samples in shown.grouped()
    ]


def public_view(
    portfolio: WriterPortfolio, audiences: Collection[str] = EVERYBODY, *, agency: Agency | None = None
) -> PublicPortfolio:
    """What the portfolio shows to these audiences, whether or not it is switched on: who may see it at all
    has been asked before. One query. Raises NotVisible when the row is gone."""
    found = rows.whole(WriterPortfolio.objects.filter(pk=portfolio.pk), audiences)
    if found is None:
        raise NotVisible
    return prepared(agency or portfolio.agency, found)


def prepared(agency: Agency, row: dict[str, Any]) -> PublicPortfolio:
    """The portfolio of a dictionary of querysets.portfolio_public.parts. No query."""
    names = current_offering(agency).language_names
    figures = tuple(shown_figures(row, agency))
    return PublicPortfolio(
        id=row["public_id"],
        slug=row["slug"],
        name=row["name"],
        headline=row["shown_headline"],
        bio=row["shown_bio"],
        years=row["years"],
        indexed=row["indexed"],
        version=row["version"],
        public_since=row["public_since"],
        changed_at=row["changed_at"],
        specialities=tuple(row["specialities_shown"]),
        services=tuple(row["services_shown"]),
        languages=languages_of(row, names),
        credentials=tuple(_credential(one) for one in row["credentials_shown"]),
        links=tuple(row["links_shown"]),
        photos=tuple(row["photos_shown"]),
        figures=figures,
        as_of=formatting.day(row["figures_as_of"]) if figures else "",
        figures_at=row["figures_as_of"] if figures else None,
        samples=tuple(_sample(one, names) for one in row["samples_shown"]),
        feedback=tuple(_feedback(one, shows=row["show_rating"]) for one in _worth_showing(row)),
        pk=row["pk"],
    )


def languages_of(row: dict[str, Any], names: Any) -> tuple[dict[str, str], ...]:
    """Codes and names of the languages that the writer writes, unless they show none."""
    if not row["show_languages"]:
        return ()
    return tuple({"code": code, "name": names.get(code, code)} for code in row["languages_shown"])


def _credential(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "kind_words": str(CredentialKind(one["kind"]).label)}


def _worth_showing(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Published feedback with words, or with a rating where the writer shows it."""
    return [one for one in row["feedback_shown"] if one["strengths"] or row["show_rating"]]


def _feedback(one: dict[str, Any], *, shows: bool) -> dict[str, Any]:
    """Without its rating where the writer shows none."""
    return {"strengths": one["strengths"], "overall": one["overall"] if shows else None}


def _sample(one: dict[str, Any], names: Any) -> PublicSample:
    return PublicSample(
        id=one["id"],
        title=one["title"],
        description=one["description"],
        excerpt=excerpt(of_markdown(one["beginning"]).plain, EXCERPT),
        subject=one["subject"] or "",
        service=one["service"] or "",
        language=names.get(one["language"], one["language"]),
        featured=one["featured"],
        collection=one["collection"] or "",
        collection_at=NOWHERE[0] if one["collection_at"] is None else one["collection_at"],
        for_clients=one["audience"] == Audience.CLIENTS,
        on_request=one["audience"] == Audience.REQUEST,
        file=one["file"],
    )
