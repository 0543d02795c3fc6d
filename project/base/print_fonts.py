"""Which letters a PDF can show, and with which font: asked by what draws documents, and before anything is
saved that will stand on one.

A font is opened when a text needs it: of a Latin one DejaVu Sans alone is read, and the 16 MB of Chinese,
Japanese and Korean are left where they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from icu4py.breakers import CharacterBreaker

#: Shipped with the program; the other fonts are packages of requirements.txt.
OWN = Path(__file__).parent / "fonts"
#: What no font has to know: joiners, marks of direction, variation selectors.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_ARABIC = "[\u0610-\u061a\u0620-\u065f\u066e-\u06ef\u06fa-\u06ff\u0750-\u077f\u0870-\u08ff\u200c\u200d]+"
#: Words of the Arabic script with what parts them: in two fonts letters would not join, nor lines be read in
#: their order.
_ARABIC_WORDS = re.compile(rf"({_ARABIC}(?:[\s\u060c\u061b\u061f.:!-]+{_ARABIC})*)")
#: So many characters are named where some cannot be printed.
_MOST_NAMED = 10
#: Clusters of so few characters are remembered with their font, and so many of them.
_SHORT, _MOST_REMEMBERED = 4, 20_000


@dataclass(frozen=True)
class PrintFont:
    """A font of documents: its name within a PDF, the package that brings it ("" for our own), the file."""

    name: str
    package: str
    file: str

    @property
    def path(self) -> Path:
        if not self.package:
            return OWN / self.file
        spec = find_spec(self.package)
        assert spec is not None and spec.origin is not None, self.package
        return Path(spec.origin).parent / self.file

    def shows(self, letter: str) -> bool:
        """Whether the font has this character, or none is needed for it."""
        return ord(letter) in _letters_of(self) or _UNSEEN.match(letter) is not None


def _noto(script: str) -> PrintFont:
    return PrintFont(
        f"Noto{script}", f"fontpkg_noto_sans_{script.lower()}", f"files/NotoSans{script}[wdth,wght].ttf"
    )


def _pack(script: str, package: str) -> PrintFont:
    folder = f"fonts/ofl/notosans{script.lower()}"
    return PrintFont(
        f"Noto{script}", f"justmytype_intl_{package}", f"{folder}/NotoSans{script}[wdth,wght].ttf"
    )


SANS = PrintFont("DejaVu", "", "DejaVuSans.ttf")
BOLD = OWN / "DejaVuSans-Bold.ttf"
#: The first that shows a cluster of letters prints it; the largest is asked last.
FONTS = (
    SANS,
    *map(_noto, ("Arabic", "Devanagari", "Thai", "Tamil", "Telugu", "Khmer")),
    _pack("Bengali", "south_asia"),
    _pack("Myanmar", "sea"),
    _pack("Ethiopic", "africa"),
    PrintFont("NotoEmoji", "", "NotoEmoji.ttf"),
    PrintFont("NotoCJK", "cvttf_NotoSansCJK_Regular", "NotoSansCJKtc-Regular.otf"),
)


def runs(text: str) -> Iterator[tuple[PrintFont, str]]:
    """The text in pieces that one font shows, in order; what none can show is left to the first."""
    font, piece = SANS, ""
    for cluster in _printed_together(text):
        chosen = _font_of(cluster, font)
        if piece and chosen != font:
            yield font, piece
            piece = ""
        font, piece = chosen, piece + cluster
    if piece:
        yield font, piece


def unprintable(text: str) -> str:
    """The characters of a text that no font of ours shows, each once, in order; "" when all of it prints."""
    rest = dict.fromkeys(letter for letter in text if not letter.isspace() and not SANS.shows(letter))
    return "".join(letter for letter in rest if not any(font.shows(letter) for font in FONTS))


def named(letters: str) -> str:
    """Characters for a sentence; the first of many."""
    return " ".join(letters[:_MOST_NAMED]) + (" …" if letters[_MOST_NAMED:] else "")


def validate_printed(text: str) -> None:
    """Of a field that stands on documents. Raises ValidationError naming what no font of ours shows."""
    if letters := unprintable(text):
        raise ValidationError(
            _("Replace these characters, which can’t be shown on documents: %(letters)s"),
            code="unprintable",
            params={"letters": named(letters)},
        )


def _printed_together(text: str) -> Iterator[str]:
    """Passages of Arabic and clusters of other letters; one that no single font shows is taken apart."""
    parts = _ARABIC_WORDS.split(text)
    clusters = chain.from_iterable([part] if at % 2 else _clusters(part) for at, part in enumerate(parts))
    for cluster in clusters:
        yield from (cluster,) if _first_for(cluster) else cluster


def _clusters(text: str) -> Iterator[str]:
    """What a reader takes for one letter, with its marks and joiners."""
    if text.isascii():
        return iter(text)
    return iter(CharacterBreaker(text, "en"))


def _font_of(cluster: str, before: PrintFont) -> PrintFont:
    """The font for a cluster: the one that was used before for what belongs to no script, such as spaces."""
    if before is not SANS and _is_common(cluster) and _shows(before, cluster):
        return before
    return _first_for(cluster) or SANS


def _first_for(cluster: str) -> PrintFont | None:
    """The first font that shows a cluster. Those of single letters are remembered: a text has the same ones
    again and again."""
    return _first_of_letter(cluster) if len(cluster) <= _SHORT else _first(cluster)


def _first(cluster: str) -> PrintFont | None:
    return next((font for font in FONTS if _shows(font, cluster)), None)


_first_of_letter = lru_cache(_MOST_REMEMBERED)(_first)


def _is_common(cluster: str) -> bool:
    return all(not letter.isalnum() and unicodedata.category(letter) != "So" for letter in cluster)


def _shows(font: PrintFont, cluster: str) -> bool:
    return all(font.shows(letter) for letter in cluster)


@cache
def _letters_of(font: PrintFont) -> frozenset[int]:
    """The characters of a font, read once: those that it has in bold, too, where it has a bold face."""
    letters = _read(font.path)
    return letters & _read(BOLD) if font is SANS else letters


def _read(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as opened:
        return frozenset(opened.getBestCmap())
