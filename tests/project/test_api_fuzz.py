"""The API against what its own schema makes up: no 5xx, no status that is not described, no answer of another
shape, for any role. With --slow many more cases, other ones at every run.

Of what takes nothing beside its ids nothing can be made up but these: test_api_doors.py asks it as everybody,
and holds each answer against the schema, too."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle, islice
from typing import Any

import pytest
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

from project.api.views import schema
from tests.helpers.api import Api, operation_of
from tests.helpers.cast import Cast
from tests.helpers.statements import is_public, refuses
from tests.project.helpers.api_scene import Scene, api_scene
from tests.project.test_api_doors import address, visit
from tests.project.test_api_doors import operations as api_operations

pytestmark = pytest.mark.django_db
CALLERS = ("anonymous", "clara", "wendell", "edith", "sam", "max", "otto", "nick")
AREAS = (
    *("users", "orders/order", "orders/rev", "orders/quote", "orders/class", "orders/", "agencies"),
    *("clients", "billing", "writer-management", "search", "support", "analytics"),
)
FEW, MANY = 2, 10
#: How many of them send each case in the quick run: the next ones each time, of those whom the statement of
#: the operation does not refuse before anything is read (test_api_doors.py). What is wrong by the schema is
#: refused before it is asked who sends it.
AT_ONCE = {GenerationMode.POSITIVE: 2, GenerationMode.NEGATIVE: 1}
#: What every list and every act takes.
SHARED = {"after", "before", "page_size", "Idempotency-Key", "If-Match"}
#: No ids of ours; some addresses take any number or word.
ODD = ("99999999999999999999", "no.thing~", "%C3%A9%20")
#: Around the ids of a path, which the scene fills in, where the schema has braces.
HIDDEN, SHOWN = str.maketrans("{}", "<>"), str.maketrans("<>", "{}")


@cache
def operations() -> list[Any]:
    """Every operation of the schema, without the ids of its path."""
    whole = json.loads(json.dumps(schema()))
    whole["paths"] = {path.translate(HIDDEN): _sent(methods) for path, methods in whole["paths"].items()}
    return [found.ok() for found in schemathesis.openapi.from_dict(whole).get_all_operations()]


def _sent(methods: dict[str, Any]) -> dict[str, Any]:
    """The methods of a path with what is sent beside it."""
    for described in methods.values():
        given = described.pop("parameters", ())
        described["parameters"] = [each for each in given if each["in"] != "path"]
    return methods


def path_of(operation: Any) -> str:
    """Its path in the schema."""
    return str(operation.path.translate(SHOWN))


def of_area(area: str) -> Iterator[Any]:
    """Each operation belongs to the first area that its path begins with."""
    for operation in operations():
        path = path_of(operation).removeprefix("/api/v1/")
        if next((one for one in AREAS if path.startswith(one)), None) == area:
            yield operation


def test_every_operation_is_in_an_area() -> None:
    assert sum(len(list(of_area(area))) for area in AREAS) == len(operations()) > 0


@pytest.mark.parametrize("area", AREAS)
def test_cases_of_the_schema(cast: Cast, settings: Any, request: pytest.FixtureRequest, area: str) -> None:
    settings.THROTTLE_SCALE = 10_000
    slow = request.config.getoption("--slow")
    scene, callers = api_scene(cast), {name: _caller(cast, name) for name in CALLERS}
    turns = cycle(CALLERS)

    def some(operation: Any, mode: GenerationMode) -> list[Api]:
        method, url = operation.method.upper(), address(scene, path_of(operation))
        let_in = (name for name in turns if gets_in(cast, name, method, url))
        return [callers[name] for name in islice(let_in, AT_ONCE[mode])]

    wrong: set[str] = set()
    for operation in filter(_takes_something, of_area(area)):
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            if mode == GenerationMode.NEGATIVE and not slow and _of_all(operation) <= wrong:
                continue
            wrong |= _of_all(operation) if mode == GenerationMode.NEGATIVE else set()
            _try(
                operation,
                mode,
                scene,
                lambda of=operation, how=mode: list(callers.values()) if slow else some(of, how),
                examples=MANY if slow else FEW,
                fixed=not slow,
            )


def gets_in(cast: Cast, name: str, method: str, url: str) -> bool:
    """Whether the entrance lets a caller in, so that what they send is read."""
    if name == "anonymous":
        return is_public(url, method)
    return not refuses(url, getattr(cast, name), method)


def test_ids_that_are_none(cast: Cast, settings: Any) -> None:
    """Where an address takes any number or word, too long ones and such as stand for nothing."""
    settings.THROTTLE_SCALE = 10_000
    scene, callers = api_scene(cast), {name: _caller(cast, name) for name in CALLERS}
    tried = 0
    for method, path in api_operations():
        real = address(scene, path)
        let_in = [name for name in CALLERS if gets_in(cast, name, method, real)]
        for url in odd_addresses(path, real):
            if operation_of(method, url) == schema()["paths"][path][method.lower()]:
                tried += 1
                assert visit(callers[let_in[tried % len(let_in)]], method, path, url).status < 500
    assert tried > 10


def odd_addresses(path: str, real: str) -> Iterator[str]:
    """The address with one of its ids replaced by what is none."""
    parts = real.split("/")
    for place, part in enumerate(path.split("/")):
        for odd in ODD if part.startswith("{") else ():
            yield "/".join([*parts[:place], odd, *parts[place + 1 :]])


def _described(operation: Any) -> dict[str, Any]:
    found: dict[str, Any] = schema()["paths"][path_of(operation)][operation.method.lower()]
    return found


def _takes_something(operation: Any) -> bool:
    described = _described(operation)
    return bool(_beside(described) or "requestBody" in described)


def _beside(described: dict[str, Any]) -> set[str]:
    """The names that are sent beside ids and body."""
    return {one["name"] for one in described.get("parameters", ()) if one["in"] != "path"}


def _of_all(operation: Any) -> set[str]:
    """What it takes, where that is read for all alike before it is asked: wrong values of these are sent once
    in an area. Of what takes more, the operation itself."""
    described = _described(operation)
    names = _beside(described)
    return names if names <= SHARED and "requestBody" not in described else {operation.label}


def _caller(cast: Cast, name: str) -> Api:
    api = Api(None, cast.inkwell) if name == "anonymous" else Api(getattr(cast, name))
    api.client.raise_request_exception = True
    return api


def _try(
    operation: Any, mode: Any, scene: Scene, callers: Callable[[], list[Api]], *, examples: int, fixed: bool
) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=fixed,
        phases=[Phase.generate] if fixed else [Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    def run(case: Any, data: Any) -> None:
        path = scene.path_of(path_of(operation), data)
        for api in callers():
            _send(api, case, path)

    run()


def _send(api: Api, case: Any, path: str) -> None:
    sent = case.as_transport_kwargs()
    options: dict[str, Any] = {"headers": _headers(case)}
    if case.query:
        options["query_params"] = {str(name): value for name, value in case.query.items()}
    if "json" in sent:
        options |= {"data": json.dumps(sent["json"]), "content_type": "application/json"}
    with transaction.atomic():
        api.send(case.method, path, **options)
        transaction.set_rollback(True)


def _headers(case: Any) -> dict[str, str]:
    """Those of the case that HTTP can carry, and none that says who calls."""
    own = ("authorization", "cookie", "host", "content-type", "content-length")
    return {
        name: str(value)
        for name, value in (case.headers or {}).items()
        if name.lower() not in own and str(value).isascii() and str(value).isprintable()
    }
