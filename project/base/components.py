"""What components of the interface print, prepared: rows of templates/ui/*.html, which `{% rows %}`
(project/templatetags/rows.py) prints by one operation each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias, TypeVar

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from . import formatting, marks

Line = TypeVar("Line")
#: The type of a field that holds the rows of a row, which `{% rows %}` within `{% rows %}` prints.
Rows: TypeAlias = tuple[Line, ...]


@dataclass(frozen=True)
class Happening:
    """One entry of ui/timeline.html. `stamp` is the moment for machines, `shown` for the reader."""

    icon: SafeString
    tone: str
    who: str
    text: str
    stamp: str
    shown: str
    note: str = ""
    url: str = ""


def happening(
    at: dt.datetime,
    text: str,
    *,
    icon: str = "circle",
    tone: str = "neutral",
    who: str = "",
    note: str = "",
    url: str = "",
) -> Happening:
    """What happened at an aware moment, told in the reader's zone. Raises ValueError for an unknown icon."""
    stamp, shown = _written(at, timezone.get_current_timezone(), get_language())
    return Happening(marks.icon(icon), tone, who, text, stamp, shown, note, url)


@lru_cache(maxsize=8192)
def _written(at: dt.datetime, zone: dt.tzinfo, _language: str | None) -> tuple[str, str]:
    local = at.astimezone(zone)
    return local.isoformat(), formatting.stamp(local, "D j M Y, H:i")


@dataclass(frozen=True)
class Step:
    """One step of ui/steps.html. `state`: done, current or next."""

    label: str
    state: str
    note: str = ""
