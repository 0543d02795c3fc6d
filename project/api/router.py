"""Every resource of the API and its path. Each app lists its own in `<app>/api/routes.py`; an app to the
right adds verbs to a resource by a viewset of its own under the same path."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from rest_framework.routers import DynamicRoute, Route, SimpleRouter

#: Of a resource without ids (`Resource.single`).
_SINGLE = Route(
    url="{prefix}{trailing_slash}",
    mapping={
        "get": "retrieve",
        "put": "update",
        "patch": "partial_update",
        "post": "create",
        "delete": "destroy",
    },
    name="{basename}-detail",
    detail=False,
    initkwargs={},
)


class Router(SimpleRouter):
    """DRF's, which knows resources of which each caller has one."""

    def get_routes(self, viewset: Any) -> list[Route | DynamicRoute]:
        routes: list[Route | DynamicRoute] = super().get_routes(viewset)
        if not viewset.single:
            return routes
        verbs = [route for route in routes if not route.detail and route.url != _SINGLE.url]
        return [_SINGLE, *verbs]


def _router() -> SimpleRouter:
    router = Router(use_regex_path=False)
    for app in settings.OUR_APPS:
        if find_spec(f"{app}.api.routes" if find_spec(f"{app}.api") else f"{app}.api"):
            for prefix, viewset, name in import_module(f"{app}.api.routes").ROUTES:
                router.register(prefix, viewset, basename=name)
    return router


router = _router()
