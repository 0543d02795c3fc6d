"""Words of every script on paper: each paragraph in its own direction, shaped where its script is, broken
where its language breaks lines.

fpdf2 knows neither where a Thai or a Chinese line may break nor which letters belong together, and chooses a
font letter by letter, so lines and fonts are chosen here, and it draws one line at a time.
"""

from __future__ import annotations

import itertools
import logging
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fpdf import FPDF
from fpdf.bidi import BidiParagraph, auto_detect_base_direction
from fpdf.enums import TextDirection
from fpdf.line_break import Fragment
from icu4py.breakers import CharacterBreaker, LineBreaker

from project.base.print_fonts import BOLD, FONTS, SANS, runs

from .pdf_fonts import font_of
from .pdf_output import MarksLast, OneCodeEach, ReadableOutput

# What fpdf2 says of each subset of a font is of no use to operators.
logging.getLogger("fontTools.subset").setLevel(logging.ERROR)
#: Letters that stand one after another as they are: all else is shaped.
_PLAIN = re.compile(
    "[\u0020-\u02ff\u0370-\u0482\u048a-\u052f\u0531-\u058f\u10a0-\u10ff\u1e00-\u1fff"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2100-\u2bff\u3000-\u3029\u3030-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\uff01-\uffe6]*\\Z"
)
#: Letters of scripts that are written from the right.
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
SOFT_HYPHEN = "\u00ad"
#: Pieces of so few characters are measured once.
SHORT = 4


@dataclass(frozen=True)
class Line:
    """One line as it is drawn, with the direction of its paragraph."""

    text: str
    rtl: bool
    plain: bool


class TextSheet(FPDF):
    """An A4 page that sets text of any script that `unprintable` does not name."""

    def __init__(self) -> None:
        super().__init__(format="A4")
        for style, path in (("", SANS.path), ("B", BOLD)):
            self.fonts[f"{SANS.name.lower()}{style}"] = font_of(self, SANS.name, style, path)
        self._widths: dict[tuple[Any, ...], float] = {}

    def as_bytes(self) -> bytes:
        """The finished document."""
        return bytes(self.output(output_producer_class=ReadableOutput))

    def words(self, words: str, *, width: float = 0, height: float = 5) -> None:
        """Words on lines of their own, broken where they must be. A paragraph that begins in a script written
        from the right stands on the right."""
        x = self.get_x()
        for line in self.lines_of(words, width):
            self.set_x(x)
            self._draw(line, width, height, align="R" if line.rtl else "L")
            self.set_xy(self.l_margin, self.get_y() + height)

    def line_of(self, words: str, width: float, height: float, *, align: str = "L") -> None:
        """Words on one line of a given width; what follows stands to its right."""
        x, y = self.get_x(), self.get_y()
        self._draw(_line(words), width, height, align=align)
        self.set_xy(x + width, y)

    def lines_of(self, words: str, width: float = 0) -> list[Line]:
        """The lines that words take in the present pen. At least one."""
        room = (width or self.w - self.r_margin - self.x) - 2 * self.c_margin
        return [line for paragraph in _paragraphs(words) for line in self._broken(paragraph, room)]

    def cut(self, words: str, width: float) -> str:
        """The words as far as they fit on one line."""
        if self._width(_line(words)) <= width:
            return words
        letters = list(CharacterBreaker(words, "en"))
        while letters and self._width(_line(f"{''.join(letters)}…")) > width:
            letters.pop()
        return f"{''.join(letters).rstrip()}…"

    def _broken(self, paragraph: Line, room: float) -> Iterator[Line]:
        """Each piece is measured once: a line is as wide as its pieces and the spaces between them."""
        text, used = "", 0.0
        space = self._width(_line(" "))
        for piece, width in self._pieces(paragraph, room):
            if text and used + width > room:
                yield _part(paragraph, text)
                text, used = "", 0.0
            text += piece
            used += width + space * (len(piece) - len(piece.rstrip()))
        yield _part(paragraph, text)

    def _pieces(self, paragraph: Line, room: float) -> Iterator[tuple[str, float]]:
        """What is never parted, with its width: up to the next place where the line may break, or single
        letters of what is longer than a line."""
        for piece in LineBreaker(paragraph.text, "en"):
            width = self._width(_part(paragraph, piece))
            if width <= room:
                yield piece, width
                continue
            for letter in CharacterBreaker(piece, "en"):
                yield letter, self._width(_part(paragraph, letter))

    def _width(self, line: Line) -> float:
        """In scripts without spaces a piece is a letter: it is measured once in each pen."""
        if len(line.text) > SHORT:
            return self._measured(line)
        pen = (self.font_family, self.font_style, self.font_size_pt, line)
        if pen not in self._widths:
            self._widths[pen] = self._measured(line)
        return self._widths[pen]

    def _measured(self, line: Line) -> float:
        self._shape(line)
        return float(self.get_string_width(line.text))

    def _draw(self, line: Line, width: float, height: float, *, align: str) -> None:
        if self.will_page_break(height):
            self.add_page()
        self._shape(line)
        if (
            self.current_font and not self.current_font_is_set_on_page
        ):  # or fpdf2 sets it within a line, and takes it for set after
            self._out(self._set_font_for_page(self.current_font, self.font_size_pt))
        told = not line.plain and not _FROM_RIGHT.search(line.text)
        if told:
            self._out(f"/Span <</ActualText <{(chr(0xFEFF) + line.text).encode('utf-16-be').hex()}>>> BDC")
        self.cell(width, height, line.text, align=align)
        if told:
            self._out("EMC")
        self.set_text_shaping(False)

    def _shape(self, line: Line) -> None:
        self.set_text_shaping(not line.plain, direction=TextDirection.RTL if line.rtl else TextDirection.LTR)

    def _preload_bidirectional_text(self, text: str, markdown: bool) -> Sequence[Fragment]:
        """fpdf2 knows two levels of direction. In a paragraph from the left there are three: a number behind
        words from the right belongs to these, and stands to their left."""
        shaping: dict[str, Any] = self.text_shaping or {}
        if shaping.get("direction") != TextDirection.LTR or not _FROM_RIGHT.search(text):
            return super()._preload_bidirectional_text(text, markdown)
        shaping["paragraph_direction"] = TextDirection.LTR
        found: list[Fragment] = []
        for level, piece in _as_seen(text):
            shaping["fragment_direction"] = TextDirection.RTL if level % 2 else TextDirection.LTR
            found += self._preload_font_styles(piece)
        return tuple(found)

    def _preload_font_styles(self, text: Any, *_markdown: Any, **_emphasis: Any) -> Sequence[Fragment]:
        """fpdf2's own chooses letter by letter; here what one font can show stays together."""
        return tuple(self._fragment(font.name, piece) for font, piece in runs(text or ""))

    def _fragment(self, name: str, piece: str) -> Fragment:
        state = self._get_current_graphics_state()
        if name != SANS.name:
            state.font_family, state.font_style, state.current_font = name, "", self._font(name)
        return Fragment(piece, state, self.k)

    def _font(self, name: str) -> Any:
        """A font beside the ground one, opened at its first letter."""
        key = name.lower()
        if key not in self.fonts:
            self.add_font(name, "", next(font.path for font in FONTS if font.name == name))
            self.set_fallback_fonts([*self._fallback_font_ids, key])
            opened: Any = self.fonts[key]
            # The box around all letters stays that of the whole font: to draw each again takes half the time.
            opened.ttfont.recalcBBoxes = False
            if opened.is_cid_keyed:
                opened.subset = OneCodeEach(opened)
            opened.__class__ = MarksLast
        return self.fonts[key]


def _as_seen(text: str) -> list[tuple[int, str]]:
    """The pieces of a line from the left in the order in which they are seen, each with its level of
    direction (rule L2 of Unicode's algorithm); the letters of each stay in reading order."""
    paragraph = BidiParagraph(text=text, base_direction=TextDirection.LTR, preserve_bn_chars=True)
    paragraph.get_reordered_characters()  # also levels out blanks at the end
    grouped = itertools.groupby(paragraph.characters, key=lambda char: int(char.embedding_level))
    pieces = [(level, "".join(char.character for char in chars)) for level, chars in grouped]
    for least in range(max((level for level, _piece in pieces), default=0), 0, -1):
        seen: list[tuple[int, str]] = []
        for within, few in itertools.groupby(pieces, key=lambda piece: piece[0] >= least):
            found = list(few)
            seen += found[::-1] if within else found
        pieces = seen
    return pieces


def _paragraphs(words: str) -> list[Line]:
    return [_line(each) for each in unicodedata.normalize("NFC", words).splitlines() or [""]]


def _line(words: str) -> Line:
    text = words.replace("\t", "    ")
    plain = _PLAIN.match(text) is not None
    rtl = not plain and auto_detect_base_direction(text) == TextDirection.RTL
    return Line(text, rtl, plain)


def _part(whole: Line, text: str) -> Line:
    """A part of a paragraph on a line of its own: a hyphen where it was broken at a soft one."""
    shown = text.rstrip()
    hyphen = "-" if shown.endswith(SOFT_HYPHEN) else ""
    return Line(shown.replace(SOFT_HYPHEN, "") + hyphen, whole.rtl, whole.plain)
