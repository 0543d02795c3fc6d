"""`/api/v1/writer-management/rubrics/`: what texts are judged by, version by version."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.rules.agencies import is_editor, is_writer
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible
from project.base.viewer import Viewer
from writers.actions.rubrics import CriterionSaid, LevelSaid, archive_rubric, publish_rubric
from writers.models import Rubric
from writers.querysets.rubrics import RubricTree, trees_of
from writers.rules.rubrics import keeps_rubrics
from writers.views.rubrics import rubric_or_404, service_or_404

from .rubric_shapes import NewRubric, RubricFilters, RubricOut, RubricQuery

ROOT = "/api/v1/writer-management/rubrics/"


def reads_rubrics(viewer: Viewer) -> bool:
    """Who judges, who is judged, and who says by what."""
    return keeps_rubrics(viewer) or is_editor(viewer) or is_writer(viewer)


READERS, KEEPERS = only(reads_rubrics), only(keeps_rubrics)


class RubricViewSet(Resource):
    """Rubrics of the agency."""

    trees: dict[int, RubricTree]

    def thing(self, key: str) -> Rubric:
        return rubric_or_404(self.http, key)

    def shown(self, thing: Rubric) -> dict[str, Any]:
        self._read([thing])
        return self._row(thing)

    @endpoint(READERS, RubricOut, listed=True, query=RubricFilters)
    def list(self, request: Any) -> Response:
        """List rubrics, the newest version first: the current ones unless asked otherwise."""
        rows = Rubric.objects.visible_to(self.viewer).select_related("service", "made_by")
        if key := self.asked.get("service"):
            rows = rows.filter(service__key=key)
        if self.asked["state"] != "all":
            rows = rows.filter(retired_at__isnull=self.asked["state"] == "current")
        return page(self, rows, self._row, order=("-id",), kinds=(int,), prepare=self._read)

    @endpoint(READERS, RubricOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a version, current or archived."""
        return self.ok(self.thing(public_id))

    @verb("current", READERS, RubricOut, method="get", detail=False, query=RubricQuery, refusals=(404,))
    def current(self, request: Any) -> Response:
        """Read what texts of a service are judged by now: its own rubric, else the general one."""
        key = self.asked.get("service")
        rows = Rubric.objects.visible_to(self.viewer).current().select_related("service", "made_by")
        own = rows.filter(service=service_or_404(self.http, key)).first() if key else None
        found = own or rows.filter(service=None).first()
        if found is None:
            raise NotVisible()
        return self.ok(found)

    @endpoint(KEEPERS, RubricOut, status=201, body=NewRubric, creates=True, moves=True, refusals=(404,))
    def create(self, request: Any) -> Response:
        """Publish the next version. The same again answers with the current one."""
        key = self.body.get("service")
        service = service_or_404(self.http, key) if key else None
        made = publish_rubric(
            actor=self.viewer,
            service=service,
            criteria=[_criterion(each) for each in self.body["criteria"]],
            base=self.body["based_on"],
            now=self.now,
        )
        return self.created(self.thing(made.public_id), f"{ROOT}{made.public_id}/")

    @verb("archive", KEEPERS, RubricOut)
    def archive(self, request: Any, public_id: str) -> Response:
        """Archive a rubric: nobody judges by it from now on."""
        archive_rubric(actor=self.viewer, rubric=self.thing(public_id), now=self.now)
        return self.ok(self.thing(public_id))

    def _read(self, rows: Any) -> None:
        self.trees = {tree.rubric.pk: tree for tree in trees_of([row.pk for row in rows])}

    def _row(self, rubric: Rubric) -> dict[str, Any]:
        return rubric_row(rubric, self.trees.get(rubric.pk))


def rubric_row(rubric: Rubric, tree: RubricTree | None) -> dict[str, Any]:
    """A version with its criteria."""
    return {
        "id": rubric.public_id,
        "service": rubric.service.key if rubric.service else None,
        "number": rubric.number,
        "is_current": rubric.retired_at is None,
        "made_by": {"id": rubric.made_by.public_id, "name": rubric.made_by.public_name},
        "made_at": moment_text(rubric.made_at),
        "archived_at": moment_text(rubric.retired_at),
        "criteria": [
            {
                "position": criterion.position,
                "name": criterion.name,
                "about": criterion.about,
                "category": criterion.category or None,
                "levels": [_level(level) for level in levels],
            }
            for criterion, levels in (tree.criteria if tree else ())
        ],
    }


def _level(level: Any) -> dict[str, Any]:
    return {name: getattr(level, name) for name in ("position", "name", "points", "about")}


def _criterion(body: dict[str, Any]) -> CriterionSaid:
    levels = tuple(LevelSaid(row["points"], row["name"], row.get("about", "")) for row in body["levels"])
    return CriterionSaid(body["name"], body.get("about", ""), body.get("category") or "", levels)
