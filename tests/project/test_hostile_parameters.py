"""No address answers with an error of the server, whatever stands in its query or in what is sent to it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import get_resolver
from django.utils.http import urlencode

from tests.helpers.cast import Cast

from .helpers.doors import GET, PEOPLE, POST
from .helpers.parameters import every_name
from .helpers.undoing import Undoing, undoing
from .test_doors import PARTS, address, names, part_of, scene, takes, visitor

pytestmark = pytest.mark.django_db

#: What somebody sends who wants to see what breaks.
HOSTILE: tuple[str, ...] = (
    "a\x00b",
    "x",
    "-1",
    "0",
    "9" * 30,
    "99999999",
    "٣",
    "1_0",
    "1e400",
    "NaN",
    "0001-01-01T00:00",
    "9999-12-31T23:59",
    "2026-02-30",
    "<script>'\"",
    "../../etc/passwd",
    "%s %(x)s {0} {{ x }}",
    "a" * 3_000,
    " ".join("abcdefghijklmnopqrst" * 2),
    "\u202e\u200b",
    "\U0001f600",
    "222222222a",
    "INK-2026-00001",
    "INK-Q-2026-00001",
    "on",
    "[[[[",
    "a:b.c~d",
    "\\",
    "\r\nSet-Cookie: a=b",
)
#: After a first one, in which every name has the same value.
ROUNDS = 2
#: The better an answer, the more of the view reads what is sent.
BEST = ("200", "422", "409", "302", "404", "405", "403")
DOORS = {"get": GET, "post": POST}
#: A NUL in a query is refused before any view reads it.
FIRST = {"get": "x/y", "post": "a\x00b"}


def who_gets_furthest(row: str) -> str:
    """The member of Inkwell, or the visitor, whom a door lets in before the others."""
    answers = dict(zip(PEOPLE, row.split(), strict=True))
    inside = [person for person in (*PEOPLE[5:], "anonymous") if answers[person] in BEST]
    return min(inside, key=lambda person: BEST.index(answers[person]))


def hostile(chance: random.Random, known: list[str], *, query: bool) -> list[tuple[str, str]]:
    """Half of the names, each with one or two values. Of a query the first NUL decides, so most have none."""
    values = HOSTILE[1:] if query and chance.random() < 0.9 else HOSTILE
    chosen = [name for name in known if chance.random() < 0.5]
    return [(name, chance.choice(values)) for name in chosen for _again in range(chance.choice((1, 1, 2)))]


def taken(view: Any, known: list[str]) -> list[str]:
    """Those of the names that the view takes."""
    stated = getattr(view, "fields_taken", None)
    return [name for name in known if stated and stated.fullmatch(name)]


def visit(undone: Undoing, client: Any, method: str, path: str, sent: list[tuple[str, str]]) -> int:
    """The status; what was done is undone."""

    def go(client: Any) -> int:
        if method == "get":
            return int(client.get(f"{path}?{urlencode(sent)}").status_code)
        form = "application/x-www-form-urlencoded"
        return int(client.post(path, urlencode(sent), content_type=form).status_code)

    return undone(client, go)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_door_breaks(cast: Cast, method: str, part: int) -> None:
    arguments, known, chance = scene(cast), every_name(), random.Random(f"{method} {part}")
    table = {name: who_gets_furthest(row) for row, group in DOORS[method].items() for name in group}
    visitors = {who: visitor(who, cast) for who in set(table.values())}
    for client in visitors.values():
        client.raise_request_exception = False

    broken = {}
    with undoing() as undone:
        for name, view in part_of(names(get_resolver().url_patterns), part):
            path = address(name, arguments)
            for sent in what_is_sent(view, known, method, chance):
                status = visit(undone, visitors[table[name]], method, path, sent)
                if status >= 500:
                    broken.setdefault(name, (table[name], status, sent))

    assert broken == {}


def what_is_sent(
    view: Any, known: list[str], method: str, chance: random.Random
) -> Iterator[list[tuple[str, str]]]:
    """By request. A method that the view does not take is refused before anything is read.

    Of a POST the gate refuses all names that the view does not take, so these alone get further."""
    read = known if method == "get" else taken(view, known)
    yield [(key, FIRST[method]) for key in read]
    for _round in range(ROUNDS if read and takes(view, method.upper()) else 0):
        yield hostile(chance, read, query=method == "get")


def test_one_hostile_name_at_a_time(cast: Cast) -> None:
    """Where the first broken value would hide the others: the lists, under every name that a list reads, each
    with two values."""
    chance = random.Random("lists")
    client = visitor("otto", cast)
    clara = visitor("clara", cast)
    lists = ("/desk/", "/desk/assign/", "/desk/quotes/new/", "/desk/revisions/", "/search/", "/invoices/")
    own = ("/orders/", "/orders/presets/", "/orders/drafts/", "/quotes/", "/account/activity/")
    reads = (
        "tab",
        "q",
        "n",
        "draft",
        "archived",
        "discarded",
        "removed",
        "from",
        "after",
        "before",
        "show",
        "view",
    )

    with undoing() as undone:
        broken = [
            (path, name, value)
            for asks, paths in ((client, lists), (clara, own))
            for path in paths
            for name in reads
            for value in ("x", *chance.sample(HOSTILE, 2))
            if visit(undone, asks, "get", path, [(name, value)]) >= 500
        ]

    assert broken == []


def test_the_names_are_found() -> None:
    known = every_name()

    assert {"q", "tab", "n", "draft", "archived", "credential", "brief", "seen_book", "own", "line"} <= set(
        known
    )
    assert len(known) > 100


def test_no_number_in_an_address_is_too_large(cast: Cast) -> None:
    """Every address that has a number in it, with one that fits into no column."""
    arguments = scene(cast)
    huge = {
        name: {key: 10**30 if isinstance(value, int) else value for key, value in given.items()}
        for name, given in arguments.items()
        if any(isinstance(value, int) for value in given.values())
    }
    client = visitor("otto", cast)

    found = {
        name: client.get(address(name, {**arguments, **huge})).status_code
        for name, _view in names(get_resolver().url_patterns)
        if any(name == known or name.startswith(f"{known}_") for known in huge)
    }

    assert len(found) > 5
    assert {status for status in found.values() if status >= 500} == set()
