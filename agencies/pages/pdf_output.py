"""How fonts are written into a document, so that every reader finds the words again by search and copy.

fpdf2 leaves two things to the reader's guess: glyphs that are only a part of a letter, which readers then
take for letters of their own, and fonts numbered by a table within the file, which many do not read.
"""

from __future__ import annotations

from typing import Any

from fpdf.fonts import Glyph, SubsetMap
from fpdf.output import OutputProducer, PDFFontStream, _cid_font_widths
from fpdf.syntax import Name, PDFContentStream


class OneCodeEach(SubsetMap):
    """The glyphs of a font, none under two codes: their codes become their numbers within the font."""

    def pick_glyph(self, glyph: Glyph | None) -> int | None:
        name = glyph.glyph_name if glyph else ""
        codes = (code for each, code in self.items() if each and each.glyph_name == name)
        return next(codes, None) or super().pick_glyph(glyph)


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
