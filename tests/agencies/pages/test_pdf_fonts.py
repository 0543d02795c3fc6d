"""Fonts are opened once in a process: a document is as if it had fonts of its own."""

from __future__ import annotations

from typing import Any

import pytest
from fontTools.ttLib import TTFont
from fpdf import FPDF

from agencies.pages import pdf_fonts, pdf_text
from project.base.print_fonts import BOLD, SANS

from .test_pdf_text import SCRIPTS, sheet_of

WORDS = ("Œuvres complètes: ½ €1.50, ﬁne “quotes” … Ελληνικά, Кириллица", "Next: Žofie", SCRIPTS["Arabic"])


def printed(words: str) -> bytes:
    sheet = sheet_of(words)
    sheet.pen(9.5, bold=True)
    sheet.words(words[::-1])
    return sheet.as_bytes()


def opened_anew(sheet: pdf_text.TextSheet) -> None:
    FPDF.__init__(sheet, format="A4")
    sheet.add_font(SANS.name, "", SANS.path)
    sheet.add_font(SANS.name, "B", BOLD)
    sheet._widths = {}


def glyphs_of(font: TTFont) -> dict[str, dict[str, Any]]:
    table: Any = font["glyf"]
    return {name: dict(vars(glyph)) for name, glyph in table.glyphs.items()}


def test_no_document_tells_which_ones_were_made_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte: neither what another one left out of a font is missing, nor is anything new in it."""
    first = [printed(words) for words in WORDS]
    again = [printed(words) for words in reversed(WORDS)][::-1]

    monkeypatch.setattr(pdf_text.TextSheet, "__init__", opened_anew)

    assert first == again == [printed(words) for words in WORDS]


def test_two_documents_at_once_have_letters_of_their_own() -> None:
    one, other = sheet_of("A"), sheet_of("A")
    one.words("Ž")

    assert one.as_bytes() != other.as_bytes() == sheet_of("A").as_bytes()


def test_a_document_changes_nothing_that_others_read_at_the_same_time() -> None:
    printed(WORDS[0])

    shared = pdf_fonts._read(SANS.name, "", SANS.path).ttfont
    assert glyphs_of(shared) == glyphs_of(TTFont(SANS.path, lazy=True))
