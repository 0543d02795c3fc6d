"""Rich Text Format: what such a file would do by itself, judged before it is stored."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agencies.files.active_content import Fetches, check_field, check_link
from agencies.files.reach import LONGEST
from agencies.files.rtf_tokens import BEGIN, BYTE, CLOSE, OPEN, SIGN, TEXT, WORD, NotRtf, Token, tokens_from

RTF = "application/rtf"
#: Tokens that are looked at in what may load something; honest fields have some ten.
MOST_TOKENS = 400_000
MOST_PIECES = 2 * LONGEST
INSTRUCTION, IGNORED = b"fldinst", b"*"
#: A backslash that none before it escapes, with what it begins: an object of another program, of which the
#: file does not say what it does; a database that is opened with the document; a group whose words are an
#: address that is loaded, or a field's. Pictures are read like words: programs don't agree where they end.
_TELLING = re.compile(
    rb"(?<!\\)(?:\\\\)*+\\(?:(?P<object>obj(?:ect|data|ocx|autlink|link|emb|update))|(?P<source>mm(?:connectstr"
    rb"|connectstrdata|datasource|headersource|odsoudl))|(?P<group>template|nextfile|fldinst))(?![A-Za-z])"
)
#: Fields that read another file or start a program, wherever they stand in an instruction.
_ACTING = re.compile(
    r"\b(?:DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE)\b", re.IGNORECASE
)


class WithObjects(Exception):
    """The document holds an object of another program."""


def is_rtf(head: bytes) -> bool:
    """Whether a file begins as RTF does."""
    return head.startswith(BEGIN)


def check(content: bytes) -> None:
    """Judge a whole file. Raises WithObjects, active_content.Fetches and WithMacros; rtf_tokens.NotRtf for
    one that is cut off, and TooMuch."""
    left = MOST_TOKENS
    for found in _TELLING.finditer(content):
        if found["object"]:
            raise WithObjects
        if found["source"]:
            raise Fetches
        if found["group"]:
            judge = _Judge(found["group"])
            left -= judge.hear(tokens_from(content, found.end(), left))
    _check_end(content)


def _check_end(content: bytes) -> None:
    """Each group that begins has to end."""
    if b"\\bin" in content:
        return
    plain = content
    for written in (b"\\\\", b"\\{", b"\\}"):
        plain = plain.replace(written, b"")
    if plain.count(b"{") > plain.count(b"}"):
        raise NotRtf


class _Judge:
    """Hears a group that loads something, however it is spelt, from its name on."""

    def __init__(self, word: bytes) -> None:
        self._word, self._words = word, list[str]()
        self._ignored: list[bool] = [False]
        self._skip = 0

    def hear(self, found: Iterator[Token]) -> int:
        """How many tokens there were. Raises what `check` does."""
        count = 0
        for token in found:
            count += 1
            if token.kind == OPEN:
                self._ignored.append(self._ignored[-1])
            elif token.kind == CLOSE:
                self._ignored.pop()
            elif token.kind == WORD:
                self._hear_word(token.value, token.number)
            elif token.kind == SIGN and token.value == IGNORED:
                self._ignored[-1] = True
            elif token.kind in (TEXT, BYTE) or token.value in b"\\{}":
                self._write(self._unskipped(token.value).decode("cp1252", "replace"))
        self._judge("".join(self._words).strip())
        return count

    def _hear_word(self, word: bytes, number: int | None) -> None:
        if word == INSTRUCTION and self._word == INSTRUCTION and not self._words:
            # Its name would be worked out by another field: that only hides what it does.
            raise Fetches
        if word == b"u" and number is not None:
            self._write(chr(number % 0x10000))
            self._skip = 1

    def _unskipped(self, piece: bytes) -> bytes:
        """Without the letter that stands after another for programs that do not know that one."""
        piece, self._skip = piece[self._skip :], 0
        return piece

    def _write(self, piece: str) -> None:
        """Blanks before the first word are none."""
        if not self._ignored[-1] and len(self._words) < MOST_PIECES and (self._words or piece.strip()):
            self._words.append(piece[:MOST_PIECES])

    def _judge(self, said: str) -> None:
        if self._word != INSTRUCTION:
            check_link(said, loaded=True, shown=True)
        elif said[:9].upper() == "HYPERLINK":
            check_link(said[9:].replace('"', " ").strip(), loaded=False, shown=False)
        elif found := _ACTING.search(said):
            check_field(said[found.start() :])
