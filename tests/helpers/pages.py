"""Reading our pages as a browser does: their forms with what stands in them, ready to be sent again."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

#: Buttons and files are sent only when somebody presses or chooses them.
UNSENT = ("submit", "button", "file", "image", "reset")


@dataclass
class Form:
    """One form: where it is sent, and its values as a browser would send them; `sent` is for client.post."""

    action: str
    sent: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, **typed: Any) -> dict[str, list[str]]:
        """The values with some typed over; None leaves a field out."""
        values = {
            **self.sent,
            **{name: value if isinstance(value, list) else [value] for name, value in typed.items()},
        }
        return {name: [str(item) for item in value] for name, value in values.items() if value != [None]}


def _is_sent(facts: dict[str, str]) -> bool:
    kind = facts.get("type", "text")
    return kind not in UNSENT and (kind not in ("checkbox", "radio") or "checked" in facts)


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self.late: list[tuple[str, str, str]] = []
        self.open: list[Form] = []
        self.select: tuple[str, str, list[tuple[str, bool]]] = ("", "", [])
        self.area: tuple[str, str] | None = None
        self.text = ""
        self.feed(page)
        for form_id, name, value in self.late:
            if form_id in self.by_id:
                self.by_id[form_id].sent.setdefault(name, []).append(value)

    def _put(self, facts: dict[str, str], value: str) -> None:
        if facts.get("form"):
            self.late.append((facts["form"], facts["name"], value))
        elif self.open:
            self.open[-1].sent.setdefault(facts["name"], []).append(value)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open.append(Form(facts.get("action", "")))
            self.forms.append(self.open[-1])
            self.by_id[facts.get("id", "")] = self.open[-1]
        elif tag == "option":
            self.select[2].append((facts.get("value", ""), "selected" in facts))
        elif not facts.get("name"):
            return
        elif tag == "select":
            self.select = (facts["name"], facts.get("form", ""), [])
        elif tag == "textarea":
            self.area, self.text = (facts["name"], facts.get("form", "")), ""
        elif tag == "input" and _is_sent(facts):
            self._put(facts, facts.get("value", "on" if facts.get("type") == "checkbox" else ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.open:
            self.open.pop()
        elif tag == "textarea" and self.area:
            name, form_id = self.area
            self._put({"name": name, "form": form_id}, self.text.removeprefix("\n"))
            self.area = None
        elif tag == "select" and self.select[0]:
            name, form_id, options = self.select
            chosen = next((value for value, picked in options if picked), options[0][0] if options else "")
            self._put({"name": name, "form": form_id}, chosen)
            self.select = ("", "", [])


def forms_of(response: Any) -> list[Form]:
    """Every form of a page."""
    return _Reader(response.content.decode()).forms


def form_to(response: Any, action: str, having: Iterable[str] = ()) -> Form:
    """The form of a page that is sent to `action`, and has the fields `having`."""
    found = [form for form in forms_of(response) if form.action == action and set(having) <= set(form.sent)]
    assert found, f"no form to {action}; there are {[form.action for form in forms_of(response)]}"
    return found[0]


def markup(response: Any) -> str:
    """The tags and words of a page without the white space that a template leaves: see `tight`."""
    return tight(response.content.decode())


def tight(source: str) -> str:
    """HTML as if its template stood on one line: no white space beside or
    at the end of a tag, elsewhere one space.

    Where a template breaks its lines is no part of what a page says.
    """
    return re.sub(r"\s*(<[^<>]*?)\s*(/?>)\s*", r"\1\2", re.sub(r"\s+", " ", source))


#: A comment, or a tag with what is quoted in it.
TAGS = re.compile(r"""<!--.*?-->|<[a-zA-Z/!](?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL)


def words_of(response: Any) -> str:
    """The text of a page without its tags, spaces folded. Hundreds of tests ask for it, and a parser of HTML
    takes many times as long; our pages are well formed."""
    pieces = TAGS.split(response.content.decode())
    return " ".join(html.unescape(" ".join(pieces)).split())


def text_by_id(response: Any, element: str) -> str:
    """The plain text directly inside the element of that id; "" when it is empty or not there."""
    found = re.search(rf'id="{re.escape(element)}"[^>]*>([^<]*)', response.content.decode())
    return html.unescape(found[1]).strip() if found else ""


def order_rows(response: Any) -> list[str]:
    """The order numbers of the rows of a list, in their order."""
    return re.findall(r'class="cell-sub numeric">([A-Z]+-\d{4}-\d{5})', markup(response))


def pager_links(response: Any) -> dict[str, str]:
    """Where the pager leads, by `rel`: next and prev."""
    found = re.findall(r'rel="(next|prev)" href="([^"]+)"', markup(response))
    return {rel: url.replace("&amp;", "&") for rel, url in found}
