"""Rules of the Markdown parser for people who type prose: lines stay lines, what is indented is no code, and
addresses are links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from . import addresses

_SCHEME, _NEAR = re.compile(r"(?<![\w@/])https?\Z", re.IGNORECASE), 6
_REST = re.compile(f"://{addresses.REST}")


def add_prose(parser: MarkdownIt) -> None:
    """Give the parser these rules."""
    parser.disable("code")
    parser.inline.ruler.before("linkify", "addresses", _addresses)
    parser.core.ruler.push("prose", _prose)
    parser.enable(["addresses", "prose"])


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
