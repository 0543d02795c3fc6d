"""In which encoding a text file is: UTF-8, UTF-16 with its mark, or one of those that Notepad, Word and Excel
have written for decades. The bytes stay as they came; who reads them asks here."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import IO

import charset_normalizer

CHUNK = 64 * 1024
UTF_8 = "utf-8-sig"
MARKED = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
WESTERN = "cp1252"
#: Code pages of Windows first, then what is usual in Cyrillic, Chinese, Japanese and Korean, and of Macs.
OLD = (
    *(WESTERN, "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
    *("koi8_r", "cp932", "gb18030", "big5", "euc_kr", "euc_jp", "mac_roman"),
)
#: Nothing that people type: a file with one of these is no text. A form feed ends a page, a vertical tab a
#: line; 1A ended files once, 1B to 1F stand for hyphens and blanks.
_BINARY = re.compile("[\x00-\x08\x0e-\x19\x1c\x1d\ufffe\uffff]")
_HIGH = re.compile(r"[^\W\d_\x00-\x7f]")
_LETTERS = re.compile(r"[^\W\d_]")
_SIGN_IN_WORD = re.compile(r"[^\W\d_][¡-¿×÷][^\W\d_]")
#: Of the letters of a Western text, at most so many are beyond ASCII.
MOST_HIGH = 0.35


def encoding_of(stream: IO[bytes]) -> str:
    """Python's name of the encoding of a whole text, "" for what is none in any of ours; from the stream's
    beginning, piece by piece."""
    stream.seek(0)
    head = stream.read(CHUNK)
    if marked := MARKED.get(head[:2]):
        return marked if _reads(stream, marked) else ""
    if _reads(stream, UTF_8):
        return UTF_8
    if b"\0" in head:
        return ""
    return next((name for name in _guessed(head) if _reads(stream, name)), "")


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


def _guessed(head: bytes) -> Iterator[str]:
    """The likeliest first, judged by the beginning up to its last line. Where a text is too short to tell, it
    is taken for a Western one if it could be."""
    sample = head[: head.rfind(b"\n") + 1] or head
    matches = charset_normalizer.from_bytes(sample, cp_isolation=list(OLD))
    best = matches.best()
    if best is None:
        return
    western = _western(sample)
    if western and (western == str(best) or not best.coherence):
        yield WESTERN
    yield from (match.encoding for match in matches)


def _western(sample: bytes) -> str:
    """The sample as a Western text, "" where it can't be one: most letters beyond ASCII, signs in words."""
    try:
        text = sample.decode(WESTERN)
    except UnicodeDecodeError:
        return ""
    letters, high = len(_LETTERS.findall(text)), len(_HIGH.findall(text))
    return "" if high > letters * MOST_HIGH or _SIGN_IN_WORD.search(text) else text
