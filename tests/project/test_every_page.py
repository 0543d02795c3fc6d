"""Every address of the pages is opened once as everybody, and all that is true of every page is asked of that
answer: who gets in, who may keep it, whose keys stand in it, which rows it reads, what its forms send.

`read` gives what one person saw; each question takes it, and tells what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from tests.helpers.cast import Cast

from .helpers.doors import GET, PEOPLE
from .helpers.undoing import Undoing, undoing
from .test_doors import PARTS, address, is_refused, names, part_of, scene, takes, visitor, who_visits
from .test_extra_fields import strange
from .test_hostile_parameters import who_gets_furthest
from .test_public_pages import MAY_BE_KEPT
from .test_subqueries import of_agencies, strangers

pytestmark = pytest.mark.django_db

#: These open every door that lets them in.
EVERYWHERE = ("anonymous", "clara", "otto")
#: Whose pages must not read rows of other agencies.
LOOKING = ("clara", "wendell", "edith", "sam", "max")
#: After it nobody is signed in.
LAST = "account_logout"


@dataclass(frozen=True)
class Seen:
    """What one person saw at one address, and the statements that it took."""

    name: str
    path: str
    person: str
    status: int
    headers: dict[str, str]
    body: str
    statements: tuple[str, ...]

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.headers["Content-Type"].startswith("text/html")


def read(undone: Undoing, client: Client, name: str, path: str, person: str) -> Seen:
    """One visit; what it changed is undone, in the database and in the visitor's cookies."""
    asked: list[str] = []

    def note(execute: Any, sql: Any, *more: Any) -> Any:
        asked.append(str(sql))
        return execute(sql, *more)

    def visit(client: Client) -> Seen:
        with connection.execute_wrapper(note):
            answer: Any = client.get(path)
            body = b"".join(answer).decode(errors="replace")
        return Seen(name, path, person, answer.status_code, dict(answer.headers), body, tuple(asked))

    return undone(client, visit)


Question = Callable[[Seen], set[str]]


def may_be_kept(seen: Seen) -> set[str]:
    """Every address but those that say so: not stored by anybody, and without a tag."""
    if seen.name in MAY_BE_KEPT or seen.name == LAST:
        return set()
    kept = "no-store" not in seen.headers["Cache-Control"] or "ETag" in seen.headers
    return {str(seen.headers)} if kept else set()


def keys_in(arguments: dict[str, dict[str, Any]]) -> Question:
    """The keys of the links that were mailed stand on no page but, some of them, their own."""
    keys = {
        str(value)
        for of, facts in arguments.items()
        for name, value in facts.items()
        if name in ("token", "key") and of != "account_photo" and len(str(value)) > 20
    }
    assert len(keys) >= 4

    def shown(seen: Seen) -> set[str]:
        return {key for key in keys if key in seen.body and key not in seen.path}

    return shown


def reads_of_strangers() -> Question:
    """No subquery of a page reads rows of other agencies."""
    tables = of_agencies()
    known = cache(lambda sql: strangers(sql, tables))

    def reads(seen: Seen) -> set[str]:
        looked_at = seen.status == 200 and seen.person in LOOKING
        return {each for sql in seen.statements for each in known(sql)} if looked_at else set()

    return reads


def sends_in_vain(seen: Seen) -> set[str]:
    """A page sends nothing that its address does not take."""
    reader = seen.person in ("max", "clara", who_gets_furthest(row_of(seen.name)))
    return {str(each) for each in strange(seen.body, seen.path)} if reader and seen.is_page else set()


@cache
def row_of(name: str) -> str:
    return next(row for row, group in GET.items() if name in group)


def readers(view: Any, row: str, cast: Cast, turn: int) -> list[str]:
    """Who opens a door here: who shows who gets in, and each whose answer a question is about."""
    answers = dict(zip(PEOPLE, row.split(), strict=True))
    chosen = {*who_visits(view, answers, cast, turn, "GET")}
    if takes(view, "GET"):
        chosen |= {one for one in EVERYWHERE if not is_refused(view, one, answers[one], cast)}
        chosen |= {person for person in (*LOOKING, who_gets_furthest(row)) if answers[person] == "200"}
    return [person for person in PEOPLE if person in chosen]


def visits(cast: Cast, arguments: dict[str, dict[str, Any]], part: int) -> Iterator[Seen]:
    visitors = {person: visitor(person, cast) for person in PEOPLE}
    with undoing() as undone:
        for turn, (name, view) in enumerate(part_of(names(get_resolver().url_patterns), part)):
            path = address(name, arguments)
            for person in readers(view, row_of(name), cast, turn):
                yield read(undone, visitors[person], name, path, person)


@pytest.mark.parametrize("part", range(PARTS))
def test_as_everybody(cast: Cast, part: int) -> None:
    arguments = scene(cast)
    questions = {
        "gets in": who_gets_in,
        "may be kept": may_be_kept,
        "shows a key": keys_in(arguments),
        "reads of strangers": reads_of_strangers(),
        "sends in vain": sends_in_vain,
    }
    wrong, pages, forms = set(), set(), 0
    for seen in visits(cast, arguments, part):
        pages.add(seen.name)
        forms += seen.body.count('method="post"') if seen.is_page else 0
        wrong |= {
            (what, seen.name, seen.person, found) for what, ask in questions.items() for found in ask(seen)
        }

    assert "\n".join(map(str, sorted(wrong))) == ""
    assert len(pages) > 100 and forms > 50


def who_gets_in(seen: Seen) -> set[str]:
    """Whoever has another status than the table says."""
    wanted = row_of(seen.name).split()[PEOPLE.index(seen.person)]
    return {f"{seen.status}, not {wanted}"} if str(seen.status) != wanted else set()
