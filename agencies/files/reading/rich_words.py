"""The words of RTF, and what each says of the letters that follow it."""

from __future__ import annotations

from agencies.files.reading.gathering import BOXES, COMMENTS, FOOTERS, FOOTNOTES, HEADERS, LINE, PICTURES

#: Groups whose words belong elsewhere.
KINDS = {
    **dict.fromkeys((b"header", b"headerl", b"headerr", b"headerf"), HEADERS),
    **dict.fromkeys((b"footer", b"footerl", b"footerr", b"footerf"), FOOTERS),
    b"footnote": FOOTNOTES,
    b"annotation": COMMENTS,
    b"shptxt": BOXES,
    b"dptxbxtext": BOXES,
}
#: Groups that hold what is looked at as a whole, and is no word of the text.
FONTS, INSTRUCTION, NAME, VALUE, PICTURE, SKIPPED = "fonts", "field", "name", "value", "picture", "skipped"
NO_WORDS = {
    **dict.fromkeys(
        (
            *(b"colortbl", b"stylesheet", b"info", b"listtable", b"listoverridetable", b"revtbl", b"rsidtbl"),
            *(b"filetbl", b"listtext", b"pntext", b"pn", b"nonshppict", b"shprslt", b"atnid", b"atnauthor"),
            *(b"atnref", b"atndate", b"atnparent", b"atnicn", b"atrfstart", b"atrfend", b"bkmkstart"),
            *(b"bkmkend", b"formfield", b"datafield", b"mmathPict", b"xe", b"rxe", b"tc", b"tcn", b"ftnsep"),
            *(b"ftnsepc", b"ftncn", b"aftnsep", b"aftnsepc", b"aftncn", b"background", b"upr", b"fldtype"),
        ),
        SKIPPED,
    ),
    b"fonttbl": FONTS,
    b"fldinst": INSTRUCTION,
    b"pict": PICTURE,
    b"sn": NAME,
    b"sv": VALUE,
}
#: Groups marked as ones to pass over that have words of the text all the same.
WITH_WORDS = frozenset({b"shpinst", b"shppict", b"sp", b"ud", b"moMath", b"mmath", b"do", b"picprop"})
#: Words that stand for a letter.
LETTERS = {
    b"tab": "\t",
    b"emdash": "—",
    b"endash": "–",
    b"bullet": "•",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"emspace": "\u2003",
    b"enspace": "\u2002",
    b"qmspace": "\u2005",
    b"zwj": "\u200d",
    b"zwnj": "\u200c",
    b"ltrmark": "\u200e",
    b"rtlmark": "\u200f",
    b"line": LINE,
    b"lbr": LINE,
    b"softline": LINE,
}
SIGNS = {b"~": "\u00a0", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
#: Properties of drawings that people read or hear.
SAID = {"wzDescription": PICTURES, "gtextUNICODE": BOXES}


#: What a formula is built of.
FORMULAS = frozenset(
    {b"mf", b"mrad", b"msSup", b"msSub", b"msSubSup", b"msPre", b"mnary", b"mm", b"md", b"meqArr", b"macc"}
    | {b"mbar", b"mlimLow", b"mlimUpp", b"mfunc", b"mbox", b"mborderBox", b"mgroupChr"}
)
