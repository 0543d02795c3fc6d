"""Markdown of people as HTML that is safe to show: text stays text, formatting is an allow-list.

Two walls: the parser refuses raw HTML, images and odd link schemes; then nh3
keeps only the tags and attributes below.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import sha256

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
LOWEST = 6
#: What one process keeps of rendered HTML, in characters.
KEPT_CHARACTERS = 8_000_000

_parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def render(text: str, *, top: int = 2) -> SafeString:
    """`text` as safe HTML. Its highest headings become <h{top}>, so that
    they fit beneath the headings of the page.

    The levels that the text uses are closed up: none is skipped, whatever the writer typed. Links say that
    they lead outside (rel). Rendered texts are kept in the process by their hash, up to KEPT_CHARACTERS.
    """
    key = (sha256(text.encode()).digest(), top)
    found = _kept.get(key)
    if found is None:
        found = _render(text, top)
        _kept.put(key, found)
    return found


def parsed(text: str, *, top: int) -> list[Token]:
    """`text` as the tokens that `render` makes HTML of, its headings shifted as they are there."""
    tokens = _parser.parse(text)
    _shift_headings(tokens, top)
    return tokens


def _render(text: str, top: int) -> SafeString:
    tokens = parsed(text, top=top)
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        url_relative="deny",
        link_rel="noopener nofollow",
    )
    return SafeString(clean)


def _shift_headings(tokens: Sequence[Token], top: int) -> None:
    """Each heading one level below the nearest higher one before it;
    the first ones at `top`, none below h6."""
    above: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            typed = int(token.tag[1])
            while above and above[-1] >= typed:
                above.pop()
            above.append(typed)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(top + len(above) - 1, LOWEST)}"


class _Kept:
    """The texts rendered last, dropped oldest first when they exceed `limit`
    characters together. Safe for threads."""

    def __init__(self, limit: int) -> None:
        self.limit, self.size = limit, 0
        self.rows: OrderedDict[tuple[bytes, int], SafeString] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: tuple[bytes, int]) -> SafeString | None:
        with self.lock:
            if key in self.rows:
                self.rows.move_to_end(key)
            return self.rows.get(key)

    def put(self, key: tuple[bytes, int], html: SafeString) -> None:
        with self.lock:
            if key in self.rows or len(html) > self.limit:
                return
            self.rows[key] = html
            self.size += len(html)
            while self.size > self.limit:
                _key, dropped = self.rows.popitem(last=False)
                self.size -= len(dropped)


_kept = _Kept(KEPT_CHARACTERS)
