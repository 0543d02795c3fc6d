"""Where a PDF begins. What draws it is loaded with the first one: fpdf and its fonts are a fifth of all that
a process imports, and some 25 MB; most processes never draw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypedDict

from babel.dates import format_datetime
from django.conf import settings
from django.utils import translation

from agencies.files.brand_pictures import content_of
from agencies.models import Agency, BrandPicture

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


class Paper(TypedDict):
    """What an agency's look gives to its documents: the colour of the strip (#rrggbb), a line beneath the
    name, the logo as PNG or nothing."""

    colour: str
    head: str
    logo: bytes


def paper_of(agency: Agency) -> Paper:
    """The paper of an agency, as it looks now. One query where it has a logo, else none."""
    brand = agency.brand
    rows = BrandPicture.objects.select_related("file")
    logo = content_of(rows.get(agency=agency, pk=brand.logo_id)) if brand.logo_id else b""
    return Paper(colour=brand.accent or brand.primary, head=brand.paper_head, logo=logo)


def new_sheet(
    *,
    title: str,
    author: str,
    foot: str,
    colour: str,
    currency: str,
    made: dt.datetime,
    head: str = "",
    logo: bytes = b"",
) -> Sheet:
    """An empty document of the agency, on its paper (`paper_of`). `foot` stands beneath each page; `made` is
    what the file says of its age."""
    from .pdf_sheet import Sheet

    sheet = Sheet(title=title, author=author, foot=foot, colour=colour, currency=currency, made=made)
    sheet.head, sheet.logo = head, logo
    return sheet


def draw_prose(sheet: Sheet, tree: dict[str, Any]) -> None:
    """Draw a text's document tree (project/base/document_tree.py) from where the sheet is."""
    from .pdf_prose import draw_prose

    draw_prose(sheet, tree)
