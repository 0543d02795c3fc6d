"""The style sheet of an agency: its colour as custom properties that stay readable in light and in dark.

An agency gives one colour, and another for dark mode if it likes. From it come a fill (buttons), the letters
on that fill, an ink (links, marks) and a tint (quiet surfaces). Fill and ink are darkened or lightened until
the contrasts of WCAG 2.2 AA hold; a fill need not stand out by 3:1 from the page, since the letters on it say
what it is. A second colour is for strips and lines that say nothing, and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

Rgb = tuple[float, float, float]

DEFAULT = "#1f5f8b"
BLACK, WHITE, DARK_LETTERS = "#000000", "#ffffff", "#14171f"
# The lightest and darkest grounds that static/css/tokens.css puts beneath an ink: tinted surfaces.
LIGHT_GROUND, DARK_GROUND = "#f1eeea", "#24272f"
TEXT = 4.6


def parse(colour: str) -> Rgb:
    """`#rrggbb` as three numbers from 0 to 1. Raises ValueError for anything else."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"{colour!r} is not a colour of the form #rrggbb.")
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def write(rgb: Rgb) -> str:
    """Three numbers from 0 to 1 as `#rrggbb`."""
    return "#" + "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02x}" for part in rgb)


def luminance(colour: str) -> float:
    """The relative luminance of WCAG, 0 (black) to 1 (white)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parse(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """`share` (0 to 1) of `one` with the rest of `other`."""
    first, second = parse(one), parse(other)
    return write(
        (
            first[0] * share + second[0] * (1 - share),
            first[1] * share + second[1] * (1 - share),
            first[2] * share + second[2] * (1 - share),
        )
    )


def until(colour: str, towards: str, holds: Callable[[str], bool]) -> str:
    """`colour`, mixed with as little of `towards` as needed for `holds` (at most all of it)."""
    mixtures = (mix(towards, colour, percent / 100) for percent in range(101))
    return next((mixture for mixture in mixtures if holds(mixture)), towards)


def letters_on(fill: str) -> str:
    """White where it can be read on `fill`, else dark letters."""
    return WHITE if contrast(WHITE, fill) >= TEXT else DARK_LETTERS


@lru_cache(maxsize=256)
def brand_css(colour: str, in_dark: str = "", accent: str = "") -> str:
    """The style sheet for a main colour, one for dark mode and a second one; empty ones come from the main
    one. Any colours give readable letters on fills and inks, in light and dark.

    A value that is no colour is read as the default, so that a page never loses its style.
    """
    colour = known(colour)
    dark_colour = known(in_dark or colour)
    light = until(colour, BLACK, lambda fill: contrast(fill, LIGHT_GROUND) >= 1.4 and _readable(fill))
    dark = until(dark_colour, WHITE, lambda fill: contrast(fill, DARK_GROUND) >= 2 and _readable(fill))
    pairs = {
        "brand": (light, dark),
        "brand-strong": (_strong(light), _strong(dark)),
        "brand-fg": (letters_on(light), letters_on(dark)),
        "brand-ink": (light_ink(colour), dark_ink(dark_colour)),
        "brand-tint": (_light_tint(colour), _dark_tint(dark_colour)),
        "brand-accent": (known(accent), known(accent)) if accent else (light, dark),
    }
    lines = "".join(f"--{name}:light-dark({pair[0]},{pair[1]});" for name, pair in pairs.items())
    return f":root,[data-bs-theme]{{{lines}}}\n"


def known(colour: str) -> str:
    """The colour in small letters; the default for what is none."""
    try:
        parse(colour)
    except ValueError:
        return DEFAULT
    return colour.lower()


def light_ink(colour: str) -> str:
    """The colour, darkened as far as text of it needs on light pages."""
    tint = _light_tint(colour)
    return until(colour, BLACK, lambda ink: min(contrast(ink, LIGHT_GROUND), contrast(ink, tint)) >= TEXT)


def dark_ink(colour: str) -> str:
    """The colour, lightened as far as text of it needs on dark pages."""
    tint = _dark_tint(colour)
    return until(colour, WHITE, lambda ink: min(contrast(ink, DARK_GROUND), contrast(ink, tint)) >= TEXT)


@dataclass(frozen=True)
class Measured:
    """How well text of a colour is read on the pages: the contrast of WCAG there, and the nearest colour that
    reaches AA, "" for one that does."""

    colour: str
    ratio: float
    nearest: str


#: What AA asks of text; what we make stands a little above, so that rounding never falls below.
AA = 4.5


def measured(colour: str, *, dark: bool = False) -> Measured:
    """The contrast of text in `colour` on our light, or dark, pages."""
    colour = known(colour)
    ratio = contrast(colour, DARK_GROUND if dark else LIGHT_GROUND)
    nearest = dark_ink(colour) if dark else light_ink(colour)
    return Measured(colour, ratio, "" if ratio >= AA else nearest)


def _light_tint(colour: str) -> str:
    return mix(colour, WHITE, 0.09)


def _dark_tint(colour: str) -> str:
    return mix(colour, "#1c1f27", 0.14)


@dataclass(frozen=True)
class MailColours:
    """The colours of a mail: button and its letters, the ink of links, and
    the strip at its top; each for light and for dark mailboxes."""

    fill: str
    letters: str
    ink: str
    strip: str
    dark_fill: str
    dark_letters: str
    dark_ink: str
    dark_strip: str


@lru_cache(maxsize=256)
def mail_colours(colour: str, in_dark: str = "", accent: str = "") -> MailColours:
    """The colours of the agency's pages as plain values: mail readers know
    neither custom properties nor light-dark()."""
    found = dict(re.findall(r"--([a-z-]+):light-dark\(([^)]+)\)", brand_css(colour, in_dark, accent)))
    pairs = [found[name].split(",") for name in ("brand", "brand-fg", "brand-ink", "brand-accent")]
    return MailColours(*(light for light, _dark in pairs), *(dark for _light, dark in pairs))


def _readable(fill: str) -> bool:
    return contrast(letters_on(fill), fill) >= TEXT


def _strong(fill: str) -> str:
    """The fill under the pointer: away from its letters, so that they stay readable."""
    return mix(BLACK if letters_on(fill) == WHITE else WHITE, fill, 0.18)
