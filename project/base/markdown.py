"""Markdown of people as HTML that is safe to show: text stays text, formatting is an allow-list.

Two walls: the parser refuses raw HTML, images and odd link schemes; then nh3
keeps only the tags and attributes below.

Footnotes are written as `word[^1]`, and `[^1]: The note.` on a line of its own.

People who type prose know nothing of Markdown: a line break is one, what is indented is a paragraph and no
code, and an address is a link.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def, footnote_ref

from .prose import add_prose

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
    "section",
    "strong",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
ATTRIBUTES = {"a": {"href", "title"}, "li": {"id"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
LOWEST = 6
#: What one process keeps of rendered HTML, in characters.
KEPT_CHARACTERS = 8_000_000

#: A reference to a footnote. Labels are short: who looks for the end of each `[^` reads a long text as often.
_REFERENCE = re.compile(r"\[\^[^\]\s]{1,100}\]")
#: Where a reference leads. Links of people lead outside, never to a place on our pages.
_NOTE = re.compile(r"#fn-[0-9a-f]{8}-\d+")


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A footnote is defined where no list, quote or other footnote is open."""
    return state.level == 0 and footnote_def(state, start, end, silent)


def _reference(state: StateInline, silent: bool) -> bool:
    return bool(_REFERENCE.match(state.src, state.pos)) and footnote_ref(state, silent)


def _parser_with_notes() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    add_prose(parser)
    footnote_plugin(parser, inline=False)
    parser.block.ruler.at("footnote_def", _definition, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.at("footnote_ref", _reference)
    html: dict[str, Callable[[Token, str], str]] = {
        "footnote_ref": lambda token, text: (
            f'<sup><a href="#fn-{text}-{number_of(token)}">{number_of(token)}</a></sup>'
        ),
        "footnote_open": lambda token, text: f'<li id="fn-{text}-{number_of(token)}">',
        "footnote_block_open": lambda _token, _text: "<section>\n<ol>\n",
        "footnote_anchor": lambda _token, _text: "",
    }
    for name, rule in html.items():
        parser.add_render_rule(name, _rendering(rule))
    return parser


def _rendering(rule: Callable[[Token, str], str]) -> Any:
    """A rule of the renderer, which is given all tokens."""

    def rendered(_self: Any, tokens: Sequence[Token], at: int, _options: Any, env: Any) -> str:
        return rule(tokens[at], env["text"])

    return rendered


def number_of(token: Token) -> int:
    """The number of the footnote that a reference, or its own opening, is of."""
    return int(token.meta["id"]) + 1


_parser = _parser_with_notes()


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
    html = _parser.renderer.render(tokens, _parser.options, {"text": sha256(text.encode()).hexdigest()[:8]})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept_attribute,
        url_schemes=SCHEMES,
        link_rel="noopener nofollow",
    )
    return SafeString(clean)


def _kept_attribute(_tag: str, name: str, value: str) -> str | None:
    """Of an address without a scheme only one that leads to a footnote stays."""
    if name != "href" or _NOTE.fullmatch(value):
        return value
    return value if value.lower().startswith(tuple(f"{scheme}:" for scheme in SCHEMES)) else None


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
