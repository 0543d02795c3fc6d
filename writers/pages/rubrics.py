"""Rubrics, prepared for printing: which service is judged by which, and a version whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.models import ServiceType
from catalog.pricing.offering import current_offering
from project.base.viewer import Viewer
from writers.models import Rubric
from writers.querysets.rubrics import trees_of
from writers.states.feedback import Category

ORDER, KINDS = ("-number", "-id"), (int, int)


def overview(viewer: Viewer) -> list[dict[str, Any]]:
    """The general rubric and each offered service with its current version. One query."""
    rows = Rubric.objects.visible_to(viewer).current().annotate(criteria_count=Count("criteria"))
    current = {row.service_id: row for row in rows.select_related("service")}
    services = list(current_offering(viewer.agency).services)
    offered = {service.pk for service in services}
    gone = [row.service for key, row in current.items() if row.service and key not in offered]
    return [_line(service, current) for service in (None, *services, *gone)]


def _line(service: ServiceType | None, current: Mapping[int | None, Rubric]) -> dict[str, Any]:
    found = current.get(service.pk if service else None)
    return {
        "name": name_of(service),
        "number": found.number if found else None,
        "criteria": getattr(found, "criteria_count", 0),
        "general": service is not None and None in current,
        "made_at": found.made_at if found else None,
        "url": edit_url(service),
    }


def name_of(service: ServiceType | None) -> str:
    """What a rubric is called."""
    return service.name if service else _("All services without their own rubric")


def edit_url(service: ServiceType | None) -> str:
    """Where the next version is made."""
    if service is None:
        return reverse("writers:rubric_general")
    return reverse("writers:rubric_service", args=[service.key])


def versions_of(viewer: Viewer, service: ServiceType | None) -> Any:
    """All versions of a service, or the general ones, the newest first."""
    rows = Rubric.objects.visible_to(viewer).filter(service=service)
    return rows.select_related("made_by").order_by(*ORDER)


def version_lines(rows: list[Rubric]) -> list[dict[str, Any]]:
    """Versions prepared for printing."""
    return [
        {
            "number": row.number,
            "made_at": row.made_at,
            "by": row.made_by.public_name,
            "current": row.retired_at is None,
            "url": reverse("writers:rubric", args=[row.public_id]),
        }
        for row in rows
    ]


def criteria_lines(rubric: Rubric) -> list[dict[str, Any]]:
    """The criteria of a version with their levels. One query."""
    return [
        {
            "name": criterion.name,
            "about": criterion.about,
            "category": Category(criterion.category).label if criterion.category else "",
            "levels": [(level.name, level.points, level.about) for level in levels],
        }
        for tree in trees_of([rubric.pk])
        for criterion, levels in tree.criteria
    ]
