"""The words of an RTF file: each put where its kind belongs, as those of a Word document are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from agencies.files.reading.gathering import (
    COMMENTS,
    DELETED,
    EMBEDDED,
    FOOTNOTES,
    IMAGES,
    LINE,
    LINKS,
    MARK,
    OTHER,
    PARAGRAPH,
    Gathered,
)
from agencies.files.reading.rich_group import STANDING, UNCHANGED, Group
from agencies.files.reading.rich_letters import WHOLE, Fonts, of_page
from agencies.files.reading.rich_words import (
    FONTS,
    FORMULAS,
    INSTRUCTION,
    KINDS,
    LETTERS,
    NAME,
    NO_WORDS,
    PICTURE,
    SAID,
    SIGNS,
    SKIPPED,
    VALUE,
    WITH_WORDS,
)
from agencies.files.reading.word_fields import LONGEST, link_of, symbol
from agencies.files.rtf_tokens import BYTE, CLOSE, OPEN, RAW, SIGN, TEXT, WORD, Token


class RichPart:
    """Hears the tokens of a whole file."""

    def __init__(self, found: Gathered) -> None:
        self.found, self.now, self.around = found, Group(), list[Group]()
        self.fonts = Fonts()
        self._bytes, self._half, self._spare = bytearray(), "", 0
        #: The words of what is looked at as a whole.
        self._whole: list[str] = []
        self._named, self._last_change = "", UNCHANGED
        self._default_font = -1

    def hear(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            if token.kind in (TEXT, BYTE, RAW):
                self._letters(token.value)
            elif token.kind == WORD and token.value == b"u":
                self._unicode(token.number or 0)
            else:
                self._flush()
                self._other(token)
        self._flush()

    def _other(self, token: Token) -> None:
        if token.kind == OPEN:
            self._spare = 0
            self.around.append(self.now)
            self.now = replace(self.now, marked=False)
        elif token.kind == CLOSE:
            self._close()
        elif token.kind == SIGN:
            self._sign(token.value)
        else:
            self._word(token.value, token.number)

    def _close(self) -> None:
        self._spare = 0
        ended, self.now = self.now, self.around.pop() if self.around else Group()
        if ended.role != self.now.role and ended.role in (INSTRUCTION, NAME, VALUE, FONTS):
            self._ends_whole(ended)
        if ended.kind != self.now.kind and ended.kind != DELETED:
            self.found.end_line(ended.kind)

    def _ends_whole(self, ended: Group) -> None:
        said, self._whole = "".join(self._whole).strip(), []
        if ended.role == NAME:
            self._named = said
        elif ended.role == INSTRUCTION and (link := link_of(said)):
            self._line(LINKS, link)
        elif ended.role == VALUE and said and SAID.get(self._named):
            self._line(SAID[self._named], said)

    def _line(self, kind: str, said: str) -> None:
        self.found.write(kind, said)
        self.found.end_line(kind, LINE)

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.now = replace(self.now, marked=True)
        elif sign in b"\r\n":
            self._paragraph()
        elif self._spare:
            self._spare -= 1
        elif letter := SIGNS.get(sign, ""):
            self._write(letter)

    def _word(self, word: bytes, number: int | None) -> None:
        if self._spare and word in LETTERS:
            self._spare -= 1
        elif word in LETTERS:
            self._write(LETTERS[word])
        elif word in KINDS:
            self._part(word)
        elif word in NO_WORDS:
            self.now = replace(self.now, role=NO_WORDS[word], marked=False)
        elif self.now.marked:
            self._ignored(word)
        elif word in FORMULAS:
            self.found.unread(OTHER, f"formula {word.decode()}")
        elif change := STANDING.get(word):
            self.now = change(self.now, number)
        elif act := _ACTS.get(word):
            act(self, number)
        elif word in WHOLE:
            self.fonts.usual = WHOLE[word]

    def _ignored(self, word: bytes) -> None:
        """`ud` says once more, for newer programs, what stands before it in its group."""
        role = self.around[-2].role if word == b"ud" and len(self.around) > 1 else self.now.role
        role = role if word in WITH_WORDS else SKIPPED
        self.now = replace(self.now, marked=False, role=role)

    def _part(self, word: bytes) -> None:
        """Its mark stands where it hangs; a comment's, nowhere."""
        kind = KINDS[word]
        if self.now.role and word != b"shptxt":
            return
        if kind == FOOTNOTES and self.now.change.what != DELETED:
            self._write(MARK)
        if kind == COMMENTS:
            self.found.comments += 1
        self.now = replace(self.now, kind=kind, role="", marked=False, change=UNCHANGED, in_table=False)

    def _unicode(self, number: int) -> None:
        """A letter may come in halves."""
        self._flush(keep_half=True)
        place = number % 0x10000
        if 0xD800 <= place < 0xDC00:
            self._half = chr(place)
        else:
            pair = (self._half + chr(place)).encode("utf-16-le", "surrogatepass")
            self._half = ""
            self._write(pair.decode("utf-16-le", "replace"))
        self._spare = self.now.spare

    def _letters(self, piece: bytes) -> None:
        if self._spare and self.now.role != PICTURE:
            passed = min(self._spare, len(piece))
            piece, self._spare = piece[passed:], self._spare - passed
        if self.now.role == PICTURE:
            self.found.unread(IMAGES, piece)
        elif self.now.role != SKIPPED:
            self._bytes += piece

    def _flush(self, *, keep_half: bool = False) -> None:
        if not keep_half:
            self._half = ""
        if not self._bytes:
            return
        raw, self._bytes = bytes(self._bytes), bytearray()
        font = self.fonts.of(self.now.font)
        if font.has_signs and not self.now.role:
            letters = (symbol(font.name, f"F0{place:02X}") if place > 32 else chr(place) for place in raw)
            self._write("".join(letters))
        else:
            self._write(raw.decode(font.encoding, "replace"))

    def _write(self, said: str) -> None:
        if self.now.role == FONTS:
            self.fonts.name(self.now.font, said)
        elif self.now.role in (INSTRUCTION, NAME, VALUE):
            if len(self._whole) < LONGEST:
                self._whole.append(said[:LONGEST])
        elif not self.now.role:
            self._count_change()
            self.found.write(DELETED if self.now.change.what == DELETED else self.now.kind, said)

    def _count_change(self) -> None:
        """Words that one person changed in one go are one change, in however many pieces they stand."""
        change = self.now.change
        if change != self._last_change:
            if self._last_change.what == DELETED:
                self.found.end_line(DELETED)
            self.found.changes += bool(change.what)
            self._last_change = change

    def _paragraph(self, _number: int | None = None) -> None:
        if not self.now.role and self.now.change.what != DELETED:
            self.found.end_line(self.now.kind, LINE if self.now.in_table else PARAGRAPH)

    def _cell(self, _number: int | None) -> None:
        if not self.now.role:
            self.found.end_cell(self.now.kind)

    def _row(self, _number: int | None) -> None:
        if not self.now.role:
            self.found.end_row(self.now.kind, PARAGRAPH)

    def _font(self, number: int | None) -> None:
        self.now = replace(self.now, font=number or 0)
        if self.now.role == FONTS:
            self.fonts.begin(self.now.font)

    def _set(self, number: int | None) -> None:
        if self.now.role == FONTS:
            self.fonts.has_set(self.now.font, number or 0)

    def _page_of_font(self, number: int | None) -> None:
        if self.now.role == FONTS:
            self.fonts.has_page(self.now.font, number or 0)

    def _page(self, number: int | None) -> None:
        self.fonts.usual = of_page(number or 0)

    def _plain(self, _number: int | None) -> None:
        self.now = replace(self.now, font=self._default_font, change=UNCHANGED)

    def _default(self, number: int | None) -> None:
        self._default_font = number or 0
        self.now = replace(self.now, font=self._default_font)

    def _object(self, _number: int | None) -> None:
        self.found.unread(EMBEDDED, "object")


_ACTS: dict[bytes, Callable[[RichPart, int | None], None]] = {
    **dict.fromkeys((b"par", b"sect", b"page", b"column"), RichPart._paragraph),
    **dict.fromkeys((b"cell", b"nestcell"), RichPart._cell),
    **dict.fromkeys((b"row", b"nestrow"), RichPart._row),
    b"f": RichPart._font,
    b"fcharset": RichPart._set,
    b"cpg": RichPart._page_of_font,
    b"ansicpg": RichPart._page,
    b"plain": RichPart._plain,
    b"deff": RichPart._default,
    b"object": RichPart._object,
}
