"""How often languages use the letters that ASCII lacks, and which encoding a text is likeliest in by that:
the bytes of one are letters of another language elsewhere, but hardly in the shares of that language."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from math import log

#: Letter and share in percent of all such letters, by language; then how many of all letters they are.
_SHARES = {
    "fr": ("é52 è10 à13 ê7 ç4 ô3 î2 â2 û2 ù2 ï.5 ë.5 œ1 ÿ.1 æ.1", 0.045),
    "de": ("ä30 ö18 ü38 ß14 é.3", 0.02),
    "es": ("á20 é18 í28 ó36 ñ10 ú8 ü.5", 0.03),
    "pt": ("ã24 ç18 é14 á12 í10 ó8 ê6 õ5 ú4 â3 à3 ô2", 0.045),
    "it": ("è30 à28 ù14 ò14 ì8 é8", 0.015),
    "da": ("å35 ø33 æ30 é2", 0.035),
    "sv": ("ä50 å25 ö27 é1", 0.06),
    "is": ("á18 ð20 é6 í16 ó10 ú7 ý3 þ10 æ8 ö8", 0.12),
    "ca": ("à20 è15 é15 í12 ò10 ó18 ú6 ç6 ï3 ü1", 0.035),
    "pl": ("ą14 ć6 ę16 ł25 ń3 ó12 ś9 ź1 ż12", 0.07),
    "cs": ("á18 č8 ď.5 é12 ě13 í25 ň1 ó.5 ř10 š7 ť.5 ú2 ů5 ý9 ž9", 0.13),
    "sk": ("á20 ä.5 č12 ď2 é9 í11 ĺ.2 ľ4 ň2 ó2 ô3 ŕ.1 š9 ť7 ú9 ý11 ž9", 0.12),
    "hu": ("á32 é30 í5 ó10 ö10 ő8 ú2 ü5 ű3", 0.12),
    "ro": ("ă30 â8 î12 ş18 ţ18", 0.06),
    "hr": ("č35 ć12 đ5 š30 ž25", 0.03),
    "lv": ("ā33 ī16 ē14 š13 ū5 ņ5 ļ4 ž3 č2 ķ3 ģ2", 0.12),
    "lt": ("ė22 š18 ų17 į10 ž12 ū7 ą10 č6 ę3", 0.09),
    "et": ("ä35 õ30 ö10 ü25 š1 ž.5", 0.06),
    "tr": ("ı30 ş14 ğ11 ü16 ö8 ç10 â.5", 0.12),
    "ru": (
        "о10.9 е8.5 а8 и7.4 н6.7 т6.3 с5.5 р4.7 в4.5 л4.4 к3.5 м3.2 д3 п2.8 у2.6 я2 ы1.9 ь1.7 г1.7 з1.6 б1.6 "
        "ч1.4 й1.2 х1 ж.9 ш.7 ю.6 ц.5 щ.4 э.3 ф.3 ъ.04 ё.1",
        0.98,
    ),
    "uk": (
        "о9.4 а8.3 н6.8 и6 і6 в5.6 т5.5 р5 е4.9 с4 к3.9 л3.7 у3.3 д3.2 м3 п2.9 я2.3 з2.2 ь1.9 г1.6 й1.4 б1.6 "
        "ч1.5 ю.9 х1.2 ц.8 ж.8 є.6 ш.7 ї.6 щ.5 ф.3 ґ.01",
        0.98,
    ),
    "bg": (
        "а11.8 о9.3 и9.3 е8.8 т7.3 н6.6 в4.6 р4.5 с4.5 л3.4 к3.3 д3.2 п2.9 м2.4 з2 я1.8 б1.4 у1.5 г1.4 ъ1.5 "
        "ч1.3 щ.6 ж.7 й.7 х.6 ц.6 ф.3 ш.5 ю.2 ь.1",
        0.98,
    ),
    "el": (
        "α8 ο9.5 ι7 ε7 τ8.5 σ5 ν6.5 η5 υ4 ρ4.7 π4 κ4.2 μ3.3 λ3 ς4 ω1.8 δ1.7 γ1.8 χ1.2 θ1.3 φ.8 β.7 ξ.4 ζ.35 "
        "ψ.15 ά2.5 έ2 ή1.8 ί3 ό2.5 ύ1.3 ώ1.2 ϊ.1",
        0.98,
    ),
    "he": (
        "י11 ה10 ו10 ל7 א6.3 ר5.6 ת5 ב4.7 ש4.4 נ3 מ4.6 ד2.6 ע3.2 כ2.4 ח2.4 ם4 ק2 פ1.7 ט1.2 ג1.3 צ1.2 ז1.3 "
        "ס1.5 ן1.6 ף.3 ך.8 ץ.2",
        0.98,
    ),
}
_WEST, _MIDDLE = ("fr", "de", "es", "pt", "it", "da", "sv", "is", "ca"), ("pl", "cs", "sk", "hu", "ro", "hr")
#: Encoding -> its languages; of two that say the same, the first.
ENCODINGS = {
    "cp1252": _WEST,
    "cp1250": _MIDDLE,
    "cp1257": ("lv", "lt", "et"),
    "cp1254": ("tr",),
    "cp1251": ("ru", "uk", "bg"),
    "cp1253": ("el",),
    "cp1255": ("he",),
    "iso8859_2": _MIDDLE,
    "mac_roman": _WEST,
    "cp850": _WEST,
    "cp437": _WEST,
    "cp852": _MIDDLE,
    "cp866": ("ru", "bg"),
    "cp1125": ("uk",),
    "koi8_r": ("ru",),
    "koi8_u": ("uk",),
    "iso8859_5": ("ru", "bg"),
    "mac_cyrillic": ("ru", "uk", "bg"),
}
_SIGN_BEFORE_LETTER = re.compile(r"[¼½¾£§©®№](?=[^\W\d_])")
#: Signs that stand in texts of any language beside letters; and what any other character costs.
_SIGNS, _SIGN, _STRANGE = frozenset("“”„‘’‚«»–—…·€£§°©®¿¡№\u00a0½¼"), log(0.02), log(0.0002)
#: A text with fewer letters beyond ASCII says too little; and one whose letters are less likely than this on
#: the average is in none of these languages.
ENOUGH, LIKELY, NEVER = 4, -3.7, -99.0
#: Bytes of a text that are looked at.
AROUND = 6_000
#: A language of more letters beyond ASCII has an alphabet of its own.
HALF = 0.5


@dataclass(frozen=True)
class _Language:
    shares: dict[str, float]
    rate: float


def _read(said: str, rate: float) -> _Language:
    parts = {each[0]: float(each[1:]) for each in said.split()}
    whole = sum(parts.values())
    return _Language({letter: log(share / whole) for letter, share in parts.items()}, rate)


LANGUAGES = {name: _read(*said) for name, said in _SHARES.items()}


def likeliest(sample: bytes) -> str:
    """The encoding in which the letters of a text are likeliest, "" where they say too little. Those around
    its first letter beyond ASCII tell."""
    first = next((place for place, byte in enumerate(sample) if byte > 127), 0)
    sample = sample[max(0, first - AROUND // 4) : first + AROUND]
    found = {name: _best(sample, name) for name in ENCODINGS}
    best = max(found, key=lambda name: found[name][0])
    return best if found[best][1] > LIKELY else ""


def _best(sample: bytes, encoding: str) -> tuple[float, float]:
    """Of the likeliest language: how likely the text is, by each character beyond ASCII, and how likely these
    are among themselves."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return NEVER, NEVER
    beyond = [char for char in text if ord(char) > 127]
    letters = sum(1 for char in beyond if char.isalpha())
    if letters < ENOUGH:
        return NEVER, NEVER
    counts = Counter(char.lower()[:1] for char in beyond)
    plain = sum(1 for char in text if char.isascii() and char.isalpha())
    (large, mixed), found = _odd(text), []
    for name in ENCODINGS[encoding]:
        language = LANGUAGES[name]
        odd = large + len(_SIGN_BEFORE_LETTER.findall(text)) + mixed * (language.rate > HALF)
        known = sum(times * language.shares.get(char, _other(char)) for char, times in counts.items())
        inner = known + odd * _STRANGE
        outer = letters * log(language.rate) + plain * log(1 - language.rate)
        found.append(((inner + outer) / len(beyond), inner / len(beyond)))
    return max(found)


def _other(char: str) -> float:
    return _SIGN if char in _SIGNS else _STRANGE


def _odd(text: str) -> tuple[int, int]:
    """What hardly any word has: large letters beyond ASCII behind small ones; and in a language of another
    alphabet, letters of both side by side."""
    pairs = [pair for pair in itertools.pairwise(text) if pair[0].isalpha() and pair[1].isalpha()]
    large = sum(1 for one, other in pairs if not other.isascii() and one.islower() and other.isupper())
    return large, sum(1 for one, other in pairs if one.isascii() != other.isascii())
