"""How fonts are written into a document, so that every reader finds the words again by search and copy.

fpdf2 leaves three things to the reader's guess: glyphs that are only a part of a letter, which readers then
take for letters of their own; marks that are put back above a letter, after which readers see a gap and a new
word; and fonts numbered by a table within the file, which many do not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fpdf.enums import TextDirection
from fpdf.fonts import Glyph, SubsetMap, TTFFont
from fpdf.output import OutputProducer, PDFFontStream, _cid_font_widths
from fpdf.syntax import Name, PDFContentStream


class OneCodeEach(SubsetMap):
    """The glyphs of a font, none under two codes: their codes become their numbers within the font."""

    def pick_glyph(self, glyph: Glyph | None) -> int | None:
        name = glyph.glyph_name if glyph else ""
        codes = (code for each, code in self.items() if each and each.glyph_name == name)
        return next(codes, None) or super().pick_glyph(glyph)


class MarksLast(TTFFont):
    """A font that shapes text as fpdf2 does. Of what is written from the left, marks that take no room and
    are put elsewhere are drawn after everything else, and their letters are said by the glyph before them."""

    __slots__ = ()

    def shape_text(
        self, text: str, font_size_pt: float, text_shaping_params: dict[str, Any] | None
    ) -> Sequence[dict[str, Any]]:
        shaped = super().shape_text(text, font_size_pt, text_shaping_params)
        if not text_shaping_params or text_shaping_params.get("fragment_direction") == TextDirection.RTL:
            return shaped
        written: list[dict[str, Any]] = []
        marks: list[tuple[float, dict[str, Any]]] = []
        pen = 0.0
        for glyph in shaped:
            if written and not glyph["x_advance"] and glyph["x_offset"] and not glyph["y_advance"]:
                self._say_before(written, glyph)
                marks.append((pen, glyph))
            else:
                written.append(glyph)
                pen += glyph["x_advance"]
        for at, glyph in marks:
            written.append({**glyph, "x_offset": glyph["x_offset"] + at - pen, "force_positioning": True})
        return written

    def _say_before(self, written: list[dict[str, Any]], mark: dict[str, Any]) -> None:
        """What a mark stands for is said by the last glyph before it, and no longer by the mark."""
        before, own = self._glyph(written[-1]), self._glyph(mark)
        if before is None or own is None or not own.unicode:
            return
        letters = (*_letters(before), *_letters(own))
        written[-1] = {**written[-1], "mapped_char": self._code(before, letters)}
        mark["mapped_char"] = self._code(own, ())

    def _glyph(self, shaped: dict[str, Any]) -> Glyph | None:
        return next((each for each, code in self.subset.items() if code == shaped["mapped_char"]), None)

    def _code(self, glyph: Glyph, letters: tuple[int, ...]) -> int | None:
        found = self.subset.get_glyph(
            glyph=glyph.glyph_id,
            unicode=letters,
            glyph_name=glyph.glyph_name,
            glyph_width=glyph.glyph_width,
        )
        return self.subset.pick_glyph(found) if found else None


def _letters(glyph: Glyph) -> tuple[int, ...]:
    return glyph.unicode if isinstance(glyph.unicode, tuple) else (glyph.unicode,)


class ReadableOutput(OutputProducer):
    """Says of each glyph which letters it stands for, if none, too; and numbers glyphs by their codes."""

    def _add_fonts(self, *resources: Any) -> Any:
        written = super()._add_fonts(*resources)
        for font in self.fpdf.fonts.values():
            document_font: Any = written[font.i]
            _tell_silent_glyphs(font, document_font.to_unicode)
            if isinstance(font.subset, OneCodeEach):  # type: ignore[union-attr]
                _number_by_code(font, document_font)
        return written


def _tell_silent_glyphs(font: Any, table: PDFContentStream) -> None:
    codes = [code for glyph, code in font.subset.items() if glyph is not None and glyph.unicode == ()]
    if codes:
        rows = "".join(f"<{code:04X}> <>\n" for code in codes)
        told = f"{len(codes)} beginbfchar\n{rows}endbfchar\nendcmap".encode()
        table._contents = table._contents.replace(b"endcmap", told, 1)
        table.length = len(table._contents)


def _number_by_code(font: Any, document_font: Any) -> None:
    """Rename the glyphs within the embedded font, so that no table has to tell code and number apart."""
    top = font.ttfont["CFF "].cff.topDictIndex[0]
    codes = {glyph.glyph_name: code for glyph, code in font.subset.items() if glyph is not None and code}
    spare = max(codes.values(), default=0)
    names = {}
    for name in top.charset[1:]:
        spare += name not in codes
        names[name] = f"cid{codes.get(name, spare):05d}"
    top.charset = [names.get(name, name) for name in top.charset]
    top.CharStrings.charStrings = {
        names.get(name, name): at for name, at in top.CharStrings.charStrings.items()
    }
    (cid_font,) = document_font.descendant_fonts
    stream = cid_font.font_descriptor.font_file3
    body = PDFFontStream(font.ttfont["CFF "].compile(font.ttfont))
    stream._contents, stream.length, stream.length1 = body._contents, body.length, body.length1
    cid_font.w = _cid_font_widths({code: glyph.glyph_width for glyph, code in font.subset.items() if glyph})
    document_font.encoding = Name("Identity-H")
