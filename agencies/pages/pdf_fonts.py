"""The fonts of every document, opened once in a process.

To read a font takes longer than to write an invoice with it, and fpdf2 reads it for each document; what it
then changes of it, when it leaves out the letters that are not used, is each document's own.
"""

from __future__ import annotations

from copy import copy
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fpdf import FPDF
from fpdf.fonts import SubsetMap, TTFFont

#: Of these, reading takes long and leaving letters out replaces attributes of the table alone.
SHARED = ("hmtx", "post")
#: How letters are put together. fpdf2 reads that from the file, and a document has none of it: fontTools
#: would read it before it leaves it out.
LEFT_OUT = ("GDEF", "GPOS", "GSUB", "kern")


class Glyphs(dict[str, Glyph]):
    """The glyphs of a font by name: whoever takes one takes a copy. To copy all would take as long as to read
    them."""

    def __getitem__(self, name: str) -> Glyph:
        return copy(super().__getitem__(name))


def font_of(sheet: FPDF, family: str, style: str, path: Path) -> TTFFont:
    """The font as `sheet.add_font` makes it. Colours of letters and parts of a font are not for this."""
    read = _read(family, style, path)
    font = copy(read)
    font.i = len(sheet.fonts) + 1
    font.ttfont = _own(read.ttfont, path)
    font.desc, font.cw, font.missing_glyphs = copy(read.desc), read.cw.copy(), []
    font.subset = SubsetMap(font)
    return font


@cache
def _read(family: str, style: str, path: Path) -> TTFFont:
    """As it was read, never written to a document: all tables that a document takes from it are read."""
    sheet = FPDF()
    sheet.add_font(family, style, path)
    font: Any = sheet.fonts[f"{family.lower()}{style}"]
    for tag in (*SHARED, "glyf", "cmap"):
        font.ttfont[tag]
    return font


def _own(read: TTFont, path: Path) -> TTFont:
    """A font file opened anew, with copies of the tables that were read before."""
    own = TTFont(path, recalcTimestamp=False, lazy=True)
    own.glyphOrder = read.getGlyphOrder()
    own.tables |= {tag: copy(read[tag]) for tag in (*SHARED, "glyf", "cmap")}
    glyphs: Any = own["glyf"]
    glyphs.glyphs = Glyphs(glyphs.glyphs)
    letters: Any = own["cmap"]
    letters.tables = [copy(table) for table in letters.tables]
    for tag in LEFT_OUT:
        if tag in own:
            del own[tag]
    return own
