"""A person's security log as a list: filters read from the URL, rows, and the same as CSV."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from agencies.models import SecurityEvent
from project.base import query
from project.base.csv_export import lines_of

from .security_event_words import KINDS, label_of, row_of

DAYS = {"7": _("Last 7 days"), "30": _("Last 30 days"), "90": _("Last 90 days"), "": _("Any time")}
#: Rows of one export at most; filters narrow it.
MOST_EXPORTED = 20_000


@dataclass(frozen=True)
class Wanted:
    """What the reader asked for; unknown values count as not given."""

    kind: str
    days: str
    suspicious: bool

    @property
    def query(self) -> str:
        kept = {"kind": self.kind, "days": self.days, "suspicious": "1" if self.suspicious else ""}
        return urlencode({name: value for name, value in kept.items() if value})

    @property
    def narrowed(self) -> bool:
        return bool(self.query)


def read(given: query.Given) -> Wanted:
    """The filters that stand in the URL."""
    kind, days = query.choice(given, "kind", KINDS), query.choice(given, "days", DAYS)
    return Wanted(kind, days, query.text(given, "suspicious") == "1")


def rows_of(user: Any, wanted: Wanted, now: dt.datetime) -> Any:
    """The person's own events that fit, on all hosts."""
    rows = SecurityEvent.objects.of_person(user).select_related("agency")
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.suspicious:
        rows = rows.filter(suspicious=True)
    return rows.filter(at__gte=now - dt.timedelta(days=int(wanted.days))) if wanted.days else rows


def kinds() -> list[tuple[str, str]]:
    """The kinds to choose from."""
    return sorted(((key, label_of(key)) for key in KINDS), key=_by_label)


def _by_label(pair: tuple[str, str]) -> str:
    return pair[1]


def as_csv(rows: Any) -> Iterator[str]:
    """The lines of the export, newest first."""
    events = rows.order_by("-at", "-id")[:MOST_EXPORTED].iterator(chunk_size=500)
    return lines_of(["when (UTC)", "what", "suspicious", "browser", "from", "at"], map(_cells, events))


def _cells(event: SecurityEvent) -> list[str]:
    row = row_of(event)
    when = event.at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")
    return [
        when,
        row["label"],
        "yes" if row["suspicious"] else "",
        row["browser"],
        row["place"],
        row["agency"],
    ]
