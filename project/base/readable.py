"""A text as it reads: its words without the marks of Markdown, and where its blocks and formatting lie.

For whoever compares or measures what readers see. Offsets count characters of `Readable.plain`; between two
blocks lies a separator, which belongs to neither.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from markdown_it.token import Token

from .markdown import parsed
from .text import composed
from .words import count_words

SEPARATOR, CELLS, RULE = "\n\n", " | ", "* * *"
#: Where a footnote is referred to. Its number follows from those before it, like that of an item of a list.
NOTE = "†"
#: Kinds of blocks: a paragraph, code, a row of a table, a line between parts, and a paragraph of plain text.
PARAGRAPH, CODE, ROW, LINE, TYPED = "paragraph", "code", "row", "line", "typed"
SPANS = {"strong_open": "strong", "em_open": "em", "link_open": "link"}
#: Marks that hide letters, or part words: links, cells, code, numbered items, entities.
_HIDES = re.compile(r"[\[|]|```|~~~|&#?\w+;|^[\s>]*\d+[.)]", re.MULTILINE)
SIGNS = {"softbreak": " ", "hardbreak": "\n", "footnote_ref": NOTE}
_PARAGRAPHS = re.compile(r"\S.*?(?=\n{2,}|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A paragraph, heading or the like. `kind` is one of those above, or "heading-1" to "heading-6"; `label`
    what stands before the first paragraph of a list's item (of the list's first: `starts`); `depth` how many
    lists it is in."""

    start: int
    end: int
    kind: str
    depth: int = 0
    label: str = ""
    quoted: bool = False
    starts: bool = False

    @property
    def style(self) -> tuple[str, int, bool, bool]:
        """What makes it look as it does; the number of an item, which those before it give, is no part."""
        return self.kind, self.depth, self.quoted, self.label[-1:] == "."


@dataclass(frozen=True)
class Span:
    """A run in bold ("strong"), italics ("em"), as code ("code") or as a link ("link", with its address)."""

    start: int
    end: int
    kind: str
    target: str = ""


@dataclass(frozen=True)
class Run:
    """A stretch of text that lies in one block (None: between two) and has the same spans throughout."""

    start: int
    end: int
    block: Block | None
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Readable:
    """Blocks and spans in the order of their starts; blocks do not overlap, spans may be nested."""

    plain: str
    blocks: tuple[Block, ...]
    spans: tuple[Span, ...] = ()

    @cached_property
    def runs(self) -> list[Run]:
        """The whole text in runs, in their order."""
        edges = {edge for block in self.blocks for edge in (block.start, block.end)}
        edges |= {edge for span in self.spans for edge in (span.start, span.end)}
        cuts = sorted(edges | {0, len(self.plain)})
        blocks, spans = list(reversed(self.blocks)), list(reversed(self.spans))
        runs, active = [], []
        for start, end in itertools.pairwise(cuts):
            while blocks and blocks[-1].end <= start:
                blocks.pop()
            while spans and spans[-1].start <= start:
                active.append(spans.pop())
            active = [span for span in active if span.end > start]
            block = blocks[-1] if blocks and blocks[-1].start <= start else None
            runs.append(Run(start, end, block, tuple(active)))
        return runs


def of_plain(text: str) -> Readable:
    """Text without Markdown: each character is kept (composed), and paragraphs are parted by empty lines."""
    plain = composed(text)
    return Readable(plain, tuple(Block(*found.span(), TYPED) for found in _PARAGRAPHS.finditer(plain)))


def of_markdown(text: str) -> Readable:
    """Markdown as `project.base.markdown.render` shows it."""
    reader = _Reader()
    for token in parsed(composed(text), top=1):
        reader.take(token)
    return Readable("".join(reader.texts), tuple(reader.blocks), tuple(sorted(reader.spans, key=_start)))


def count_read(text: str) -> int:
    """The words of Markdown that a reader sees: addresses of links, languages of code and numbers of items
    are none."""
    return count_words(of_markdown(text).plain if _HIDES.search(text) else text)


def _start(one: Span | Run) -> int:
    return one.start


#: A span that is open: where it began, its kind and address, and whether it shows.
Opened = tuple[int, str, str, bool]
#: So many are nested at most; what is deeper inside looks like what is around it.
DEEPEST = 8


@dataclass
class _Reader:
    """Walks through the tokens of a text and notes what it says at which place."""

    texts: list[str] = field(default_factory=list)
    at: int = 0
    blocks: list[Block] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    #: Of each list that is open, the number of its next item; None where items are not numbered.
    lists: list[int | None] = field(default_factory=list)
    label: str = ""
    #: Whether the item that is read is the first of its list.
    begins: bool = False
    heading: str = ""
    quotes: int = 0
    cells: list[Sequence[Token]] | None = None

    def take(self, token: Token) -> None:
        name = "_words" if token.type == "inline" else f"_{token.type}"
        if act := getattr(self, name, None):
            act(token)

    def _write(self, text: str) -> None:
        self.texts.append(text)
        self.at += len(text)

    def _block(self, kind: str, contents: Sequence[Sequence[Token]], text: str = "") -> None:
        if self.blocks:
            self._write(SEPARATOR)
        start = self.at
        self._write(text)
        for number, children in enumerate(contents):
            self._write(CELLS if number else "")
            self._inline(children)
        quoted, starts = self.quotes > 0, bool(self.label) and self.begins
        self.blocks.append(Block(start, self.at, kind, len(self.lists), self.label, quoted, starts))
        self.label = ""

    def _inline(self, children: Sequence[Token]) -> None:
        opened: list[Opened] = []
        for child in children:
            start = self.at
            if child.type in SPANS:
                self._open(opened, SPANS[child.type], str(child.attrGet("href") or ""))
            elif child.nesting == -1:
                self._close(opened)
            else:
                self._write(SIGNS.get(child.type, child.content))
            if child.type == "code_inline":
                self.spans.append(Span(start, self.at, "code"))

    def _open(self, opened: list[Opened], kind: str, target: str) -> None:
        """Bold within bold looks no different, so only the outermost is a span: a text may nest thousands."""
        inside = any(one[1:3] == (kind, target) and one[3] for one in opened[-DEEPEST:])
        opened.append((self.at, kind, target, not inside and len(opened) < DEEPEST))

    def _close(self, opened: list[Opened]) -> None:
        if opened:
            start, kind, target, shows = opened.pop()
            if shows:
                self.spans.append(Span(start, self.at, kind, target))

    # What follows is called by the types of tokens (markdown-it's names).
    def _heading_open(self, token: Token) -> None:
        self.heading = f"heading-{token.tag[1]}"

    def _heading_close(self, _token: Token) -> None:
        self.heading = ""

    def _blockquote_open(self, _token: Token) -> None:
        self.quotes += 1

    def _blockquote_close(self, _token: Token) -> None:
        self.quotes -= 1

    def _bullet_list_open(self, _token: Token) -> None:
        self.lists.append(None)
        self.begins = True

    def _ordered_list_open(self, token: Token) -> None:
        start = token.attrGet("start")
        self.lists.append(1 if start is None else int(start))
        self.begins = True

    def _list_close(self, _token: Token) -> None:
        self.lists.pop()

    _bullet_list_close = _ordered_list_close = _list_close
    # Footnotes read as the numbered list at the end that they are.
    _footnote_block_open, _footnote_block_close = _ordered_list_open, _list_close

    def _list_item_open(self, _token: Token) -> None:
        number = self.lists[-1]
        self.label = "•" if number is None else f"{number}."
        if number is not None:
            self.lists[-1] = number + 1

    def _list_item_close(self, _token: Token) -> None:
        self.label, self.begins = "", False

    _footnote_open, _footnote_close = _list_item_open, _list_item_close

    def _tr_open(self, _token: Token) -> None:
        self.cells = []

    def _tr_close(self, _token: Token) -> None:
        self._block(ROW, self.cells or [])
        self.cells = None

    def _hr(self, _token: Token) -> None:
        self._block(LINE, [], RULE)

    def _fence(self, token: Token) -> None:
        self._block(CODE, [], token.content.rstrip("\n"))

    _code_block = _fence

    def _words(self, token: Token) -> None:
        if self.cells is not None:
            self.cells.append(token.children or [])
        else:
            self._block(self.heading or PARAGRAPH, [token.children or []])


def walk(readable: Readable, start: int, end: int) -> Iterator[Run]:
    """The runs of the text from `start` to `end`, the first and the last cut to fit."""
    runs = readable.runs
    index = max(bisect_right(runs, start, key=_start) - 1, 0)
    while index < len(runs) and runs[index].start < end:
        run = runs[index]
        first, last = max(run.start, start), min(run.end, end)
        if first < last:
            yield replace(run, start=first, end=last)
        index += 1


def block_at(readable: Readable, place: int) -> Block | None:
    """The block that the character at `place` is in; None between blocks, and at the end."""
    return next((run.block for run in walk(readable, place, place + 1)), None)
