"""A directory of portfolios: its filters and cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency
from catalog.pricing.offering import current_offering
from project.base import query
from writers.pages.portfolio_public import languages_of
from writers.querysets.portfolio_directory import Wanted
from writers.states.portfolio import Visibility

#: Specialities on one card.
MOST_NAMED = 4


def asked(given: QueryDict, agency: Agency) -> Wanted:
    """What the address asks for; a subject, service or language that the agency does not have counts as
    none."""
    offering = current_offering(agency)
    return Wanted(
        words=tuple(query.words(given, "q")),
        subject=query.choice(given, "subject", {row.key for row in offering.subjects}),
        service=query.choice(given, "service", {row.key for row in offering.services}),
        language=query.choice(given, "language", {row.key for row in offering.languages}),
    )


def filters(given: QueryDict, wanted: Wanted, agency: Agency, path: str) -> dict[str, Any]:
    """The fields above the list, filled in. No query."""
    offering = current_offering(agency)
    fields = [
        ("subject", _("Subject"), offering.subjects, wanted.subject),
        ("service", _("Service"), offering.services, wanted.service),
        ("language", _("Language"), offering.languages, wanted.language),
    ]
    return {
        "path": path,
        "q": query.text(given, "q"),
        "fields": [
            {
                "name": name,
                "label": label,
                "options": [(row.key, row.name, row.key == chosen) for row in choices],
            }
            for name, label, choices, chosen in fields
            if choices
        ],
        "narrowed": bool(wanted),
    }


def card(row: dict[str, Any], agency: Agency, page: str, photo: str) -> dict[str, Any]:
    """A portfolio of querysets.portfolio_directory as its card shows it. `page` and `photo` are the names of
    the addresses that the card leads to."""
    specialities = [one["name"] for one in row["specialities_shown"]]
    return {
        "pk": row["pk"],
        "id": row["public_id"],
        "url": reverse(page, args=[row["slug"]]),
        "name": row["name"],
        "headline": row["shown_headline"],
        "photo": photo_of(row["slug"], row["photos_shown"], photo),
        "specialities": specialities[:MOST_NAMED],
        "more": len(specialities[MOST_NAMED:]),
        "languages": [one["name"] for one in languages_of(row, current_offering(agency).language_names)],
        "for_clients": row["visibility"] == Visibility.CLIENTS,
    }


def photo_of(slug: str, photos: Any, name: str) -> dict[str, Any] | None:
    """A photo in all its widths, for <img>; None for none."""
    return in_widths([(reverse(name, args=[slug, one["id"]]), one["width"]) for one in photos])


def in_widths(widths: Sequence[tuple[str, int]]) -> dict[str, Any] | None:
    """Addresses of a photo with their widths, the smallest first, for <img>; None for none."""
    if not widths:
        return None
    return {
        "src": widths[min(1, len(widths) - 1)][0],
        "srcset": ", ".join(f"{url} {width}w" for url, width in widths),
    }
