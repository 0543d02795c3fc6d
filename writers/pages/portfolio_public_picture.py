"""The picture that previews of a portfolio show: its writer's name, their headline, and the agency."""

from __future__ import annotations

import io
from functools import lru_cache

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from project.base.brand import letters_on, mix
from project.base.marks import initials

from .portfolio_public_data import PICTURE

FONTS = settings.BASE_DIR / "static" / "vendor" / "fonts"
SERIF, SANS = "literata-latin.woff2", "inter-latin.woff2"
MARGIN = 84
#: Where the circle with the initials stands, and how wide it is.
CIRCLE = 168
PAPER, INK, QUIET = "#fbfaf7", "#1d2430", "#545b68"
MOST_LINES = 3


@lru_cache(maxsize=128)
def drawn(name: str, headline: str, agency: str, colour: str) -> bytes:
    """A PNG. The same values give the same picture, which stays in the process."""
    sheet = Image.new("RGB", PICTURE, PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((0, 0, PICTURE[0], 14), fill=colour)
    _initials(pen, name, colour)
    left, width = MARGIN + CIRCLE + 48, PICTURE[0] - 2 * MARGIN - CIRCLE - 48
    bottom = _lines(pen, name, (left, 150), _font(SERIF, 76, 650), INK, width, 2)
    _lines(pen, headline, (left, bottom + 26), _font(SANS, 38, 400), QUIET, width, MOST_LINES)
    pen.line((MARGIN, 518, PICTURE[0] - MARGIN, 518), fill=mix(colour, PAPER, 0.35), width=2)
    _lines(pen, agency, (MARGIN, 540), _font(SANS, 32, 600), colour, PICTURE[0] - 2 * MARGIN, 1)
    target = io.BytesIO()
    sheet.quantize(64, method=Image.Quantize.MEDIANCUT).save(target, "PNG", optimize=True)
    return target.getvalue()


def _initials(pen: ImageDraw.ImageDraw, name: str, colour: str) -> None:
    box = (MARGIN, 150, MARGIN + CIRCLE, 150 + CIRCLE)
    pen.ellipse(box, fill=colour)
    middle = (MARGIN + CIRCLE // 2, 150 + CIRCLE // 2)
    pen.text(middle, initials(name), font=_font(SERIF, 72, 600), fill=letters_on(colour), anchor="mm")


def _lines(
    pen: ImageDraw.ImageDraw,
    text: str,
    place: tuple[int, int],
    font: ImageFont.FreeTypeFont,
    fill: str,
    width: int,
    most: int,
) -> int:
    """Writes the text in lines that fit, the last one cut where there are too many; returns where they
    end."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    left, top = place
    height = int(font.size * 1.25)
    for line in lines:
        pen.text((left, top), _fitting(line, font, width), font=font, fill=fill)
        top += height
    return top


def _fitting(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    while len(line) > 1 and font.getlength(line) > width:
        line = line[:-2] + "…"
    return line


@lru_cache(maxsize=16)
def _font(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONTS / name, size)
    font.set_variation_by_axes([weight])
    return font
