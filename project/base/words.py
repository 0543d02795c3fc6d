"""Words of a text in any script: one rule for counting, comparing and searching.

A word is what a word processor counts as one: a run between blanks, with what joins it inside (apostrophes,
hyphens, an address, a number and its points). Long dashes part words. Chinese and Japanese characters are a
word each; Korean is written with blanks. Thai, Lao, Khmer and Burmese put none between words: there the words
are those of a dictionary (ICU's). A combining mark belongs to its letter.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

from icu4py.breakers import WordBreaker

#: Characters that are a word each: Han, kana, bopomofo. The middle dot and the double hyphen are marks.
_EACH = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U0001aff0-\U0001b16f\U00020000-\U0003fffd"
)
#: Thai, Lao, Burmese and Khmer, without their digits and full stops.
_BY_DICTIONARY = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecf\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u109a-\u109f"
    "\u1780-\u17d3\u17d7\u17dc\u17dd\uaa60-\uaa7f"
)
#: What parts words although it is no blank: long dashes, the blank of no width, full stops and dividers of
#: Indic, Ethiopic, Tibetan and Chinese texts.
_PARTING = (
    "\u2012-\u2015\u200b\u2e3a\u2e3b\u0964\u0965\u0f0b-\u0f14\u104a\u104b\u1361-\u1368\u17d4-\u17d6"
    "\u3000-\u3003\u3008-\u3020\u3030\u30a0\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff3e\uff5b-\uff65"
)
#: Joins that are not seen, and tones of skin: they belong to what stands before them, as marks do.
_JOINS = "\u00ad\u200c\u200d\u2060\ufeff\U0001f3fb-\U0001f3ff"
#: What ends the basic plane; beyond it, up to the pictographs, whole scripts are taken for letters.
_PLANE, _BEYOND, _SHAPES = 0x10000, "\U00010000-\U0001aeff\U0001b170-\U0001efff", "\U000e0100-\U000e01ef"


def _class(belongs: Callable[[str], bool]) -> str:
    """The characters of the basic plane that belong, as ranges of a pattern."""
    codes = [code for code in range(0x80, _PLANE) if belongs(chr(code))]
    runs = itertools.groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0])
    spans = [[code for _index, code in run] for _start, run in runs]
    return "".join(f"{chr(span[0])}-{chr(span[-1])}" for span in spans)


def _is_letter(char: str) -> bool:
    return char.isalnum() and not _APART.match(char)


_APART = re.compile(f"[{_EACH}{_BY_DICTIONARY}]")
_MARKS = _class(lambda char: unicodedata.category(char)[0] == "M") + _SHAPES + _JOINS
_LETTER = rf"[0-9A-Za-z{_class(_is_letter)}{_BEYOND}]"
_LETTERS = rf"{_LETTER}[{_LETTER[1:-1]}{_MARKS}]*"
_INNER = rf"(?:[^\w\s{_EACH}{_BY_DICTIONARY}{_MARKS}{_PARTING}-]|_|-(?!-))"
#: A blank that does not break may part the thousands of a number.
_THOUSANDS = r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))"
_JOINED, _FIXED = re.compile(_THOUSANDS), re.compile("[\u00a0\u2009\u202f]")
_TOKENS = re.compile(
    rf"(?P<word>{_LETTERS}(?:(?:{_INNER}+|{_THOUSANDS}){_LETTERS})*)"
    rf"|(?P<each>[{_EACH}][{_MARKS}]*)"
    rf"|(?P<run>[{_BY_DICTIONARY}][{_BY_DICTIONARY}{_MARKS}]*)"
    r"|(?P<blank>\n+|[^\S\n]+)"
    r"|[\U0001f1e6-\U0001f1ff]{2}"
    rf"|.(?:[{_MARKS}]+(?:(?<=\u200d).)?)*",
    re.DOTALL,
)
_WORDS = frozenset({"word", "each"})


def tokens(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces that `text` is made of, in order, nothing left out, and whether each is a word. Others are
    blanks (line breaks apart from them) and marks."""
    for found in _TOKENS.finditer(text):
        if found.lastgroup == "run":
            yield from _of_dictionary(found[0])
        else:
            yield found[0], found.lastgroup in _WORDS


def _of_dictionary(run: str) -> Iterator[tuple[str, bool]]:
    """The words of a run of letters without blanks; a lone sign stays with the word before it."""
    word = ""
    for piece in WordBreaker(run, "en"):
        if word and any(char.isalnum() for char in piece):
            yield word, True
            word = ""
        word += piece
    yield word, any(char.isalnum() for char in word)


def words_of(text: str) -> list[str]:
    """The words of a text in their order."""
    return [token for token, is_word in tokens(text) if is_word]


def count_words(text: str) -> int:
    """How many words a text has. Of Markdown, count what is read: `project.base.readable.count_read`."""
    whole = _JOINED.sub("", text) if _FIXED.search(text) else text
    return sum(times * _counted(run) for run, times in Counter(whole.split()).items())


def _counted(text: str) -> int:
    return sum(1 for _token, is_word in tokens(text) if is_word)


def count_characters(text: str) -> int:
    """How many of the words are single characters, Chinese or Japanese."""
    return sum(1 for found in _TOKENS.finditer(text) if found.lastgroup == "each")


def spaced(text: str) -> list[str]:
    """The text in pieces that each begin with a word and hold what follows it; nothing is left out."""
    pieces: list[str] = []
    for token, is_word in tokens(text):
        if is_word or not pieces:
            pieces.append(token)
        else:
            pieces[-1] += token
    return pieces
