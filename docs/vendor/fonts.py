"""Writes the fonts that pages are set in: see README.md.

python fonts.py node_modules TARGET
"""

import sys
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

INTER = "inter-ui/variable/InterVariable.woff2"
LITERATA = "@fontsource-variable/literata/files/literata-{}.woff2"
PUNCTUATION = "2010-2015 2018-201E 2020-2022 2026 202F 2030 2032-2033 2039-203A 2044 20AC 2116"
SIGNS = "2122 2190-2193 2212 2260 2264-2265"
LATIN = f"20-7E A0-17F 18F 192 1A0-1A1 1AF-1B0 218-21B 259 2C6-2C7 2D8-2DD 1E9E {PUNCTUATION} {SIGNS}"
VIETNAMESE = "300-301 303 309 323 1EA0-1EF9"
OTHERS = f"{VIETNAMESE} 384-38A 38C 38E-3A1 3A3-3CE 400-45F 462-463 472-475 490-4F9"
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"]
#: From regular to bold, of letters drawn for text.
TEXT = {"wght": (400, 700), "opsz": 14}


def main(modules: Path, target: Path) -> None:
    cut(modules / INTER, LATIN).save(target / "inter-latin.woff2")
    cut(modules / INTER, OTHERS).save(target / "inter-others.woff2")
    for part in ("latin", "latin-ext", "cyrillic", "greek"):
        font = cut(modules / LITERATA.format(f"{part}-wght-normal"), f"{LATIN} {OTHERS}")
        font.save(target / f"literata-{part}.woff2")
    italic = cut(modules / LITERATA.format("latin-wght-italic"), LATIN)
    italic.save(target / "literata-latin-italic.woff2")


def cut(source: Path, characters: str) -> TTFont:
    """The font with these characters alone, as far as it has them."""
    options = Options(layout_features=FEATURES, hinting=False, notdef_outline=True)
    whole = TTFont(source)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(characters.replace(" ", ",")))
    subsetter.subset(whole)
    whole.flavor = None
    whole.save(rest := BytesIO())
    rest.seek(0)
    font = TTFont(rest)
    axes = {axis.axisTag for axis in font["fvar"].axes}
    font = instantiateVariableFont(font, {tag: limit for tag, limit in TEXT.items() if tag in axes})
    only_digits_are_tabular(font)
    font.flavor = "woff2"
    return font


def only_digits_are_tabular(font: TTFont) -> None:
    """Inter widens hyphens and spaces too, which tears numbers of orders apart."""
    table = font["GSUB"].table if "GSUB" in font else None
    features = table.FeatureList.FeatureRecord if table else []
    lookups = {
        index for each in features if each.FeatureTag == "tnum" for index in each.Feature.LookupListIndex
    }
    digits = {font.getBestCmap().get(ord(digit)) for digit in "0123456789"}
    for index in lookups:
        for step in table.LookupList.Lookup[index].SubTable:
            step.mapping = {name: wide for name, wide in step.mapping.items() if name in digits}


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
