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
    *(WESTERN, "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874"),
    *("koi8_r", "cp932", "gb18030", "big5", "euc_kr", "euc_jp", "mac_roman"),
)
#: Nothing that people type: a file with one of these is no text. A form feed ends a page, a vertical tab a
#: line; 1A ended files once, 1B to 1F stand for hyphens and blanks.
_BINARY = re.compile("[\x00-\x08\x0e-\x19\x1c\x1d\ufffe\uffff]")
_HIGH = re.compile(r"[^\W\d_\x00-\x7f]")
_LETTERS = re.compile(r"[^\W\d_]")
_SIGN_IN_WORD = re.compile(r"[^\W\d_][¡-¿×÷][^\W\d_]")
#: Of the letters of a Western text, at most so many are beyond ASCII; and these are of one language: common
#: to many, or of German, French, Portuguese, Danish, Swedish, Italian. What is Czech or Turkish
#: has a mixture of them when it is taken for Western.
MOST_HIGH = 0.45
_COMMON = frozenset("éèàçñöäüáóíúêâª")
_OF_ONE = ("ß", "æœôîïëùûÿ", "ãõô", "æøå", "åšž", "ìòùî")


def encoding_of(stream: IO[bytes]) -> str:
    """Python's name of the encoding of a whole text, "" for what is none in any of ours; from the stream's
    beginning, piece by piece."""
    stream.seek(0)
    head = stream.read(CHUNK)
    if marked := MARKED.get(head[:2]):
        return marked if _reads(stream, marked) else ""
    if _reads(stream, UTF_8):
        return UTF_8
    sample = _telling(stream)
    if b"\0" in sample or _is_utf_8(sample):
        return ""
    return next((name for name in _guessed(sample) if _reads(stream, name)), "")


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
    if _western(sample):
        yield WESTERN
    matches = charset_normalizer.from_bytes(sample, cp_isolation=list(OLD))
    yield from (match.encoding for match in matches if match.encoding != WESTERN)
    yield WESTERN


def _western(sample: bytes) -> bool:
    """Whether the sample could be a Western text: few letters beyond ASCII, of one language, no signs within
    words."""
    try:
        text = sample.decode(WESTERN).lower()
    except UnicodeDecodeError:
        return False
    letters, high = _LETTERS.findall(text), set(_HIGH.findall(text)) - _COMMON
    few = len(_HIGH.findall(text)) <= len(letters) * MOST_HIGH
    return few and not _SIGN_IN_WORD.search(text) and any(high <= set(more) for more in _OF_ONE)
