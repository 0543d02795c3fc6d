"""In which encoding the bytes of an RTF file are: each of its fonts may have its own."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, replace

WESTERN = "cp1252"
#: What a file says of itself as a whole.
WHOLE = {b"ansi": WESTERN, b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
#: The character sets of fonts, by Windows' numbers.
SYMBOLS = 2
_SETS = {
    0: WESTERN,
    77: "mac_roman",
    78: "cp932",
    79: "cp949",
    80: "gb18030",
    81: "cp950",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_PAGES = {65001: "utf-8", 10000: "mac_roman", 936: "gb18030", 1361: "johab", 708: "cp864"}


def of_page(number: int) -> str:
    """The encoding of a code page; the Western one for those that nobody knows."""
    name = _PAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return WESTERN
    return name


def of_set(number: int, usual: str) -> str:
    """The encoding of a font's character set; `usual` where it names none."""
    return _SETS.get(number, usual)


@dataclass(frozen=True)
class Font:
    """A font of the file, by which its bytes are read."""

    encoding: str
    name: str = ""
    has_signs: bool = False


class Fonts:
    """The fonts of a file, by their numbers. `usual` is the encoding of what has no font."""

    def __init__(self) -> None:
        self.usual = WESTERN
        self._fonts: dict[int, Font] = {}

    def of(self, number: int) -> Font:
        return self._fonts.get(number) or Font(self.usual)

    def begin(self, number: int) -> None:
        """What follows describes this font."""
        self._fonts[number] = Font(self.usual)

    def name(self, number: int, said: str) -> None:
        """A piece of its name."""
        font = self.of(number)
        self._fonts[number] = replace(font, name=(font.name + said).strip("; ")[:60])

    def has_set(self, number: int, which: int) -> None:
        signs = which == SYMBOLS
        self._fonts[number] = replace(self.of(number), encoding=of_set(which, self.usual), has_signs=signs)

    def has_page(self, number: int, page: int) -> None:
        self._fonts[number] = replace(self.of(number), encoding=of_page(page))
