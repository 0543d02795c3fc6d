"""What an agency uses of what the operator lets it have, shown to its owners before it is reached."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.files.quotas import MEGABYTE
from agencies.hooks import Limit, limits
from agencies.models import Agency, StoredFile
from agencies.rules.quotas import people_of
from project.base import formatting
from project.base.viewer import Viewer

#: From this percentage on it is said that little is left.
NEARLY = 80


def register() -> None:
    """Called once, in ready()."""
    limits.register("people", people_limit)
    limits.register("storage", storage_limit)


@dataclass(frozen=True)
class LimitRow:
    """A limit as page and API show it: `shown` are use and most in words, `percent` how much of it is used
    (None without a limit)."""

    key: str
    limit: Limit
    shown: str
    most_shown: str

    @property
    def percent(self) -> int | None:
        most = self.limit.most
        if most is None:
            return None
        return min(100, self.limit.used * 100 // most) if most else 100

    @property
    def state(self) -> str:
        """ "reached", "near", or "" for none of these."""
        if self.percent is None or self.percent < NEARLY:
            return ""
        return "reached" if self.limit.used >= (self.limit.most or 0) else "near"

    @property
    def tone(self) -> str:
        return {"reached": "bad", "near": "warn", "": ""}[self.state]

    @property
    def url(self) -> str:
        return reverse(self.limit.url_name) if self.limit.url_name else ""


def limits_of(viewer: Viewer, now: dt.datetime) -> list[LimitRow]:
    """Every limit of the viewer's agency, those without a number too. One query each."""
    made = [(key, make(viewer.agency, now)) for key, make in limits.items()]
    return [LimitRow(key, limit, _words(limit, limit.used), _words(limit, limit.most)) for key, limit in made]


def _words(limit: Limit, number: int | None) -> str:
    if number is None:
        return ""
    return formatting.megabytes(number) if limit.is_bytes else formatting.whole(number)


def people_limit(agency: Agency, now: dt.datetime) -> Limit:
    """Everybody who belongs to the agency."""
    return Limit(
        label=_("People"),
        note=_("Clients, colleagues and owners. People who left do not count."),
        used=people_of(agency),
        most=agency.most_people,
        icon="users",
        advice=_("Remove people who have left, or ask the operator of this installation for more places."),
        url_name="agencies:people",
    )


def storage_limit(agency: Agency, now: dt.datetime) -> Limit:
    """What its files take."""
    used = StoredFile.objects.filter(agency=agency).aggregate(size=Sum("size", default=0))["size"]
    most = agency.most_storage_mb
    return Limit(
        label=_("Storage"),
        note=_("Files in drafts, orders and messages, each counted once."),
        used=used,
        most=None if most is None else most * MEGABYTE,
        is_bytes=True,
        icon="files",
        advice=_("Remove files you no longer need, or ask the operator of this installation for more room."),
        url_name="agencies:storage",
    )


def summary_of(rows: list[LimitRow]) -> dict[str, Any]:
    """What stands above the list: how many limits are reached or nearly so, in a sentence; "" for none."""
    found = [row for row in rows if row.state]
    words = ngettext("%(n)s limit is reached or close.", "%(n)s limits are reached or close.", len(found))
    return {
        "warning": words % {"n": len(found)} if found else "",
        "tone": "bad" if any(row.state == "reached" for row in found) else "warn",
    }
