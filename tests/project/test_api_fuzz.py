"""The API against what its own schema makes up: no 5xx, no status that is not described, no answer of another
shape, for any role. With --slow many more cases, other ones at every run."""

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
from tests.helpers.api import Api
from tests.helpers.cast import Cast
from tests.helpers.statements import refuses
from tests.project.helpers.api_scene import Scene, api_scene
from tests.project.test_api_doors import address

pytestmark = pytest.mark.django_db
CALLERS = ("anonymous", "clara", "wendell", "edith", "sam", "max", "otto", "nick")
AREAS = (
    *("users", "orders/order", "orders/rev", "orders/quote", "orders/class", "orders/", "agencies"),
    *("clients", "billing", "writer-management", "search", "support", "analytics"),
)
FEW, MANY = 2, 10
#: How many of them send each case in the quick run: the next ones each time, of those whom the statement of
#: the operation does not refuse before anything is read (test_api_doors.py).
AT_ONCE = 2


@cache
def operations() -> list[Any]:
    """Every operation of the schema."""
    loaded = schemathesis.openapi.from_dict(json.loads(json.dumps(schema())))
    return [found.ok() for found in loaded.get_all_operations()]


def of_area(area: str) -> Iterator[Any]:
    """Each operation belongs to the first area that its path begins with."""
    for operation in operations():
        path = operation.path.removeprefix("/api/v1/")
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

    def some(operation: Any) -> list[Api]:
        method, url = operation.method.upper(), address(scene, operation.path)
        let_in = (
            name for name in turns if name == "anonymous" or not refuses(url, getattr(cast, name), method)
        )
        return [callers[name] for name in islice(let_in, AT_ONCE)]

    for operation in of_area(area):
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            if mode == GenerationMode.NEGATIVE and not _takes_something(operation):
                continue  # nothing wrong can be sent where nothing is taken
            _try(
                operation,
                mode,
                scene,
                lambda of=operation: list(callers.values()) if slow else some(of),
                examples=MANY if slow else FEW,
                fixed=not slow,
            )


def _takes_something(operation: Any) -> bool:
    described = schema()["paths"][operation.path][operation.method.lower()]
    outside = [one for one in described.get("parameters", ()) if one["in"] != "path"]
    return bool(outside or "requestBody" in described)


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
        path = scene.path_of(operation.path, case.path_parameters or {}, data)
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
