"""Requests that are more than a GET: a price asked for while somebody types, a save, a second visit."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from itertools import count

from .visiting import Answer, Visitor

HTMX = {"HX-Request": "true"}
#: Fields that a save sends, and asking for a price does not.
SAVED = ("version", "base", "seen_total", "seen_book", "seen_at")


class FormReader(HTMLParser):
    """What a browser would send of the fields of a page's form that is filled in."""

    def __init__(self, marked: str) -> None:
        super().__init__()
        self.marked, self.inside = marked, False
        self.fields: dict[str, str] = {}
        self.open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = self.marked in told.get("id", "") or self.marked in told.get("class", "")
        if not self.inside or ("name" not in told and tag != "option"):
            return
        if tag == "input" and (
            told.get("type") not in ("checkbox", "radio", "submit", "file") or "checked" in told
        ):
            self.fields[told["name"]] = told.get("value", "on")
        elif tag in ("select", "textarea"):
            self.open, self.fields[told["name"]] = told["name"], ""
        elif tag == "option" and self.open and "selected" in told:
            self.fields[self.open] = told.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag in ("select", "textarea"):
            self.open = ""

    def handle_data(self, data: str) -> None:
        if self.open == "brief":
            self.fields["brief"] += data


def _fields(visitor: Visitor, path: str) -> dict[str, str]:
    reader = FormReader("draft")
    reader.feed(visitor.text(path))
    return reader.fields


def price(visitor: Visitor, path: str) -> Callable[[], Answer]:
    """The price of what stands in the form of a draft."""
    typed = _fields(visitor, path.removesuffix("price/"))
    fields = {name: text for name, text in typed.items() if name not in SAVED}
    return lambda: visitor.ask(path, fields, HTMX)


def autosave(visitor: Visitor, path: str) -> Callable[[], Answer]:
    """A save while somebody types: each time a word more, on top of the version before."""
    fields, words = _fields(visitor, path), count(1)
    brief = fields["brief"]

    def save() -> Answer:
        fields["brief"] = f"{brief} {next(words)}"
        answer = visitor.ask(path, fields, HTMX)
        fields["version"] = str(int(fields["version"]) + 1)
        return answer

    return save


def again(visitor: Visitor, path: str) -> Callable[[], Answer]:
    """A visit of who has been there, and would be told that nothing has changed."""
    tag = visitor.ask(path).headers.get("etag", "")
    return lambda: visitor.ask(path, headers={"If-None-Match": tag} if tag else {})


ACTS = {"price": price, "autosave": autosave, "again": again}
