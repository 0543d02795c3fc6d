"""The schema of the API, its docs page, and the list of its roots."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from csp.decorators import csp_update
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from project.base.access import public
from project.base.http import AgencyRequest
from project.base.public_pages import same_for_everybody

from .router import router


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The OpenAPI description of the whole API: the same for everybody, worked out once."""
    return SchemaGenerator().get_schema(request=None, public=True)


@lru_cache(maxsize=1)
def schema_text() -> str:
    """The description as the file in docs/ holds it."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


@public
@same_for_everybody()
@require_safe
def schema_view(request: AgencyRequest) -> HttpResponse:
    """OpenAPI 3.1, as JSON."""
    return HttpResponse(schema_text(), content_type="application/vnd.oai.openapi+json; charset=utf-8")


@public
@same_for_everybody()
@require_safe
def roots(request: AgencyRequest) -> HttpResponse:
    """Where the resources stand."""
    found = {prefix: f"/api/v1/{prefix}/" for prefix, _viewset, _name in router.registry}
    return JsonResponse({**found, "schema": "/api/v1/schema/", "docs": "/api/docs/"})


@public
@require_safe
@csp_update({"style-src": ["'unsafe-inline'"]})  # type: ignore[arg-type]  # typed for a plain HttpRequest
def docs(request: AgencyRequest) -> HttpResponse:
    """The description as a page that can try calls, by two vendored files."""
    return render(request, "api/docs.html")
