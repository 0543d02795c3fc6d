"""An invoice as a PDF: drawn from the stored document alone, so that it is the same whenever it is fetched.

The font is shipped (DejaVu Sans: Latin, Greek, Cyrillic, Arabic, Hebrew and more), because a PDF's own fonts know Latin
letters only. Colour and layout are the agency's brand and ours; the words are the invoice's.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from project.base.money import format_money

from .models import Invoice

FONTS = Path(__file__).parent / "fonts"
SANS = "DejaVu"
MARGIN, WIDTH = 20.0, 170.0
AMOUNT_WIDTH = 38.0
INK, SOFT, LINE = (28, 30, 33), (95, 99, 104), (208, 211, 214)
# What fpdf2 says of each subset of the font is of no use to operators.
logging.getLogger("fontTools.subset").setLevel(logging.ERROR)


def number_of(invoice: Invoice, code: str) -> str:
    """How an invoice is called, such as INK-INV-00042."""
    return f"{code}-INV-{invoice.number:05d}"


def title_of(invoice: Invoice) -> str:
    """What kind of document it is."""
    return _("Credit note") if invoice.is_credit else _("Invoice")


def render_invoice(invoice: Invoice, *, code: str, colour: str) -> bytes:
    """The document as PDF bytes. `code` is the agency's, `colour` its brand's (#rrggbb). Reads the invoice's lines."""
    pdf = _Sheet(invoice, code, colour)
    pdf.draw()
    return bytes(pdf.output())


class _Sheet(FPDF):
    """A4, one column. Each part begins where the one before ended."""

    def __init__(self, invoice: Invoice, code: str, colour: str) -> None:
        super().__init__(format="A4")
        self.invoice, self.code = invoice, code
        self.colour = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=28)
        self.add_font(SANS, "", FONTS / "DejaVuSans.ttf")
        self.add_font(SANS, "B", FONTS / "DejaVuSans-Bold.ttf")
        self.set_title(f"{title_of(invoice)} {number_of(invoice, code)}")
        self.set_author(invoice.seller_name)
        self.set_creation_date(invoice.issued_at)
        self.set_lang("en")

    def draw(self) -> None:
        self.add_page()
        self._heading()
        self._parties()
        self._lines()
        self._sums()
        self._payment()

    def header(self) -> None:
        self.set_fill_color(*self.colour)
        self.rect(0, 0, self.w, 4, style="F")
        self.set_y(MARGIN)

    def footer(self) -> None:
        self.set_y(-20)
        self._pen(7.5, soft=True)
        left = " · ".join(
            part for part in (self.invoice.seller_name, self._tax_words(self.invoice.seller_tax_number)) if part
        )
        self.cell(WIDTH - 30, 4, self._cut(left, WIDTH - 32))
        self.cell(30, 4, _("Page %(page)s") % {"page": self.page_no()}, align="R")

    def _cut(self, words: str, width: float) -> str:
        """The words as far as they fit on one line; whole they stand at the head of the first page."""
        if self.get_string_width(words) <= width:
            return words
        while words and self.get_string_width(f"{words}…") > width:
            words = words[:-1]
        return f"{words.rstrip()}…"

    def _pen(self, size: float, *, bold: bool = False, soft: bool = False) -> None:
        self.set_font(SANS, "B" if bold else "", size)
        self.set_text_color(*(SOFT if soft else INK))

    def _text(self, words: str, *, width: float = 0, height: float = 5, align: str = "L") -> None:
        """Words on lines of their own, broken where they must be."""
        self.multi_cell(width, height, words, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _day(self, day: Any) -> str:
        return str(format_date(day, "long", locale="en_GB"))

    def _money(self, amount: Any) -> str:
        return format_money(amount, self.invoice.currency)

    def _tax_words(self, number: str) -> str:
        return _("Tax number %(number)s") % {"number": number} if number else ""

    def _heading(self) -> None:
        self._pen(11, bold=True)
        self._text(self.invoice.seller_name)
        self._pen(8.5, soft=True)
        self._text(
            "\n".join(
                part for part in (self.invoice.seller_address, self._tax_words(self.invoice.seller_tax_number)) if part
            ),
            height=4.4,
        )
        self.ln(10)
        self._pen(20, bold=True)
        self._text(title_of(self.invoice), height=9)
        self._pen(9, soft=True)
        self._text(number_of(self.invoice, self.code))
        self.ln(6)

    def _parties(self) -> None:
        """Whom it is for on the left, its dates and order on the right."""
        top, invoice = self.get_y(), self.invoice
        self._pen(8, soft=True)
        self._text(_("For"), width=80)
        self._pen(9.5)
        tax_number = self._tax_words(invoice.buyer_tax_number)
        self._text(
            "\n".join(part for part in (invoice.buyer_name, invoice.buyer_address, tax_number) if part), width=80
        )
        bottom = self.get_y()
        facts = [(_("Date"), self._day(invoice.issued_on)), (_("Order"), invoice.order.number)]
        if not invoice.is_credit:
            facts.insert(1, (_("Due"), self._day(invoice.due_on)))
        self.set_y(top)
        for label, value in facts:
            self.set_x(MARGIN + 100)
            self._pen(8, soft=True)
            self.cell(20, 5.5, label)
            self._pen(9.5)
            self.cell(50, 5.5, value, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.set_y(max(bottom, self.get_y()) + 8)

    def _rule(self) -> None:
        self.set_draw_color(*LINE)
        self.line(MARGIN, self.get_y(), MARGIN + WIDTH, self.get_y())

    def _lines(self) -> None:
        self._pen(10, bold=True)
        self._text(self.invoice.order.title)
        self.ln(3)
        self._rule()
        for line in self.invoice.lines.all():
            self._line(line)

    def _line(self, line: Any) -> None:
        """One line with its explanation, kept together on one page."""
        width = WIDTH - AMOUNT_WIDTH
        self._pen(9.5)
        self._keep_together(self._height(line.label, width, 5) + self._height(line.detail, width, 5) + 5)
        self.ln(2.5)
        top = self.get_y()
        self._text(line.label, width=width)
        if line.detail:
            self._pen(8, soft=True)
            self._text(line.detail, width=width, height=4.2)
        bottom = self.get_y()
        self.set_xy(MARGIN + width, top)
        self._pen(9.5)
        self.cell(AMOUNT_WIDTH, 5, self._money(line.amount), align="R")
        self.set_y(bottom + 2.5)
        self._rule()

    def _height(self, words: str, width: float, height: float) -> float:
        """How high the words stand in the present pen."""
        return float(self.multi_cell(width, height, words, dry_run=True, output="HEIGHT")) if words else 0.0  # type: ignore[arg-type]

    def _keep_together(self, height: float) -> None:
        if self.will_page_break(height):
            self.add_page()

    def _sums(self) -> None:
        invoice = self.invoice
        self._keep_together(30)
        self.ln(3)
        self._pen(9.5)
        if invoice.tax:
            self._sum(_("Net"), invoice.net)
            self._sum(invoice.tax_label or _("Tax"), invoice.tax)
        self._pen(12, bold=True)
        self._sum(_("Total"), invoice.total, height=9)

    def _sum(self, label: str, amount: Any, *, height: float = 6) -> None:
        self.cell(WIDTH - AMOUNT_WIDTH, height, label, align="R")
        self.cell(AMOUNT_WIDTH, height, self._money(amount), align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _payment(self) -> None:
        if self.invoice.is_credit or not self.invoice.payment_text:
            return
        self.ln(8)
        self._pen(8, soft=True)
        self._text(_("How to pay"))
        self._pen(9.5)
        self._text(self.invoice.payment_text)
