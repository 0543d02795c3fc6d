"""The picture that previews of a portfolio show: its writer's name, their headline, and the agency."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from project.base.brand import letters_on, mix
from project.base.marks import initials

from .portfolio_public_data import PICTURE

FONTS = settings.BASE_DIR / "static" / "vendor" / "fonts"
#: The files of a family: the first that knows a letter draws it.
SERIF = ("literata-latin", "literata-latin-ext", "literata-cyrillic", "literata-greek", "inter-others")
SANS = ("inter-latin", "inter-others")
MARGIN = 84
#: How wide the circle with the initials is, where it stands from the top, and how far from the words.
CIRCLE, TOP, GAP = 168, 150, 48
#: The circle is drawn so many times larger and then made smaller: its edge is smooth then.
FINER = 4
PAPER, INK, QUIET = "#fbfaf7", "#1d2430", "#545b68"
#: No font has a glyph for it: what is drawn instead is what stands for an unknown letter.
UNKNOWN = "\U0010ffff"
COLOURS = 64


@dataclass(frozen=True)
class Style:
    """How a piece of text is written."""

    family: tuple[str, ...]
    size: int
    weight: int
    fill: str
    lines: int = 1

    def runs(self, text: str) -> list[tuple[ImageFont.FreeTypeFont, str]]:
        """The text in pieces, each with the font that has its letters. Letters that no font has are left
        out."""
        fonts = [(_file_of(char, self.family), char) for char in text]
        return [
            (_font(name, self.size, self.weight), "".join(char for _name, char in piece))
            for name, piece in groupby(fonts, key=lambda pair: pair[0])
            if name
        ]

    def width(self, text: str) -> float:
        return sum(font.getlength(piece) for font, piece in self.runs(text))


@lru_cache(maxsize=128)
def drawn(name: str, headline: str, agency: str, colour: str) -> bytes:
    """A PNG. The same values give the same picture, which stays in the process."""
    sheet = Image.new("RGB", PICTURE, PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 0, PICTURE[0], 14), fill=colour)
    _initials(sheet, name, colour)
    left = MARGIN + CIRCLE + GAP
    width = PICTURE[0] - MARGIN - left
    bottom = _write(pen, name, (left, TOP), Style(SERIF, 76, 650, INK, 2), width)
    _write(pen, headline, (left, bottom + 26), Style(SANS, 38, 400, QUIET, 3), width)
    pen.line((MARGIN, 518, PICTURE[0] - MARGIN, 518), fill=mix(colour, PAPER, 0.35), width=2)
    _write(pen, agency, (MARGIN, 540), Style(SANS, 32, 600, colour), PICTURE[0] - 2 * MARGIN)
    target = io.BytesIO()
    sheet.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(target, "PNG")
    return target.getvalue()


def _initials(sheet: Image.Image, name: str, colour: str) -> None:
    size = CIRCLE * FINER
    mask = Image.new("L", (size, size))
    ImageDraw.Draw(mask).ellipse((0, 0, size - 1, size - 1), fill=255)
    sheet.paste(colour, (MARGIN, TOP), mask.resize((CIRCLE, CIRCLE), Image.Resampling.LANCZOS))
    style = Style(SERIF, 64, 600, letters_on(colour))
    text = initials(name)
    left, middle = MARGIN + (CIRCLE - style.width(text)) / 2, TOP + CIRCLE // 2
    pen = ImageDraw.Draw(sheet)
    for font, piece in style.runs(text):
        pen.text((left, middle), piece, font=font, fill=style.fill, anchor="lm")
        left += font.getlength(piece)


def _write(pen: ImageDraw.ImageDraw, text: str, place: tuple[int, int], style: Style, width: int) -> int:
    """Writes the text in lines that fit, the last one cut where there are too many; returns where they
    end."""
    left, top = place
    for line in _lines(text, style, width):
        at = float(left)
        for font, piece in style.runs(line):
            pen.text((at, top + style.size), piece, font=font, fill=style.fill, anchor="ls")
            at += font.getlength(piece)
        top += int(style.size * 1.25)
    return top


def _lines(text: str, style: Style, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and style.width(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = lines[: style.lines]
    if len(lines) > style.lines:
        kept[-1] += "…"
    return [_fitting(line, style, width) for line in kept]


def _fitting(line: str, style: Style, width: int) -> str:
    while len(line) > 1 and style.width(line) > width:
        line = f"{line[:-2]}…"
    return line


@lru_cache(maxsize=4096)
def _file_of(char: str, family: tuple[str, ...]) -> str:
    """The first file of the family that has this letter, "" for none."""
    return next((name for name in family if _has(name, char)), "")


def _has(name: str, char: str) -> bool:
    if char == " ":
        return True
    font = _font(name, 24, 400)
    found, unknown = font.getmask(char), font.getmask(UNKNOWN)
    return (found.size, bytes(found)) != (unknown.size, bytes(unknown))


@lru_cache(maxsize=64)
def _font(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONTS / f"{name}.woff2", size)
    font.set_variation_by_axes([weight])
    return font
