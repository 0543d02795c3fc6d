"""The text of a mail that came as HTML alone. What it looks like is gone; quotations begin with ">" as in
text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

#: Of the HTML, in characters: programs of mail write ten for one that somebody types.
MOST = 200_000
BLOCKS = frozenset({"p", "div", "tr", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr"})
TAGS = BLOCKS | {"br", "li", "a", "blockquote"}
GONE = {"script", "style", "title", "template", "noscript", "svg", "math", "iframe", "object"}
_BLANKS = re.compile(r"[ \t\r\n\f\u200b]+")
_MANY = re.compile(r"\n{3,}")
#: Deeper than this nobody quotes.
DEEPEST = 20


def text_of_html(html: str) -> str:
    """What a person would read."""
    clean = nh3.clean(
        html[:MOST],
        tags=set(TAGS),
        clean_content_tags=GONE,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    return _MANY.sub("\n\n", "\n".join(line.rstrip() for line in reader.lines())).strip()


class _Reader(HTMLParser):
    """Reads what nh3 wrote: whole tags, each closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: list[str] = []
        self._line: list[str] = []
        self._depth = 0
        self._link = ""
        self._linked: list[str] = []

    def lines(self) -> list[str]:
        self._end()
        return self._done

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._end(blank=True)
        elif tag == "a":
            self._link, self._linked = dict(attrs).get("href") or "", []
        elif tag in TAGS:
            self._end()
        if tag == "blockquote":
            self._depth += 1
        elif tag == "li":
            self._line.append("- ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
            return
        if tag in TAGS:
            self._end()
        if tag in ("p", "h1", "h2", "h3", "h4"):
            self._done.append(self._quote())
        elif tag == "blockquote":
            self._depth = max(self._depth - 1, 0)

    def handle_data(self, data: str) -> None:
        words = _BLANKS.sub(" ", data)
        self._line.append(words)
        if self._link:
            self._linked.append(words)

    def _end_link(self) -> None:
        """The address beside its words, where they don't say it."""
        words = "".join(self._linked).strip()
        plain = self._link.removeprefix("mailto:")
        if plain and words and plain.rstrip("/") != words.rstrip("/"):
            self._line.append(f" <{plain}>")
        self._link = ""

    def _end(self, *, blank: bool = False) -> None:
        line = "".join(self._line).strip().replace("\u00a0", " ")
        if line or blank:
            self._done.append(self._quote() + line)
        self._line = []

    def _quote(self) -> str:
        return "> " * min(self._depth, DEEPEST)
