"""A text of an order as a file to take away: as it stands on the page, the same bytes for all who read it.

Nothing in it depends on its reader: dates are in the agency's zone, words of ours in the language of the
installation, and the time of making is that of the version.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.conf import settings
from django.utils import dateformat, translation
from django.utils.translation import gettext as _

from agencies.files.packages import OOXML
from agencies.files.word import a_turn, word_document
from agencies.files.word_stationery import Stationery
from agencies.models import Agency, Letterhead
from agencies.pages.pdf import draw_prose, new_sheet
from orders.models import Delivery, Order
from project.base.document_tree import tree_of
from project.base.errors import Conflict, TooLarge
from project.base.print_fonts import unprintable

#: The kinds of files, by their endings.
CONTENT_TYPES = {
    "docx": f"{OOXML}.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
}
BRIEF = "brief"
#: Of a PDF without a letterhead: nothing of it is coloured.
PLAIN = "ffffff"
#: Letters of a text that a PDF is drawn of, two or three seconds of the processor; a letter of a script whose
#: letters are shaped, or of Chinese, Japanese and Korean, counts as six: that long it takes.
MOST_PRINTED = 240_000
DEAR = 6
_DEAR = re.compile("[^\u0000-\u058f\u10a0-\u10ff\u1e00-\u2bff]")
#: So many letters that cannot be printed are named.
MOST_NAMED = 10


@dataclass(frozen=True)
class TextDocument:
    """A text and what its file says of it. `name` is that of the file without its ending."""

    agency: Agency
    name: str
    title: str
    text: str
    locale: str
    made: dt.datetime
    foot: str

    def content(self, kind: str, *, letterhead: bool) -> bytes:
        """The bytes of a file of that kind. Not to be called within a transaction. Raises
        agencies.files.word.NotMade; of a PDF Conflict for letters that no font shows, and TooLarge."""
        if kind == "docx":
            return self._as_word(letterhead)
        if kind == "pdf":
            return self._as_pdf(letterhead)
        return f"{self.text.rstrip()}\n".encode()

    def _as_pdf(self, letterhead: bool) -> bytes:
        if len(self.text) + (DEAR - 1) * len(_DEAR.findall(self.text)) > MOST_PRINTED:
            raise TooLarge(_("This text is too long for a PDF. Download it as Word or Markdown."))
        if letters := unprintable(self.text):
            raise Conflict(
                _(
                    "A PDF can’t show these characters of the text: %(letters)s. "
                    "Download it as Word or Markdown."
                )
                % {"letters": " ".join(letters[:MOST_NAMED])}
            )
        with translation.override(settings.LANGUAGE_CODE):
            paper = stationery_of(self.agency, self.foot) if letterhead else Stationery()
            with a_turn():
                return self._drawn(paper)

    def _drawn(self, paper: Stationery) -> bytes:
        sheet = new_sheet(
            title=self.title,
            author=self.agency.name,
            foot=paper.foot,
            colour=f"#{paper.colour if paper.name else PLAIN}",
            currency=self.agency.currency,
            made=self.made,
        )
        sheet.set_lang(self.locale)
        sheet.add_page()
        if paper.name:
            sheet.letterhead(paper.name, paper.address)
        draw_prose(sheet, tree_of(self.text, meta={}))
        return sheet.as_bytes()

    def _as_word(self, letterhead: bool) -> bytes:
        meta = {"title": self.title, "author": self.agency.name, "lang": self.locale}
        with translation.override(settings.LANGUAGE_CODE):
            stationery = stationery_of(self.agency, self.foot) if letterhead else Stationery()
            return word_document(tree_of(self.text, meta=meta), stationery=stationery, made=self.made)


def version_document(order: Order, delivery: Delivery) -> TextDocument:
    """The text of one version. Its day is that on which it reached the client, before that the writer's."""
    made = delivery.reviewed_at or delivery.delivered_at
    with translation.override(settings.LANGUAGE_CODE):
        version = _("Version %(n)s") % {"n": delivery.number}
    return TextDocument(
        agency=order.agency,
        name=f"{order.number}-v{delivery.number}",
        title=order.title,
        text=delivery.text,
        locale=order.locale,
        made=made,
        foot=f"{order.number} · {version} · {day_of(order.agency, made)}",
    )


def brief_document(order: Order) -> TextDocument:
    """The brief."""
    with translation.override(settings.LANGUAGE_CODE):
        brief = _("Brief")
    return TextDocument(
        agency=order.agency,
        name=f"{order.number}-{BRIEF}",
        title=order.title,
        text=order.brief,
        locale=order.locale,
        made=order.placed_at,
        foot=f"{order.number} · {brief} · {day_of(order.agency, order.placed_at)}",
    )


def stationery_of(agency: Agency, foot: str) -> Stationery:
    """The agency's paper. One query."""
    letterhead = Letterhead.objects.filter(agency=agency).first()
    return Stationery(
        colour=agency.brand.primary.removeprefix("#"),
        name=letterhead.name if letterhead and letterhead.name else agency.name,
        address=letterhead.address if letterhead else "",
        foot=foot,
    )


def day_of(agency: Agency, moment: dt.datetime) -> str:
    """A day in the agency's zone, in the language of the installation."""
    with translation.override(settings.LANGUAGE_CODE):
        return dateformat.format(moment.astimezone(agency.zone), "j F Y")
