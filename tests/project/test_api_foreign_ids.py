"""Ids of another agency, in every field and every filter that takes one, are ids that never were."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest

from project.api.views import schema
from project.base import clock
from tests.drafts.helpers.presets import make_preset
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.factories import account_of, make_draft, place_order
from tests.helpers.statements import refuses
from tests.orders.helpers.support import stop_clock
from tests.project.helpers.api_scene import api_scene
from tests.project.helpers.undoing import Undoing, undoing
from tests.project.test_api_doors import address, operations

pytestmark = pytest.mark.django_db
PUBLIC_ID, NUMBER = re.compile("[2-9a-z]{10}"), re.compile("[A-Z]{2,6}-(?:Q-)?[0-9]{4}-[0-9]{5,8}")
CALLERS = ("clara", "wendell", "max")
#: Ids that nothing ever had, by how they look.
NEVER = {"id": "2222222222", "number": "NRW-2026-99999"}
#: Filters that take words of the code or keys of the catalog; one id sent by one person shows that they still
#: do.
WORDS = (
    *("cause", "group", "metric", "month", "months", "pace"),
    *("quality", "scope", "service", "severity", "subject", "target"),
)
Way = tuple[str | int, ...]


def foreign(cast: Cast) -> dict[str, list[str]]:
    """Ids of Northwind, by how they look."""
    order = place_order(cast.nick)
    ids = [make_draft(cast.nick).public_id, make_preset(cast.nick).public_id, account_of(cast.nick).public_id]
    return {
        "id": [*ids, cast.nora.membership.public_id, cast.nick.membership.public_id],
        "number": [order.number],
    }


def kind_of(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return "id" if PUBLIC_ID.fullmatch(value) else "number" if NUMBER.fullmatch(value) else ""


def ids_in(value: Any, way: Way = ()) -> Iterator[tuple[Way, str]]:
    """Where in an example ids stand, and of which kind."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in inner:
        yield from ids_in(part, (*way, name))
    if kind := kind_of(value):
        yield way, kind


def with_id(example: Any, way: Way, one: str) -> Any:
    """The example with this id there."""
    changed = copy.deepcopy(example)
    place = changed
    for name in way[:-1]:
        place = place[name]
    place[way[-1]] = one
    return changed


def answer_to(
    undone: Undoing, api: Api, method: str, url: str, one: str, body: Any = None
) -> tuple[int, str]:
    """Status and answer without the id that was sent; what it changed is undone."""
    kind = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
    answer = undone(api.client, lambda _client: api.send(method, url, headers={}, **kind))
    return answer.status, answer.response.content.decode().replace(one, "…")


def not_refused(cast: Cast, callers: dict[str, Api], method: str, url: str) -> list[tuple[str, Api]]:
    """Those who get as far as what they send: the statement of the door refuses the others before that is
    read (test_api_doors.py)."""
    return [(name, api) for name, api in callers.items() if not refuses(url, getattr(cast, name), method)]


def test_in_every_field(cast: Cast, settings: Any) -> None:
    settings.THROTTLE_SCALE = 10_000
    scene, others = api_scene(cast), foreign(cast)
    callers = {name: Api(getattr(cast, name)) for name in CALLERS}

    told, tried = set(), 0
    with undoing() as undone:
        for method, path in operations():
            content = schema()["paths"][path][method.lower()].get("requestBody", {}).get("content", {})
            example, url = content.get("application/json", {}).get("example", {}), address(scene, path)
            for way, kind in ids_in(example):
                for name, api in not_refused(cast, callers, method, url):
                    unknown = answer_to(
                        undone, api, method, url, NEVER[kind], with_id(example, way, NEVER[kind])
                    )
                    for one in others[kind]:
                        tried += 1
                        if answer_to(undone, api, method, url, one, with_id(example, way, one)) != unknown:
                            told.add((name, method, path, way))

    assert tried > 100 and told == set()


def test_in_every_filter(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.THROTTLE_SCALE = 10_000
    scene, others = api_scene(cast), foreign(cast)
    stop_clock(monkeypatch, clock.now())  # figures say as of when they are
    callers = {name: Api(getattr(cast, name)) for name in CALLERS}

    told, tried = set(), 0
    with undoing() as undone:
        for path, parameter, kind in filters():
            url = f"{address(scene, path)}?"
            let_in = not_refused(cast, callers, "GET", url)
            for name, api in let_in[-1:] if parameter in WORDS else let_in:
                unknown = NEVER[kind]
                wanted = answer_to(undone, api, "GET", url + urlencode({parameter: unknown}), unknown)
                for one in others[kind][-1:] if parameter in WORDS else others[kind]:
                    tried += 1
                    if answer_to(undone, api, "GET", url + urlencode({parameter: one}), one) != wanted:
                        told.add((name, path, parameter))

    assert tried > 200 and told == set()


def filters() -> Iterator[tuple[str, str, str]]:
    """(path, name of a filter, kind of ids that its pattern lets through); of another kind each is refused
    before it is looked up."""
    for method, path in operations():
        for one in schema()["paths"][path][method.lower()].get("parameters", ()) if method == "GET" else ():
            pattern = one["schema"].get("pattern", "") if one["in"] == "query" else ""
            for kind, unknown in NEVER.items():
                if pattern and re.search(pattern, unknown):
                    yield path, one["name"], kind
