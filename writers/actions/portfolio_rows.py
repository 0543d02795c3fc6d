"""The lists of a portfolio: credentials, links, specialities, services."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from catalog.models import ServiceType, Subject
from project.base.errors import Invalid
from writers.models import (
    PortfolioCredential,
    PortfolioLink,
    PortfolioService,
    PortfolioSpeciality,
    WriterPortfolio,
)
from writers.models.portfolios import MOST_ROWS, URL_LIMIT
from writers.states.portfolio import CredentialKind

#: Years that a credential can be of.
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
is_url = URLValidator(schemes=["https"])


@dataclass(frozen=True)
class CredentialFields:
    """One thing that a writer learned, was certified for or won."""

    kind: str
    title: str
    issuer: str = ""
    year: int | None = None


@dataclass(frozen=True)
class LinkFields:
    """An address elsewhere."""

    label: str
    url: str


def keep_rows(
    portfolio: WriterPortfolio,
    *,
    subjects: Collection[Subject],
    services: Collection[ServiceType],
    credentials: Sequence[CredentialFields],
    links: Sequence[LinkFields],
) -> bool:
    """Make the rows of the (locked) portfolio those that are wanted. Returns whether any changed. Raises
    Invalid by field."""
    _require_sound(portfolio, subjects, services, credentials, links)
    results = [
        _keep_named(portfolio, PortfolioSpeciality, "subject_id", {row.pk for row in subjects}),
        _keep_named(portfolio, PortfolioService, "service_id", {row.pk for row in services}),
        _keep_list(portfolio, PortfolioCredential, ("kind", "title", "issuer", "year"), credentials),
        _keep_list(portfolio, PortfolioLink, ("label", "url"), links),
    ]
    return any(results)


def _require_sound(
    portfolio: WriterPortfolio,
    subjects: Collection[Subject],
    services: Collection[ServiceType],
    credentials: Sequence[CredentialFields],
    links: Sequence[LinkFields],
) -> None:
    errors: dict[str, Any] = {}
    lists = {"subjects": subjects, "services": services, "credentials": credentials, "links": links}
    for name, rows in lists.items():
        if len(rows) > MOST_ROWS:
            errors[name] = _("Enter at most %(most)s of them.") % {"most": MOST_ROWS}
    if any(row.agency_id != portfolio.agency_id for row in (*subjects, *services)):
        errors["subjects"] = _("Choose from the agency’s subjects and services.")
    if not all(_is_credential(row) for row in credentials):
        errors["credentials"] = _("Enter a title, and a year from 1900 to 2100 or none, for each credential.")
    if not all(row.label and is_safe_link(row.url) for row in links):
        errors["links"] = _("Enter a label and a web address that starts with https:// for each link.")
    if errors:
        raise Invalid(errors)


def _is_credential(row: CredentialFields) -> bool:
    in_range = row.year is None or EARLIEST_YEAR <= row.year <= LATEST_YEAR
    return bool(row.title) and row.kind in CredentialKind.values and in_range


def is_safe_link(url: str) -> bool:
    """Whether an address leads to a web page over https, without a name or password before its host."""
    try:
        is_url(url)
        return len(url) <= URL_LIMIT and "@" not in urlsplit(url).netloc and url.startswith("https://")
    except (ValidationError, ValueError):
        return False


def _keep_named(portfolio: WriterPortfolio, model: Any, name: str, wanted: set[int]) -> bool:
    who = {"agency_id": portfolio.agency_id, "portfolio": portfolio}
    stored = set(model.objects.filter(**who).values_list(name, flat=True))
    model.objects.filter(**who, **{f"{name}__in": stored - wanted}).delete()
    model.objects.bulk_create([model(**who, **{name: pk}) for pk in sorted(wanted - stored)])
    return stored != wanted


def _keep_list(portfolio: WriterPortfolio, model: Any, names: Sequence[str], rows: Sequence[Any]) -> bool:
    who = {"agency_id": portfolio.agency_id, "portfolio": portfolio}
    wanted = [{name: getattr(row, name) for name in names} for row in rows]
    stored = list(model.objects.filter(**who).order_by("position").values(*names))
    if stored == wanted:
        return False
    model.objects.filter(**who).delete()
    model.objects.bulk_create([model(**who, position=at, **facts) for at, facts in enumerate(wanted)])
    return True
