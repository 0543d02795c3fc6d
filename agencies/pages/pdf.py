"""Where a PDF begins. What draws it is loaded with the first one: fpdf and its fonts are a fifth of all that
a process imports, and some 25 MB; most processes never draw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from babel.dates import format_datetime
from django.conf import settings
from django.utils import translation

if TYPE_CHECKING:
    from typing import Any

    from .pdf_sheet import Sheet


@contextmanager
def in_one_language() -> Iterator[None]:
    """Words and figures of a document, the same for whoever fetches it. Times it says in the agency's zone
    (`zoned`)."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


def zoned(when: dt.datetime, zone: dt.tzinfo) -> str:
    """A moment as documents say it: "5 March 2026, 17:30 (Europe/London)"."""
    return f"{format_datetime(when.astimezone(zone), 'd MMMM y, HH:mm', locale='en_GB')} ({zone})"


def new_sheet(*, title: str, author: str, foot: str, colour: str, currency: str, made: dt.datetime) -> Sheet:
    """An empty document of the agency. `colour` is #rrggbb; `foot` stands beneath each page; `made` is what
    the file says of its age."""
    from .pdf_sheet import Sheet

    return Sheet(title=title, author=author, foot=foot, colour=colour, currency=currency, made=made)


def draw_prose(sheet: Sheet, tree: dict[str, Any]) -> None:
    """Draw a text's document tree (project/base/document_tree.py) from where the sheet is."""
    from .pdf_prose import draw_prose

    draw_prose(sheet, tree)
