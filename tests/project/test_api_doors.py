"""Who opens which door of the API: every operation of the schema as everybody, on things of Inkwell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from project.api.views import schema
from project.base import clock
from tests.helpers.api import Answer, Api
from tests.helpers.cast import Cast
from tests.orders.helpers.api import queries
from tests.orders.helpers.support import stop_clock
from tests.project.helpers.api_doors import API_DOORS, PEOPLE
from tests.project.helpers.api_scene import Scene, api_scene, never, prefix_of

pytestmark = pytest.mark.django_db


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


def visit(api: Api, method: str, path: str, url: str) -> Answer:
    """One call, with the example of its body where it takes one; what it changed is undone."""
    content = schema()["paths"][path][method.lower()].get("requestBody", {}).get("content", {})
    example = content.get("application/json", {}).get("example", {})
    kind = (
        {}
        if method in ("GET", "DELETE")
        else {"data": json.dumps(example), "content_type": "application/json"}
    )
    with transaction.atomic():
        answer = api.send(method, url, headers={}, **kind)
        transaction.set_rollback(True)
    return answer


def test_who_opens_which_door(cast: Cast, settings: Any) -> None:
    settings.THROTTLE_SCALE = 10_000
    scene, callers = api_scene(cast), people(cast)

    found: dict[str, list[str]] = {}
    for method, path in operations():
        url = address(scene, path)
        row = " ".join(str(visit(api, method, path, url).status) for api in callers.values())
        found.setdefault(row, []).append(f"{method} {path.removeprefix('/api/v1/')}")

    assert {row: sorted(doors) for row, doors in found.items()} == {
        row: sorted(doors) for row, doors in API_DOORS.items()
    }


def test_what_is_not_visible_never_was(cast: Cast, settings: Any) -> None:
    """Whoever gets a 404 for a thing of Inkwell gets that of what never was, to the byte."""
    settings.THROTTLE_SCALE = 10_000
    scene, callers = api_scene(cast), people(cast)

    for method, path in operations():
        if "{" not in path:
            continue
        for name, api in callers.items():
            answer = visit(api, method, path, address(scene, path))
            if answer.status == 404:
                other = visit(api, method, path, address(scene, path, real=False))
                assert answer.response.content == other.response.content, (name, method, path)
                assert json.loads(answer.response.content)["title"] == "Not found"


def test_every_thing_with_an_id_is_in_the_scene(cast: Cast) -> None:
    scene = api_scene(cast)
    prefixes = {prefix_of(path) for _method, path in operations() if "{" in path}

    assert prefixes == set(scene.ids)


#: Lists of a thing that is read whole, as its page reads it.
DEARER = {
    "/api/v1/orders/revision-requests/{public_id}/timeline/": 10,
    # What speaks against its reader is asked anew, for a whole page at once.
    "/api/v1/writer-management/assignments/": 16,
    "/api/v1/writer-management/editor-workload/": 6,
    "/api/v1/writer-management/fairness/": 7,
    "/api/v1/writer-management/feedback-history/": 8,
    "/api/v1/writer-management/offers/": 8,
    "/api/v1/writer-management/writer-capacity/": 12,
    "/api/v1/writer-management/pool/": 8,
    "/api/v1/writer-management/writer-portfolios/": 6,
    "/api/v1/writer-management/portfolio-samples/": 6,
}


def test_a_list_costs_few_queries(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Session and person, the rows, and what they need beside; one more where the list is that of a thing.
    The clock stands: neither a limit's window nor the noted last use of a session ends on the way."""
    settings.THROTTLE_SCALE = 10_000
    stop_clock(monkeypatch, clock.now())
    scene, callers = api_scene(cast), people(cast)
    lists = [path for method, path in operations() if method == "GET" and is_list(path)]

    dear = {
        (path, name, asked)
        for path in lists
        for name, api in callers.items()
        if name != "anonymous" and visit(api, "GET", path, address(scene, path)).status == 200
        if (asked := queries(api, address(scene, path), anew=False)) > DEARER.get(path, 4 + path.count("{"))
    }

    assert lists and dear == set()


def is_list(path: str) -> bool:
    """Whether the answer is a page of rows."""
    content = schema()["paths"][path]["get"]["responses"]["200"].get("content", {})
    shape = content.get("application/json", {}).get("schema", {})
    return "results" in shape.get("properties", {}) and "next" in shape["properties"]
