"""What an RTF file is written in: groups, control words, letters. Imports nothing but the standard library:
it also runs in the process that reads documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

BEGIN = b"{\\rtf"
#: Groups in groups, at most: text boxes in cells of tables in text boxes take some forty.
DEEPEST = 400
#: Kinds of tokens.
OPEN, CLOSE, WORD, SIGN, BYTE, TEXT, RAW = "{", "}", "word", "sign", "byte", "text", "raw"
_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})|\\(?P<word>[A-Za-z]{1,32})(?P<number>-?[0-9]{1,10})?[ ]?"
    rb"|(?P<byte>(?:\\'[0-9A-Fa-f]{2})+)|\\(?P<sign>[^A-Za-z])|(?P<breaks>[\r\n]+)|(?P<text>[^\\{}\r\n]+)|\\",
    re.DOTALL,
)


class NotRtf(Exception):
    """It does not begin as RTF does, or ends within a group."""


class TooMuch(Exception):
    """More tokens than are read, or groups too deep in groups."""


@dataclass(frozen=True, slots=True)
class Token:
    """One of them. `value` is the name of a word, the character of a sign, bytes of a text, or those of a
    picture; `number` that of a word, None without one."""

    kind: str
    value: bytes = b""
    number: int | None = None


_OPEN, _CLOSE = Token(OPEN), Token(CLOSE)


def tokens(content: bytes, most: int) -> Iterator[Token]:
    """The tokens of a whole file, up to the end of its first group. Raises NotRtf and TooMuch."""
    if not content.startswith(BEGIN):
        raise NotRtf
    yield _OPEN
    yield from tokens_from(content, 1, most)


def tokens_from(content: bytes, at: int, most: int) -> Iterator[Token]:
    """The tokens of a group from a place within it to its end. Raises NotRtf and TooMuch."""
    depth, end = 1, len(content)
    while at < end:
        found = _TOKEN.match(content, at)
        assert found is not None
        at, most = found.end(), most - 1
        token = _token(found)
        if token is _OPEN:
            depth += 1
        elif token is _CLOSE:
            depth -= 1
        elif token and token.value == b"bin" and token.kind == WORD:
            size = max(token.number or 0, 0)
            at, token = at + size, Token(RAW, content[at : at + size])
        if most < 0 or depth > DEEPEST:
            raise TooMuch
        if token:
            yield token
        if not depth:
            return
    raise NotRtf


def _token(found: re.Match[bytes]) -> Token | None:
    """None for what means nothing: a line's end, a backslash at the very end."""
    kind = found.lastgroup
    if kind == "open":
        return _OPEN
    if kind == "close":
        return _CLOSE
    if kind in ("word", "number"):
        number = found["number"]
        return Token(WORD, found["word"], int(number) if number is not None else None)
    if kind == "text":
        return Token(TEXT, found["text"])
    if kind == "byte":
        return Token(BYTE, bytes.fromhex(found["byte"].decode().replace("\\'", "")))
    return Token(SIGN, found["sign"]) if kind == "sign" else None
