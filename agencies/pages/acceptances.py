"""Who accepted which version of the legal pages, for owners: a list, narrowed to a version, and a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from agencies.models import LegalAcceptance, LegalKind, LegalText
from agencies.models.legal import ACCEPTED, Occasion
from project.base import query
from project.base.csv_export import lines_of
from project.base.viewer import Viewer

from .legal import TITLES

#: Versions that can be chosen, the newest; rows of one file.
MOST_VERSIONS, MOST_EXPORTED = 100, 100_000
NEWEST = ("-id",)
HEADER = ["page", "version", "person", "email", "occasion", "accepted at"]


@dataclass(frozen=True)
class Wanted:
    """A page and a version of it; "" and 0 for all."""

    kind: str = ""
    number: int = 0

    @property
    def choice(self) -> str:
        """As the filter names it."""
        return f"{self.kind}-{self.number}" if self.kind else ""

    @property
    def query(self) -> str:
        """What an address says of it."""
        return f"?{urlencode({'version': self.choice})}" if self.kind else ""


def wanted_of(viewer: Viewer, given: query.Given) -> Wanted:
    """What an address asks for; all for what there is not."""
    chosen = query.choice(given, "version", dict(choices_of(viewer)))
    kind, _dash, number = chosen.partition("-")
    return Wanted(kind, int(number)) if chosen else Wanted()


def choices_of(viewer: Viewer) -> list[tuple[str, str]]:
    """The versions that people accept, newest first, as the filter names and calls them. One query."""
    rows = LegalText.objects.visible_to(viewer).filter(kind__in=ACCEPTED).order_by("-id")
    return [
        (f"{kind}-{number}", called(kind, number))
        for kind, number in rows.values_list("kind", "number")[:MOST_VERSIONS]
    ]


def called(kind: str, number: int) -> str:
    """A version in words."""
    return _("%(page)s, version %(number)s") % {"page": TITLES[kind], "number": number}


def acceptances(viewer: Viewer, wanted: Wanted) -> QuerySet[LegalAcceptance]:
    """Those that are wanted, with the version and who accepted it."""
    rows = LegalAcceptance.objects.visible_to(viewer).select_related("text", "member__user")
    return rows.filter(text__kind=wanted.kind, text__number=wanted.number) if wanted.kind else rows


def printed(row: LegalAcceptance) -> dict[str, Any]:
    """An acceptance as the list prints it. A person who was erased has no address."""
    return {
        "who": row.member.public_name or _("Former client"),
        "email": _address(row),
        "person_url": reverse("agencies:person", args=[row.member.public_id]),
        "version": called(row.text.kind, row.text.number),
        "url": reverse("legal_version", args=[row.text.kind, row.text.number]),
        "occasion": Occasion(row.occasion).label,
        "at": row.at,
    }


def as_csv(viewer: Viewer, wanted: Wanted) -> Iterator[str]:
    """The lines of the file, the newest first."""
    rows = acceptances(viewer, wanted).order_by(*NEWEST)[:MOST_EXPORTED].iterator(chunk_size=500)
    return lines_of(HEADER, (_cells(row) for row in rows))


def _cells(row: LegalAcceptance) -> list[Any]:
    text = row.text
    person = row.member.public_name
    kind = LegalKind(text.kind).value
    return [kind, text.number, person, _address(row), row.occasion, row.at.isoformat(timespec="seconds")]


def _address(row: LegalAcceptance) -> str:
    return row.member.user.email if row.member.user else ""
