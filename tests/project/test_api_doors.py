"""Who opens which door of the API: every operation of the schema as everybody, on things of Inkwell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from project.api.views import schema
from project.base import clock
from tests.helpers.api import Answer, Api
from tests.helpers.cast import Cast
from tests.helpers.statements import refuses
from tests.orders.helpers.api import queries
from tests.orders.helpers.support import stop_clock
from tests.project.helpers.api_doors import API_DOORS, PEOPLE
from tests.project.helpers.api_scene import Scene, api_scene, never, prefix_of
from tests.project.helpers.undoing import undoing

pytestmark = pytest.mark.django_db

#: All doors at once take so long that everybody else would wait for them at the end.
PARTS = 5


def operations() -> Iterator[tuple[str, str]]:
    """(method, path) of the schema."""
    for path, found in schema()["paths"].items():
        for method in found:
            yield method.upper(), path


def people(cast: Cast) -> dict[str, Api]:
    """A caller for each of PEOPLE; those of Northwind call at their own host, with ids of Inkwell."""
    return {
        name: Api(None, cast.inkwell) if name == "anonymous" else Api(getattr(cast, name)) for name in PEOPLE
    }


def address(scene: Scene, path: str, *, real: bool = True) -> str:
    """The path with the ids of the scene, or with such as never were."""

    def fill(match: re.Match[str]) -> str:
        first = match.start() == path.index("{")
        known = scene.known(path) if first else scene.inner.get(match[1], [])
        return known[0] if real and known else never(path)

    return re.sub(r"\{(\w+)\}", fill, path)


@dataclass(frozen=True)
class Visit:
    """What one person got at one door, and how many queries it took."""

    method: str
    path: str
    name: str
    answer: Answer
    queries: int


def visit(api: Api, method: str, path: str, url: str) -> Answer:
    """One call, with the example of its body where it takes one; what it changed is undone."""
    with transaction.atomic():
        answer = called(api, method, path, url)
        transaction.set_rollback(True)
    return answer


def called(api: Api, method: str, path: str, url: str) -> Answer:
    """The same, and what it changed stays."""
    content = schema()["paths"][path][method.lower()].get("requestBody", {}).get("content", {})
    example = content.get("application/json", {}).get("example", {})
    kind = (
        {}
        if method in ("GET", "DELETE")
        else {"data": json.dumps(example), "content_type": "application/json"}
    )
    return api.send(method, url, headers={}, **kind)


def counted(api: Api, method: str, path: str, url: str, _client: Client) -> tuple[Answer, int]:
    asked: list[str] = []

    def count(execute: Any, sql: Any, *more: Any) -> Any:
        asked.append(str(sql))
        return execute(sql, *more)

    with connection.execute_wrapper(count):
        answer = called(api, method, path, url)
    return answer, len(asked)


@pytest.mark.parametrize("part", range(PARTS))
def test_who_opens_which_door(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch, part: int) -> None:
    """Everybody at every door, once: who gets in, that whoever does not hears nothing of what is there, and
    that lists are cheap. The clock stands: neither a limit's window nor the noted last use of a session ends
    on the way."""
    settings.THROTTLE_SCALE = 10_000
    scene, callers = api_scene(cast), people(cast)
    stop_clock(monkeypatch, clock.now())
    doors = list(operations())[part::PARTS]

    visits = list(every_visit(cast, scene, callers, doors))

    names = {name_of(*door) for door in doors}
    wanted = {row: sorted(names.intersection(group)) for row, group in API_DOORS.items()}
    assert len(names) > 100
    assert doors_of(visits) == {row: group for row, group in wanted.items() if group}
    nothing_is_hinted_at(visits, scene, callers)
    lists_are_cheap(visits, scene, callers)


def every_visit(
    cast: Cast, scene: Scene, callers: dict[str, Api], doors: list[tuple[str, str]]
) -> Iterator[Visit]:
    with undoing() as undone:
        for turn, (method, path) in enumerate(doors):
            url = address(scene, path)
            for name in who_calls(cast, method, url, turn):
                api = callers[name]
                found = undone(api.client, partial(counted, api, method, path, url))
                yield Visit(method, path, name, *found)


def who_calls(cast: Cast, method: str, url: str, turn: int) -> list[str]:
    """Everybody, but of those whom the statement of the door refuses one, another one at the next door.

    All viewsets have one entrance, which asks that statement before anything is read. So it is asked here of
    each person, and whom it refuses counts as answered with 403, which the table then has to say. An entrance
    that lets one of them in is met at every few doors."""
    refused = [name for name in PEOPLE[1:] if refuses(url, getattr(cast, name), method)]
    sent = refused[turn % len(refused)] if refused else ""
    return [name for name in PEOPLE if name not in refused or name == sent]


def name_of(method: str, path: str) -> str:
    return f"{method} {path.removeprefix('/api/v1/')}"


def doors_of(visits: list[Visit]) -> dict[str, list[str]]:
    """The doors that answer everybody alike, by their statuses in the order of PEOPLE."""
    statuses: dict[str, dict[str, int]] = {}
    for each in visits:
        statuses.setdefault(name_of(each.method, each.path), {})[each.name] = each.answer.status
    found: dict[str, list[str]] = {}
    for door in sorted(statuses):
        row = " ".join(str(statuses[door].get(name, 403)) for name in PEOPLE)
        found.setdefault(row, []).append(door)
    return found


def nothing_is_hinted_at(visits: list[Visit], scene: Scene, callers: dict[str, Api]) -> None:
    """Whoever gets a 404 for a thing of Inkwell gets that of what never was, to the byte: at each door one of
    them asks for that, another one at the next."""
    doors: dict[tuple[str, str], list[Visit]] = {}
    for each in visits:
        if each.answer.status == 404 and "{" in each.path:
            doors.setdefault((each.method, each.path), []).append(each)
    assert doors
    for turn, ((method, path), hidden) in enumerate(doors.items()):
        name = hidden[turn % len(hidden)].name
        other = visit(callers[name], method, path, address(scene, path, real=False))
        assert {each.answer.content for each in hidden} == {other.content}, (method, path, name)
        assert (other.status, other.json["title"]) == (404, "Not found")


def test_every_thing_with_an_id_is_in_the_scene(cast: Cast) -> None:
    scene = api_scene(cast)
    prefixes = {prefix_of(path) for _method, path in operations() if "{" in path}

    assert prefixes == set(scene.ids)


#: Lists of a thing that is read whole, as its page reads it.
DEARER = {
    # Counts, sums and fields, read once for the page.
    "/api/v1/orders/classes/": 8,
    # Each with what it counts, from rows of its own.
    "/api/v1/orders/class-reports/": 6,
    # Those of the order, which is found by its dispute.
    "/api/v1/support/disputes/{public_id}/messages/": 6,
    # With their filters and recipients.
    "/api/v1/analytics/reports/": 5,
    # The desk's has balances.
    "/api/v1/clients/accounts/": 5,
    "/api/v1/orders/revision-requests/{public_id}/timeline/": 10,
    # What speaks against its reader is asked anew, for a whole page at once.
    "/api/v1/writer-management/assignments/": 17,
    "/api/v1/writer-management/editor-workload/": 6,
    "/api/v1/writer-management/fairness/": 7,
    "/api/v1/writer-management/feedback-history/": 8,
    "/api/v1/writer-management/offers/": 8,
    "/api/v1/writer-management/writer-capacity/": 12,
    "/api/v1/writer-management/pool/": 9,
    "/api/v1/writer-management/writer-portfolios/": 6,
    "/api/v1/writer-management/portfolio-samples/": 6,
}


def lists_are_cheap(visits: list[Visit], scene: Scene, callers: dict[str, Api]) -> None:
    """Session and person, the rows, and what they need beside; one more where the list is that of a thing.
    The first call also learns of hosts and limits: one that seems dear is asked again."""
    lists = [
        each
        for each in visits
        if each.method == "GET" and is_list(each.path) and each.answer.status == 200
        if each.name != "anonymous"
    ]
    dear = {
        (each.path, each.name, asked)
        for each in lists
        if each.queries > bound_of(each.path)
        if (asked := queries(callers[each.name], address(scene, each.path), anew=False)) > bound_of(each.path)
    }

    assert lists and dear == set()


def bound_of(path: str) -> int:
    return DEARER.get(path, 4 + path.count("{"))


def is_list(path: str) -> bool:
    """Whether the answer is a page of rows."""
    content = schema()["paths"][path]["get"]["responses"]["200"].get("content", {})
    shape = content.get("application/json", {}).get("schema", {})
    return "results" in shape.get("properties", {}) and "next" in shape["properties"]
