"""Markdown of people as the document tree of pandoc (its JSON), made of the same tokens as the page: what a
word processor shows is what `project.base.markdown.render` shows, whatever pandoc's own Markdown is.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from .markdown import number_of, parsed

API_VERSION = [1, 23, 1]
Node = dict[str, Any]
NO_ATTRIBUTES: list[Any] = ["", [], []]
ALIGNMENTS = {
    "text-align:left": "AlignLeft",
    "text-align:center": "AlignCenter",
    "text-align:right": "AlignRight",
}
MARKS = {"em": "Emph", "strong": "Strong"}


def tree_of(text: str, *, meta: dict[str, str]) -> Node:
    """The tree of `text`; `meta` is what its file says of it, such as `lang`. A footnote stands where it is
    first referred to; later references are its number, as on the page."""
    tokens = parsed(text, top=1)
    builder = _Builder(_notes(tokens))
    blocks = builder.blocks(list(_without_notes(tokens)))
    named = {name: _node("MetaString", value) for name, value in meta.items() if value}
    return {"pandoc-api-version": API_VERSION, "meta": named, "blocks": blocks}


def _node(kind: str, *content: Any) -> Node:
    if not content:
        return {"t": kind}
    return {"t": kind, "c": content[0] if len(content) == 1 else list(content)}


def _notes(tokens: Sequence[Token]) -> dict[int, list[Token]]:
    """The tokens of each footnote by its number."""
    found: dict[int, list[Token]] = {}
    into: list[Token] | None = None
    for token in tokens:
        if token.type == "footnote_open":
            into = found.setdefault(number_of(token), [])
        elif token.type == "footnote_close":
            into = None
        elif into is not None and token.type != "footnote_anchor":
            into.append(token)
    return found


def _without_notes(tokens: Sequence[Token]) -> Iterator[Token]:
    return itertools.takewhile(lambda token: token.type != "footnote_block_open", tokens)


@dataclass(frozen=True)
class _Piece:
    """Something within a line: the address of the link that it is in, its marks, and itself."""

    link: tuple[str, str] | None
    marks: tuple[str, ...]
    node: Node


@dataclass
class _Builder:
    """Turns tokens into nodes. `notes` are those that have not been printed yet."""

    notes: dict[int, list[Token]]
    #: Whether a footnote is read: word processors know none within one.
    in_note: bool = False
    depth: int = 0

    def blocks(self, tokens: Sequence[Token]) -> list[Node]:
        """The nodes of a run of blocks. On the outermost level, those of a right-to-left block say so."""
        self.depth += 1
        outermost = self.depth == 1
        made = []
        for block in _split(tokens):
            nodes = self._block(block)
            if nodes and outermost and is_right_to_left(_words(block)):
                nodes = [_node("Div", ["", [], [["dir", "rtl"]]], nodes)]
            made += nodes
        self.depth -= 1
        return made

    def _block(self, tokens: Sequence[Token]) -> list[Node]:
        first, inside = tokens[0], tokens[1:-1]
        match first.type:
            case "heading_open":
                return [_node("Header", int(first.tag[1]), NO_ATTRIBUTES, self._line(inside))]
            case "paragraph_open":
                return [_node("Plain" if first.hidden else "Para", self._line(inside))]
            case "blockquote_open":
                return [_node("BlockQuote", self.blocks(inside))]
            case "bullet_list_open":
                return [_node("BulletList", self._items(inside))]
            case "ordered_list_open":
                start = int(first.attrGet("start") or 1) if first.attrGet("start") != 0 else 0
                numbering = [start, _node("Decimal"), _node("Period")]
                return [_node("OrderedList", numbering, self._items(inside))]
            case "fence" | "code_block":
                return [_node("CodeBlock", NO_ATTRIBUTES, first.content.rstrip("\n"))]
            case "hr":
                return [_node("HorizontalRule")]
            case "table_open":
                return [self._table(inside)]
        return []

    def _items(self, tokens: Sequence[Token]) -> list[list[Node]]:
        return [self.blocks(item[1:-1]) for item in _split(tokens)]

    def _table(self, tokens: Sequence[Token]) -> Node:
        head, *body = ([list(_split(row[1:-1])) for row in _split(part[1:-1])] for part in _split(tokens))
        rows = [[self._cell(cell) for cell in row] for row in itertools.chain(*body)]
        titles = [[self._cell(cell) for cell in row] for row in head]
        columns = [[_alignment(cell[0]), _node("ColWidthDefault")] for cell in head[0]]
        return _node(
            "Table",
            NO_ATTRIBUTES,
            [None, []],
            columns,
            [NO_ATTRIBUTES, _rows(titles)],
            [[NO_ATTRIBUTES, 0, [], _rows(rows)]],
            [NO_ATTRIBUTES, []],
        )

    def _cell(self, tokens: Sequence[Token]) -> list[Any]:
        return [NO_ATTRIBUTES, _node("AlignDefault"), 1, 1, [_node("Plain", self._line(tokens[1:-1]))]]

    def _line(self, tokens: Sequence[Token]) -> list[Node]:
        children = itertools.chain.from_iterable(token.children or [] for token in tokens)
        return _joined(self._pieces(children))

    def _pieces(self, children: Iterable[Token]) -> Iterator[_Piece]:
        """Flat, however deep the marks are nested: bold within bold looks no different."""
        opened: list[str] = []
        links: list[tuple[str, str]] = []
        for child in children:
            name = child.tag
            if child.type == "link_open":
                links.append((str(child.attrGet("href") or ""), str(child.attrGet("title") or "")))
            elif child.type == "link_close":
                links.pop()
            elif child.nesting == 1:
                opened.append(MARKS.get(name, ""))
            elif child.nesting == -1:
                opened.pop()
            elif node := self._piece(child):
                marks = tuple(mark for mark in MARKS.values() if mark in opened)
                yield _Piece(links[-1] if links else None, marks, node)

    def _piece(self, token: Token) -> Node | None:
        match token.type:
            case "text":
                return _node("Str", token.content) if token.content else None
            case "softbreak":
                return _node("Space")
            case "hardbreak":
                return _node("LineBreak")
            case "code_inline":
                return _node("Code", NO_ATTRIBUTES, token.content)
            case "footnote_ref":
                return self._note(number_of(token))
        return None

    def _note(self, number: int) -> Node:
        tokens = None if self.in_note else self.notes.pop(number, None)
        if tokens is None:
            return _node("Superscript", [_node("Str", str(number))])
        depth, self.in_note, self.depth = self.depth, True, 0
        note = _node("Note", self.blocks(tokens) or [_node("Para", [])])
        self.in_note, self.depth = False, depth
        return note


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction has this one, as browsers judge with dir="auto"."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def _split(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens of each block of a run."""
    start = level = 0
    for at, token in enumerate(tokens):
        level += token.nesting
        if level == 0:
            yield tokens[start : at + 1]
            start = at + 1


def _words(tokens: Sequence[Token]) -> str:
    """The beginning of what a block says."""
    said = (token.content for token in tokens if token.type in ("inline", "fence", "code_block"))
    return next((text for text in said if text.strip()), "")


def _alignment(token: Token) -> Node:
    return _node(ALIGNMENTS.get(str(token.attrGet("style")), "AlignDefault"))


def _rows(rows: Iterable[Any]) -> list[Any]:
    return [[NO_ATTRIBUTES, row] for row in rows]


def _joined(pieces: Iterable[_Piece]) -> list[Node]:
    """Neighbours of one link in one link, of the same marks in the same ones."""
    found: list[Node] = []
    for link, of_link in itertools.groupby(pieces, key=lambda piece: piece.link):
        inside: list[Node] = []
        for marks, of_marks in itertools.groupby(of_link, key=lambda piece: piece.marks):
            nodes = [piece.node for piece in of_marks]
            for mark in marks:
                nodes = [_node(mark, nodes)]
            inside += nodes
        found += inside if link is None else [_node("Link", NO_ATTRIBUTES, inside, list(link))]
    return found
