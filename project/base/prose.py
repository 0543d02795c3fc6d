"""Rules of the Markdown parser for people who type prose: lines stay lines, what is indented is no code, no
letter is taken for a mark that marks nothing, and addresses are links."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock, fence, lheading, reference
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from . import addresses

_SCHEME, _NEAR = re.compile(rf"{addresses.BEGINS}https?\Z", re.IGNORECASE), 6
_REST = re.compile(f"://{addresses.REST}")
#: What a text calls by a label; the ends of lines of code; times, between digits; a path of a network.
_LABELS = re.compile(r"\[([^\[\]]{1,999})\](?!:)")
_DEFINED = re.compile(r"\[([^\[\]]{1,999})\]:")
_TIMES = re.compile(r"(?<=\d)\*{1,2}(?=\d)")
_PATH = re.compile(r"(?<!\S)\\\\(?=[^\W_])")


def add_prose(parser: MarkdownIt) -> None:
    """Give the parser these rules."""
    parser.disable("code")
    # Others that may end a paragraph are told with the rules that they replace.
    parser.block.ruler.at("fence", _fence, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.block.ruler.at("lheading", _lheading)
    parser.block.ruler.at("reference", _reference)
    parser.inline.ruler.before("escape", "literal", _literal)
    parser.inline.ruler.before("linkify", "addresses", _addresses)
    parser.core.ruler.push("prose", _prose)
    parser.enable(["literal", "addresses", "prose"])


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines of marks hold code where a second one ends it; else they part what is typed, and are kept."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    mark = line[:1]
    length = len(line) - len(line.lstrip(mark)) if mark and mark in "`~" else 0
    return length > 2 and _ends(state, start, length, mark) and fence(state, start, end, silent)


def _ends(state: StateBlock, start: int, length: int, mark: str) -> bool:
    """Whether a later line is these marks alone, so many at least."""
    if "ends" not in state.env:
        state.env["ends"] = _ends_of_code(state)
    lines, longest = state.env["ends"][mark]
    at = bisect_right(lines, start)
    return at < len(lines) and longest[at] >= length


def _ends_of_code(state: StateBlock) -> dict[str, tuple[list[int], list[int]]]:
    """Of each mark the lines that it stands on alone, with the most marks of each of them and all later ones;
    read once."""
    found: dict[str, tuple[list[int], list[int]]] = {"`": ([], []), "~": ([], [])}
    for at in range(state.lineMax):
        line = state.src[state.bMarks[at] : state.eMarks[at]].strip(" \t>")
        if line[:1] in found and not line.strip(line[0]):
            lines, lengths = found[line[0]]
            lines.append(at)
            lengths.append(len(line))
    return {
        mark: (lines, list(itertools.accumulate(reversed(lengths), max))[::-1])
        for mark, (lines, lengths) in found.items()
    }


def _lheading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line is a heading of the one line above it; beneath several it parts them from what follows."""
    under = start + 1
    line = state.src[state.bMarks[under] : state.eMarks[under]].strip() if under < end else ""
    return bool(line) and not line.strip(line[0]) and line[0] in "=-" and lheading(state, start, end, silent)


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that says where a label leads is one where the text has that label; else it is a line."""
    begin = state.bMarks[start] + state.tShift[start]
    found = _DEFINED.match(state.src, begin)
    if found is None or normalizeReference(found[1]) not in _labels(state):
        return False
    return reference(state, start, end, silent)


def _labels(state: StateBlock) -> frozenset[str]:
    """The labels that the text has, read once."""
    if "labels" not in state.env:
        state.env["labels"] = frozenset(normalizeReference(label) for label in _LABELS.findall(state.src))
    return frozenset(state.env["labels"])


def _literal(state: StateInline, silent: bool) -> bool:
    """A rule of the parser: stars between digits multiply, and two backslashes before a word begin a path."""
    found = (_TIMES if state.src[state.pos] == "*" else _PATH).match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True


def _addresses(state: StateInline, silent: bool) -> bool:
    """A rule of the parser: an address of a page is one link, whatever marks are in it."""
    near = state.pending[-_NEAR:] if state.src.startswith("://", state.pos) else ""
    scheme = _SCHEME.search(near)
    rest = _REST.match(state.src, state.pos) if scheme and not state.linkLevel else None
    if scheme is None or rest is None or silent:
        return False
    shown = addresses.trimmed(scheme[0] + rest[0])
    if not len(scheme[0]) + 3 < len(shown) <= addresses.LONGEST:
        return False
    state.pending = state.pending[: -len(scheme[0])]
    state.pos += len(shown) - len(scheme[0])
    for token in _link(shown, normalizeLink(shown), state.level):
        state.push(token.type, token.tag, token.nesting)
        state.tokens[-1].attrs, state.tokens[-1].content = token.attrs, token.content
    return True


def _link(shown: str, href: str, level: int) -> list[Token]:
    opening = Token("link_open", "a", 1, attrs={"href": href}, level=level)
    text = Token("text", "", 0, content=shown, level=level + 1)
    return [opening, text, Token("link_close", "a", -1, level=level)]


def _prose(state: StateCore) -> None:
    """A rule of the parser: line breaks stay, mailboxes and www. are links."""
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = list(_of_prose(block.children))


def _of_prose(children: Sequence[Token]) -> Iterator[Token]:
    depth = 0
    for child in children:
        depth += child.nesting if child.type in ("link_open", "link_close") else 0
        if child.type == "softbreak":
            child.type, child.tag = "hardbreak", "br"
        if child.type == "text" and not depth:
            yield from _linked(child)
        else:
            yield child


def _linked(text: Token) -> Iterator[Token]:
    at = 0
    for found in addresses.addresses_in(text.content):
        if found.start > at:
            yield Token("text", "", 0, content=text.content[at : found.start], level=text.level)
        yield from _link(text.content[found.start : found.end], normalizeLink(found.href), text.level)
        at = found.end
    if at < len(text.content) or not at:
        yield Token("text", "", 0, content=text.content[at:], level=text.level) if at else text
