"""Numbers as people type them: in digits of any script, with points or commas as the pages of their country
print them, and refused where they could mean two things."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

_BLANKS = " \u00a0\u2009\u202f"
#: Separators of Arabic, and wide ones, written as those of English.
_SEPARATORS = {"\u066b": ".", "\u066c": ",", "\uff0e": ".", "\uff0c": ",", "\u066a": "%", "\uff05": "%"}
#: What may stand before or after a number: a sign, or a word or a code without digits.
_MARK = r"([%\u20ac]|[^\W\d_][^\s\d_,+/()-]{0,11}|\u20ac[^\W\d_]{1,2})"
_AROUND = re.compile(rf"(?:{_MARK}[ ]?)?([0-9](?:.*[0-9])?)(?:[.,][-–—]{{1,2}})?(?:[ ]?{_MARK})?\Z")
#: Digits alone, or in groups of three (of India: two, the last of three), which one point or comma alone
#: doesn't prove to be groups.
_WHOLE = re.compile(
    r"(?:[0-9]+|[1-9][0-9]{0,2}(?:(?:[ '’][0-9]{3})+|(?:,[0-9]{3}){2,}|(?:\.[0-9]{3}){2,})"
    r"|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})\Z"
)
_ALIKE = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}\Z")
_DECIMAL = re.compile(
    r"([0-9]+|[1-9][0-9]{0,2}(?:([., '’])[0-9]{3})(?:\2[0-9]{3})*|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}(?=\.))"
    r"([.,])([0-9]+)\Z"
)
_THREE = 3


class Ambiguous(ValueError):
    """What was typed can be read as either of two numbers."""

    def __init__(self, whole: Decimal, part: Decimal) -> None:
        super().__init__("two readings")
        self.whole, self.part = whole, part


class ForeignMark(ValueError):
    """Beside the number stands a currency, a unit or a word that is not meant there."""

    def __init__(self, mark: str) -> None:
        super().__init__("another mark")
        self.mark = mark


def read_number(typed: str, *, places: int, takes: Callable[[str], bool] = lambda _mark: True) -> Decimal:
    """The number of zero or more that somebody typed: "1,234.50", "1.234,50", "1 234,50", "€12.50", "12,–",
    "١٢٫٥".

    Raises ForeignMark for a currency, unit or word beside it that it doesn't take. Raises Ambiguous for one
    separator before three digits ("1.234"), unless the number has no decimals (`places` 0: it parts
    thousands) or may have three (a point begins them, as on the pages). Raises ValueError for everything else
    that is no number, and for more than `places` decimals.
    """
    plain, marks = _parts(typed)
    for mark in marks:
        if not takes(mark):
            raise ForeignMark(mark)
    if _WHOLE.match(plain):
        return Decimal(_digits(plain))
    parted = _DECIMAL.match(plain)
    alike = parted and _ALIKE.match(plain)
    if alike and places == 0:
        return Decimal(_digits(plain))
    if not parted or parted[2] == parted[3]:
        raise ValueError("not a number")
    number = Decimal(f"{_digits(parted[1])}.{parted[4]}")
    if alike and not (places >= _THREE and parted[3] == "."):
        raise Ambiguous(Decimal(_digits(plain)), number)
    if len(parted[4]) > places:
        raise ValueError("too many decimals")
    return number


def _parts(typed: str) -> tuple[str, list[str]]:
    """The number alone, in ASCII digits ("" for something else), and the marks around it."""
    text = "".join(map(_simple, typed)).strip()
    found = _AROUND.match("".join(map(_one_sign, text)))
    if found is None:
        return "", []
    return found[2], [text[slice(*found.span(at))] for at in (1, 3) if found[at]]


def _simple(char: str) -> str:
    """A character as English writes it: digits, separators, one blank; marks of direction go."""
    if char in _BLANKS:
        return " "
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind == "Cf":
        return ""
    return _SEPARATORS.get(char, char)


def _one_sign(char: str) -> str:
    """One sign for those of all currencies."""
    return "\u20ac" if unicodedata.category(char) == "Sc" else char


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)
