"""A document of the agency on A4: what invoices and quotes share. Drawn from stored rows alone, so that it is
the same whenever it is fetched.

Words of every script are set by pdf_text.py. Colour and layout are the agency's brand and ours.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _
from fpdf.enums import XPos, YPos

from project.base.money import format_money

from .pdf_text import SANS, TextSheet

MARGIN, WIDTH = 20.0, 170.0
AMOUNT_WIDTH = 38.0
#: The side of a QR code, in millimetres: large enough for the camera of a phone.
CODE = 34.0
#: How wide and how high the logo stands at most.
LOGO = (60.0, 16.0)
INK, SOFT, LINE = (28, 30, 33), (95, 99, 104), (208, 211, 214)


class Sheet(TextSheet):
    """One column. Each part begins where the one before ended. `colour` is
    #rrggbb; `foot` stands beneath each page, `head` beneath the name of who
    writes, and `logo` (PNG) beside it."""

    head, logo = "", b""

    def __init__(
        self, *, title: str, author: str, foot: str, colour: str, currency: str, made: dt.datetime
    ) -> None:
        super().__init__()
        self.colour = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
        self.foot, self.currency = foot, currency
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=28)
        self.set_title(title)
        self.set_author(author)
        self.set_creation_date(made)
        self.set_lang("en")

    def header(self) -> None:
        self.set_fill_color(*self.colour)
        self.rect(0, 0, self.w, 4, style="F")
        self.set_y(MARGIN)

    def footer(self) -> None:
        self.set_y(-20)
        self.pen(7.5, soft=True)
        self.line_of(self.cut(self.foot, WIDTH - 32), WIDTH - 30, 4)
        self.cell(30, 4, _("Page %(page)s") % {"page": self.page_no()}, align="R")

    def pen(self, size: float, *, bold: bool = False, soft: bool = False) -> None:
        self.set_font(SANS.name, "B" if bold else "", size)
        self.set_text_color(*(SOFT if soft else INK))

    def day(self, day: Any) -> str:
        return str(format_date(day, "long", locale="en_GB"))

    def money(self, amount: Any) -> str:
        return format_money(amount, self.currency, "en")

    def heading(self, author: str, small: str, title: str, number: str) -> None:
        """Who writes, what it is and how it is called."""
        self.letterhead(author, small)
        self.pen(20, bold=True)
        self.words(title, height=9)
        self.pen(9, soft=True)
        self.words(number)
        self.ln(6)

    def letterhead(self, name: str, address: str) -> None:
        """Who writes."""
        if self.logo:
            self._picture()
        width = WIDTH - LOGO[0] - 5 if self.logo else 0
        self.pen(11, bold=True)
        self.words(name, width=width)
        self.pen(8.5, soft=True)
        if self.head:
            self.words(self.head, width=width, height=4.4)
        if address:
            self.words(address, width=width, height=4.4)
        self.ln(10)

    def _picture(self) -> None:
        """The logo on the right, as large as it fits."""
        x, y = self.get_x(), self.get_y()
        wide, high = LOGO
        at = MARGIN + WIDTH - wide
        self.image(io.BytesIO(self.logo), at, y - 2, wide, high, keep_aspect_ratio=True)
        self.set_xy(x, y)

    def parties(self, left: str, facts: Sequence[tuple[str, str]], label: str = "") -> None:
        """Whom it is for on the left (by default a client), dates and numbers on the right."""
        top = self.get_y()
        self.pen(8, soft=True)
        self.words(label or _("Client"), width=80)
        self.pen(9.5)
        self.words(left, width=80)
        bottom = self.get_y()
        self.set_y(top)
        for label, value in facts:
            self.set_x(MARGIN + 100)
            self.pen(8, soft=True)
            self.line_of(label, 22, 5.5)
            self.pen(9.5)
            self.words(value, width=48, height=5.5)
        self.set_y(max(bottom, self.get_y()) + 8)

    def rule(self) -> None:
        self.set_draw_color(*LINE)
        self.line(MARGIN, self.get_y(), MARGIN + WIDTH, self.get_y())

    def priced(self, title: str, lines: Iterable[tuple[str, str, Any]]) -> None:
        """The lines (what, explanation, amount) under their title, ruled."""
        self.pen(10, bold=True)
        self.words(title)
        self.ln(3)
        self.rule()
        for label, detail, amount in lines:
            self._line(label, detail, amount)

    def _line(self, label: str, detail: str, amount: Any) -> None:
        """One line with its explanation, kept together on one page."""
        width = WIDTH - AMOUNT_WIDTH
        self.pen(9.5)
        self.keep_together(self._height(label, width, 5) + self._height(detail, width, 5) + 5)
        self.ln(2.5)
        top = self.get_y()
        self.words(label, width=width)
        if detail:
            self.pen(8, soft=True)
            self.words(detail, width=width, height=4.2)
        bottom = self.get_y()
        self.set_xy(MARGIN + width, top)
        self.pen(9.5)
        self.cell(AMOUNT_WIDTH, 5, self.money(amount), align="R")
        self.set_y(bottom + 2.5)
        self.rule()

    def _height(self, words: str, width: float, height: float) -> float:
        """How high the words stand in the present pen."""
        return len(self.lines_of(words, width)) * height if words else 0.0

    def keep_together(self, height: float) -> None:
        if self.will_page_break(height):
            self.add_page()

    def sums(self, net: Any, tax: Any, tax_label: str, total: Any, *, included: bool = False) -> None:
        """Net and tax where there is tax, and the total; beneath it where the lines hold the tax."""
        self.keep_together(30)
        self.ln(3)
        if tax and not included:
            self._taxed(net, tax, tax_label)
        self.pen(12, bold=True)
        self._sum(_("Total"), total, height=9)
        if tax and included:
            self._taxed(net, tax, tax_label)

    def _taxed(self, net: Any, tax: Any, tax_label: str) -> None:
        self.pen(9.5)
        self._sum(_("Net"), net)
        self._sum(tax_label or _("Tax"), tax)

    def settled(self, rows: Iterable[tuple[str, Any]], label: str, rest: Any) -> None:
        """What has come off the total already, and what is left of it."""
        self.pen(9.5)
        for words, amount in rows:
            self.keep_together(6)
            self._sum(words, amount)
        self.pen(12, bold=True)
        self.keep_together(9)
        self._sum(label, rest, height=9)

    def boxed(self, label: str, facts: Sequence[tuple[str, str]], code: Any = None) -> None:
        """Facts that belong together, with a QR code beside them, kept on one page."""
        self.keep_together(max(len(facts) * 6, CODE) + 22)
        self.ln(8)
        self.pen(10, bold=True)
        self.words(label)
        self.ln(2)
        top = self.get_y()
        if code is not None:
            self._code(code, MARGIN + WIDTH - CODE, top)
        for name, value in facts:
            self.pen(8, soft=True)
            self.line_of(name, 32, 6)
            self.pen(9.5)
            self.words(value, width=WIDTH - 36 - CODE, height=6)
        self.set_y(max(self.get_y(), top + CODE if code is not None else 0))

    def _code(self, code: Any, left: float, top: float) -> None:
        """A QR code, drawn in squares."""
        rows = list(code.matrix)
        side = CODE / len(rows)
        self.set_fill_color(0, 0, 0)
        for down, row in enumerate(rows):
            for across, dark in enumerate(row):
                if dark:
                    self.rect(left + across * side, top + down * side, side, side, style="F")

    def _sum(self, label: str, amount: Any, *, height: float = 6) -> None:
        self.line_of(label, WIDTH - AMOUNT_WIDTH, height, align="R")
        self.cell(AMOUNT_WIDTH, height, self.money(amount), align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def note(self, label: str, words: str) -> None:
        """A labelled paragraph; nothing without words."""
        if not words:
            return
        self.ln(6)
        self.pen(8, soft=True)
        self.words(label)
        self.pen(9.5)
        self.words(words)
