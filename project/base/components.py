"""What components of the interface print, prepared: rows of templates/ui/*.html, which `{% rows %}`
(project/templatetags/rows.py) prints by one operation each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.safestring import SafeString

from . import formatting, marks


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
    local = timezone.localtime(at)
    shown = formatting.stamp(local, "D j M Y, H:i")
    return Happening(marks.icon(icon), tone, who, text, local.isoformat(), shown, note, url)


@dataclass(frozen=True)
class Step:
    """One step of ui/steps.html. `state`: done, current or next."""

    label: str
    state: str
    note: str = ""
