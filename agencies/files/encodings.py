"""In which encoding a text file is: UTF-8, UTF-16 with its mark or without, or one of those that Notepad,
Word, Excel, DOS, Macs and mail programs have written for decades. The bytes stay as they came; who reads them
asks here."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import IO

import charset_normalizer

from .letter_shares import likeliest

CHUNK = 64 * 1024
UTF_8 = "utf-8-sig"
MARKED = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
WESTERN = "cp1252"
#: Code pages of Windows first, then what is usual in Cyrillic, Chinese, Japanese and Korean, and of Macs.
OLD = (
    *(WESTERN, "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874"),
    *("koi8_r", "cp932", "gb18030", "big5", "euc_kr", "euc_jp", "mac_roman", "cp850"),
)
#: What mail programs of Japan write: ASCII with shifts in between.
JAPANESE_MAIL, _SHIFTS = "iso2022_jp_2", re.compile(rb"\x1b\$[@B]|\x1b\$\(D")
#: Of a text; what else reads as UTF-16 has dozens.
MOST_SCRIPTS = 5
#: Nothing that people type: a file with one of these is no text. A form feed ends a page, a vertical tab a
#: line; 1A ended files once, 1B to 1F stand for hyphens and blanks.
_BINARY = re.compile("[\x00-\x08\x0e-\x19\x1c\x1d\ufffe\uffff]")
_HIGH = re.compile(r"[^\W\d_\x00-\x7f]")
_LETTERS = re.compile(r"[^\W\d_]")
#: What no word has inside: signs, quotation marks, and a large letter after a small one that only few
#: languages have, which are letters in other encodings.
_SIGN_IN_WORD = re.compile(r"[^\W\d_][¡-¶¸-¿×÷“”„‚‹›†‡•…‰¢£¥][^\W\d_]|[a-z][ŠŽŸŒ][a-z]")
_TOUCHED = re.compile(
    r"[^\W\d_][^\w\s\x00-\x7f“”‘’„‚»«–—…·]|[^\w\s\x00-\x7f“”‘’„‚»«–—…¿¡§][^\W\d_]|[a-z][ÄÖÜÀ-Ý]"
)
#: Half the width of Japanese letters: what else is read as Japanese.
_HALF_WIDE = re.compile("[\uff61-\uff9f]")
#: Of the letters of a Western text, at most so many are beyond ASCII; and these are of one language: common
#: to many, or of German, French, Portuguese, Danish, Swedish, Italian. What is Czech or Turkish
#: has a mixture of them when it is taken for Western.
MOST_HIGH = 0.45
_COMMON = frozenset("éèàçñöäüáóíúêâª")
_OF_ONE = ("ß", "æœôîëïùûÿ", "ãõô", "æøå", "åšž", "ìòùî")
_ICELANDIC = frozenset("áðéíóúýþæö")
#: All that German, French, Spanish, Portuguese, Danish, Swedish, Italian have beyond ASCII.
_WHOLE = ("äöüß", "àâæçéèêëîïôœùûüÿ", "áéíñóúü", "áàâãçéêíóôõú", "æøåé", "åäöé", "àèéìíòóù")
#: Letters that stand for others of Slovenian and Croatian, beside letters that are the same in both.
_SLAVIC, _BOTH = frozenset("èæð"), frozenset("šž")
#: Letters of Hebrew in its encoding, in which Russian has its small ones but the last; a text of so many that
#: has none of the others is Hebrew.
_HEBREW, _NOT_HEBREW, ENOUGH = re.compile(rb"[\xe0-\xfa]"), re.compile(rb"[\xc0-\xdf\xfb-\xff]"), 20


def encoding_of(stream: IO[bytes]) -> str:
    """Python's name of the encoding of a whole text, "" for what is none in any of ours; from the stream's
    beginning, piece by piece."""
    stream.seek(0)
    head = stream.read(CHUNK)
    if marked := MARKED.get(head[:2]):
        return marked if _reads(stream, marked) else ""
    if b"\0" in head:
        return next((name for name in _unmarked(head) if _reads(stream, name)), "")
    if _reads(stream, UTF_8):
        return JAPANESE_MAIL if _SHIFTS.search(head) and _reads(stream, JAPANESE_MAIL) else UTF_8
    sample = _telling(stream)
    if b"\0" in sample or _is_utf_8(sample):
        return ""
    return next((name for name in _guessed(sample) if _reads(stream, name)), "")


def _unmarked(head: bytes) -> Iterator[str]:
    """UTF-16 without its mark, in the order of bytes in which this piece reads as a text: no character that
    is none, blanks or line breaks between, and few scripts."""
    found = []
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = codecs.getincrementaldecoder(name)().decode(head)
        except UnicodeDecodeError:
            continue
        scripts = {unicodedata.name(char, "").split(" ")[0] for char in set(_LETTERS.findall(text))}
        plain = sum(char in " \r\n\t" or "!" <= char <= "~" for char in text)
        real = all(unicodedata.category(char) not in ("Cn", "Co") for char in set(text))
        if plain and real and len(scripts) <= MOST_SCRIPTS:
            found.append((plain, name))
    yield from (name for _plain, name in sorted(found, reverse=True))


def _telling(stream: IO[bytes]) -> bytes:
    """The first piece that is more than ASCII."""
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        if not chunk.isascii():
            return chunk
    return b""


def _is_utf_8(piece: bytes) -> bool:
    """Whether it is UTF-8 up to a letter cut at its end: where the whole is not, the file is damaged."""
    try:
        return len(codecs.getincrementaldecoder(UTF_8)().decode(piece)) > 1
    except UnicodeDecodeError:
        return False


def decoded(content: bytes, encoding: str) -> str:
    """The text of bytes that `encoding_of` named the encoding of, each line ended by \\n."""
    return content.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")


def _reads(stream: IO[bytes], encoding: str) -> bool:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := stream.read(CHUNK):
            if _BINARY.search(decoder.decode(chunk)):
                return False
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _guessed(piece: bytes) -> Iterator[str]:
    """The likeliest first, judged by a piece up to its last line; Western wherever it could be."""
    sample = piece[: piece.rfind(b"\n") + 1] or piece
    if name := likeliest(sample):
        yield name
    if _western(sample, WESTERN):
        yield WESTERN
    yield from (name for name in ("mac_roman", "cp850") if _western(sample, name) and _pure(sample, name))
    if len(_HEBREW.findall(sample)) >= ENOUGH and not _NOT_HEBREW.search(sample):
        yield "cp1255"
    matches = charset_normalizer.from_bytes(sample, cp_isolation=list(OLD))
    names = [match.encoding for match in matches if match.encoding != WESTERN]
    yield from sorted(names, key=lambda name: bool(_HALF_WIDE.search(sample.decode(name, "replace"))))
    yield WESTERN


def _pure(sample: bytes, encoding: str) -> bool:
    """Whether the text has the letters of one language alone, and no word touches one of the many signs."""
    text = sample.decode(encoding)
    letters = {letter for letter in _HIGH.findall(text.lower()) if letter.isalpha()}
    return not _TOUCHED.search(text) and any(letters <= set(whole) for whole in _WHOLE)


def _western(sample: bytes, encoding: str) -> bool:
    """Whether the sample could be a Western text in this encoding: few letters beyond ASCII, of one language,
    no signs within words."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    if _SIGN_IN_WORD.search(text):
        return False
    letters = _LETTERS.findall(text.lower())
    beyond = [letter for letter in _HIGH.findall(text.lower()) if letter.isalpha()]
    if _BOTH & set(beyond) and _SLAVIC & set(beyond):
        return False
    high = set(beyond) - _COMMON
    one = any(high <= set(more) for more in _OF_ONE) or set(beyond) <= _ICELANDIC
    return one and len(beyond) <= len(letters) * MOST_HIGH
