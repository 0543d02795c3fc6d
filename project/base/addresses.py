"""Addresses in what people type: of pages and of mailboxes, found in plain text and made links.

A regular expression of our own, each part of it bounded: linkify-it takes quadratic time of some texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import SafeString
from markdown_it.common.normalize_url import normalizeLink

#: Characters of an address that may be a link; of a longer one, none is made.
LONGEST = 2_000
REL = "noopener nofollow"
#: What an address follows: no letter, but those of scripts that put no blanks between words.
_LETTER = r"[^\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff]"
BEGINS = rf"(?<!{_LETTER})(?<![@/])"
REST = rf"[^\s<>\[\]\"“”«»、。，]{{1,{LONGEST}}}"
_FOUND = re.compile(
    rf"{BEGINS}(?:https?://|www\.(?=\w)){REST}"
    rf"|(?<!{_LETTER})(?<![.+@/-])(?:{_LETTER}|[.+-]){{1,64}}@"
    rf"(?:(?:(?:{_LETTER}|-){{1,63}}|[\w-]{{1,63}})\.){{1,8}}(?:{_LETTER}{{2,63}}|\w{{2,63}})",
    re.IGNORECASE,
)
#: What ends a sentence rather than an address.
_TRAILING = ".,;:!?'’*_~|\\`…"
_PAIRS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True)
class Address:
    """Where it stands in the text, and where it leads."""

    start: int
    end: int
    href: str


def addresses_in(text: str) -> Iterator[Address]:
    """The addresses of a text from left to right."""
    if "@" not in text and "://" not in text and "www." not in text.lower():
        return
    for found in _FOUND.finditer(text):
        shown = trimmed(found[0])
        if len(shown) <= LONGEST and (href := _href(shown)):
            yield Address(found.start(), found.start() + len(shown), href)


def trimmed(address: str) -> str:
    """Without the marks of the sentence around it: full stops, and brackets that were opened before it."""
    opened = Counter(char for char in address if char in "([{)]}")
    end = len(address)
    while end:
        last = address[end - 1]
        alone = last in _PAIRS and opened[last] > opened[_PAIRS[last]]
        if last not in _TRAILING and not alone:
            break
        opened[last] -= 1
        end -= 1
    return address[:end]


def _href(shown: str) -> str:
    lower = shown.lower()
    if lower.startswith(("http://", "https://")):
        return shown if shown.partition("://")[2] else ""
    return f"https://{shown}" if lower.startswith("www.") else f"mailto:{shown}"


def linked(text: str) -> SafeString:
    """Plain text as HTML: escaped, its addresses as links."""
    parts, at = [], 0
    for found in addresses_in(text):
        shown, href = escape(text[found.start : found.end]), escape(normalizeLink(found.href))
        parts += [escape(text[at : found.start]), f'<a href="{href}" rel="{REL}">{shown}</a>']
        at = found.end
    return SafeString("".join([*parts, escape(text[at:])]))


def as_typed(text: str) -> str:
    """Plain text as a page prints it, its lines and links kept: HTML then, else the text itself, which is
    still to be escaped. What has none, as most has, costs nothing."""
    if any(True for _found in addresses_in(text)):
        return linebreaksbr(linked(text))
    return linebreaksbr(text) if "\n" in text or "\r" in text else text
