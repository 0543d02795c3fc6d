"""Rubrics with their criteria and levels: by which a text is judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from orders.models import Order
from project.base.viewer import Viewer
from writers.models import Rubric, RubricCriterion, RubricLevel


@dataclass(frozen=True)
class RubricTree:
    """One version with its criteria, each with its levels, in their order."""

    rubric: Rubric
    criteria: list[tuple[RubricCriterion, list[RubricLevel]]]


def judged_by(viewer: Viewer, order: Order) -> RubricTree | None:
    """What a text of this order is judged by now: the rubric of its service, else the general one; None when
    there is neither. One query."""
    rows = Rubric.objects.visible_to(viewer).current()
    trees = trees_of(rows.filter(Q(service_id=order.service_id) | Q(service=None)).values("pk"))
    return next((tree for tree in trees if tree.rubric.service_id), trees[0] if trees else None)


def version_of(viewer: Viewer, order: Order, key: str) -> RubricTree | None:
    """The version that was read, retired or not, if texts of this order may be judged by it."""
    rows = Rubric.objects.visible_to(viewer).filter(public_id=key)
    trees = trees_of(rows.filter(Q(service_id=order.service_id) | Q(service=None)).values("pk"))
    return trees[0] if trees else None


def trees_of(rubrics: Any) -> list[RubricTree]:
    """These rubrics (keys, or a query of them) whole. One query."""
    levels = RubricLevel.objects.filter(criterion__rubric__in=rubrics)
    trees: dict[int, RubricTree] = {}
    criteria: dict[int, list[RubricLevel]] = {}
    levels = levels.select_related("criterion__rubric__service", "criterion__rubric__made_by")
    for level in levels.order_by("criterion__position", "criterion_id", "position"):
        criterion = level.criterion
        tree = trees.setdefault(criterion.rubric_id, RubricTree(criterion.rubric, []))
        if criterion.pk not in criteria:
            criteria[criterion.pk] = []
            tree.criteria.append((criterion, criteria[criterion.pk]))
        criteria[criterion.pk].append(level)
    return list(trees.values())
