"""Whatever is typed into a page with letters taken apart, no column of any table has a text that is not
composed: everybody fills each form of each page that they can open, and sends it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from project.base import clock
from tests.helpers.cast import Cast

from .helpers.doors import GET, PEOPLE
from .test_composing import APART, left, written
from .test_doors import address, names, scene, visitor

pytestmark = pytest.mark.django_db

#: Whose pages are walked -> how many forms take what was typed, and how many tables hold it, at least.
WALKED = {"clara": (8, 6), "wendell": (5, 4), "edith": (3, 2), "max": (20, 12), "otto": (2, 2)}
#: Pages after which there is nothing more to send, or nobody to send it.
LAST = ("account_leave", "agencies:close", "account_logout")
#: Of an input: kinds that hold no words, and what is entered in those that are empty.
TYPED = {
    "number": "1",
    "email": "someone@example.com",
    "url": "https://example.com/a",
    "time": "10:00",
    "color": "#224466",
}
CONTROL = re.compile(r"<(?:input|textarea)[^>]*>")
#: Kinds that a browser sends as they are, or not at all.
KEPT, UNSENT = ("hidden", "password"), ("button", "file", "image", "reset", "submit")


@dataclass
class Sheet:
    """A form of a page: what a browser would send, with `words` the names of what takes words."""

    action: str
    sent: dict[str, list[str]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)

    def put(self, name: str, value: str, *, words: bool = False) -> None:
        self.sent.setdefault(name, []).append(value)
        if words:
            self.words.add(name)

    def filled(self, typed: set[str]) -> dict[str, list[str]]:
        """With letters taken apart in these."""
        return {
            name: [f"{value} {APART}".strip() for value in values] if name in typed else values
            for name, values in self.sent.items()
        }


class _Sheets(HTMLParser):
    """The forms of a page that are posted; what has to be chosen is chosen."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self.open: Sheet | None = None
        self.area = self.select = self.text = ""
        self.options: list[tuple[str, bool]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        name = facts.get("name", "")
        if tag == "form":
            self.open = Sheet(facts.get("action", "")) if facts.get("method", "").lower() == "post" else None
            self.sheets += [self.open] if self.open else []
        elif tag == "option":
            self.options.append((facts.get("value", ""), "selected" in facts))
        elif self.open is None or not name or "form" in facts or "disabled" in facts:
            return
        elif tag == "textarea":
            self.area, self.text = name, ""
        elif tag == "select":
            self.select, self.options = name, []
        elif tag == "button" and facts.get("type", "submit") == "submit":
            self.open.sent.setdefault(name, [facts.get("value", "")])
        elif tag == "input":
            self._input(self.open, name, facts)

    def _input(self, sheet: Sheet, name: str, facts: dict[str, str]) -> None:
        kind, value = facts.get("type", "text"), facts.get("value", "")
        if kind in ("checkbox", "radio"):
            first = kind == "radio" and name not in sheet.sent
            if "checked" in facts and kind == "radio":
                sheet.sent[name] = [value]
            elif "checked" in facts or first or "required" in facts:
                sheet.put(name, value or "on")
        elif kind in ("text", "search") and not {"inputmode", "pattern"} & facts.keys():
            sheet.put(name, value, words=True)
        elif kind in ("date", "datetime-local"):
            later = clock.now() + dt.timedelta(days=40)
            sheet.put(name, value or later.strftime("%Y-%m-%d" if kind == "date" else "%Y-%m-%dT%H:%M"))
        elif kind not in UNSENT:
            sheet.put(name, value if kind in KEPT else value or TYPED.get(kind, ""))

    def handle_data(self, data: str) -> None:
        self.text += data if self.area else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "textarea" and self.area and self.open is not None:
            self.open.put(self.area, self.text.removeprefix("\n"), words=True)
            self.area = ""
        elif tag == "select" and self.select and self.open is not None:
            picked = [value for value, chosen in self.options if chosen and value]
            self.open.put(self.select, (picked or [value for value, _no in self.options if value] or [""])[0])
            self.select = ""


def sheets(page: str) -> list[Sheet]:
    return [sheet for sheet in _Sheets(page).sheets if sheet.words]


def pages(who: str, arguments: dict[str, Any]) -> Iterator[str]:
    """The addresses that they open; what an owner shares with a manager, as the manager."""
    others = [PEOPLE.index("max")] if who == "otto" else []
    opened = {
        name: row.split()[PEOPLE.index(who)] == "200" and not any(row.split()[at] == "200" for at in others)
        for row, group in GET.items()
        for name in group
    }
    known = [name for name, _view in names(get_resolver().url_patterns)]
    for name in sorted(known, key=lambda one: one in LAST):
        if opened[name]:
            yield address(name, arguments)


def is_taken(client: Client, target: str, sheet: Sheet) -> bool:
    """Whether the form goes through: with words in all that takes them; without those beside which the answer
    tells an error; one by one. What is refused for another reason than what was typed stays so."""
    tried: list[set[str]] = []
    typed, singly = set(sheet.words), [{name} for name in sorted(sheet.words)]
    while typed:
        tried.append(typed)
        answer = client.post(target, sheet.filled(typed))
        assert answer.status_code < 500, target
        if answer.status_code != 422:
            return bool(answer.status_code < 400)
        told = typed - {name for name in typed if is_wrong(name, answer.text)}
        typed = told if told not in tried else next((one for one in singly if one not in tried), set())
    return False


def is_wrong(name: str, page: str) -> bool:
    """Whether a control of this name is marked."""
    return any(
        f'name="{name}"' in control and 'aria-invalid="true"' in control for control in CONTROL.findall(page)
    )


@pytest.mark.parametrize("who", WALKED)
def test_no_form_of_a_page_stores_a_text_apart(cast: Cast, settings: Any, who: str) -> None:
    settings.THROTTLE_SCALE = 10_000
    client, sent, taken = visitor(who, cast), set(), 0
    for path in pages(who, scene(cast)):
        page = client.get(path)
        if page.status_code != 200 or "text/html" not in page.headers["Content-Type"]:
            continue  # what was sent before has moved it
        for sheet in sheets(page.content.decode()):
            target = sheet.action or path
            if (target, *sorted(sheet.words)) in sent:
                continue
            sent.add((target, *sorted(sheet.words)))
            taken += is_taken(client, target, sheet)

    forms, tables = WALKED[who]
    assert left() == {}
    assert (taken >= forms, written() >= tables) == (True, True), (taken, written(), len(sent))


def test_the_letters_are_apart() -> None:
    page = '<form method="post"><input name="a" value="x"><textarea name="b">\ny</textarea></form>'
    (sheet,) = sheets(page)

    assert sheet.filled(sheet.words) == {"a": [f"x {APART}"], "b": [f"y {APART}"]}
    assert not unicodedata.is_normalized("NFC", APART)
