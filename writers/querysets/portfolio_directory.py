"""Portfolios as a directory lists them: found by words and filters, by the name of their writer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from project.base.search import holds
from writers.models import PortfolioService, PortfolioSpeciality, WriterLanguage, WriterPortfolio

from .portfolio_public import card_parts

#: Order and types of the keyset.
ORDER, KINDS = ("name", "pk"), (str, int)
PAGE = 24


@dataclass(frozen=True)
class Wanted:
    """What a directory is asked for: words, keys of a subject and a service, the code of a language."""

    words: tuple[str, ...] = ()
    subject: str = ""
    service: str = ""
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.subject or self.service or self.language)


def found(rows: QuerySet[WriterPortfolio], wanted: Wanted) -> QuerySet[Any, dict[str, Any]]:
    """Those of `rows` that fit, as the dictionaries that their cards are made of. Each word is looked for in
    name, headline and specialities; a language only where the writer shows theirs."""
    for word in wanted.words:
        named = _specialities().filter(holds(word, "subject__name"))
        rows = rows.filter(holds(word, "member__public_name", "shown_headline") | Q(Exists(named)))
    if wanted.subject:
        rows = rows.filter(Exists(_specialities().filter(subject__key=wanted.subject)))
    if wanted.service:
        services = PortfolioService.objects.filter(portfolio_id=OuterRef("pk"), service__archived_at=None)
        rows = rows.filter(Exists(services.filter(service__key=wanted.service)))
    if wanted.language:
        spoken = WriterLanguage.objects.filter(member_id=OuterRef("member_id"), target=wanted.language)
        rows = rows.filter(Exists(spoken), show_languages=True)
    columns = ("pk", "public_id", "slug", "shown_headline", "years", "show_languages", "visibility")
    return rows.annotate(name=F("member__public_name"), **card_parts()).values(
        *columns, "name", *card_parts()
    )


def _specialities() -> QuerySet[PortfolioSpeciality]:
    return PortfolioSpeciality.objects.filter(portfolio_id=OuterRef("pk"), subject__archived_at=None)
