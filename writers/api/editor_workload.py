"""`/api/v1/writer-management/editor-workload/`: how many reviews editors take, and have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.response import Response

from agencies.models import Membership
from agencies.rules.agencies import is_editor
from project.base.api.bodies import bound, renamed
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.compiled import Slot, compiled_key
from project.base.errors import Conflict, Invalid, NotVisible, require
from project.base.viewer import Viewer
from writers.actions.editor_workload import reset_workload, save_workload
from writers.forms.editor_workload import WorkloadForm, initial_of
from writers.models import EditorWorkload
from writers.querysets.editors import KeptWorkload, editors_visible_to, kept_workloads
from writers.rules.editor_workload import can_edit_workload, load_of, sees_workloads
from writers.views.editor_workload import editor_or_404, today_of

from .editor_workload_shapes import NewWorkload, WorkloadFields, WorkloadOut, WorkloadStatusOut

WHO = only(sees_workloads)

#: What the API calls the fields of the form.
NAMES = {
    "max_concurrent_tasks": "max_active",
    "is_accepting_reviews": "accepting",
    "message": "message",
    "paused_until": "paused_until",
    "preferred_subjects": "subjects",
    "preferred_services": "services",
}
TOLD = {form: api for api, form in NAMES.items()}


@compiled_key
def _workloads(viewer: Viewer, public_id: Slot) -> QuerySet[EditorWorkload]:
    rows = EditorWorkload.objects.visible_to(viewer).select_related("member__user", "member__agency")
    return rows.filter(public_id=public_id, member__in=editors_visible_to(viewer))


class EditorWorkloadViewSet(Resource):
    """Workloads of editors: one’s own, for the desk those of all."""

    def thing(self, key: str) -> EditorWorkload:
        found = _workloads.first(self.viewer, public_id=key)
        if found is None:
            raise NotVisible()
        return found

    def shown(self, thing: EditorWorkload) -> dict[str, Any]:
        return workload_row(kept_workloads([thing.member])[thing.member_id])

    @endpoint(WHO, WorkloadOut, listed=True)
    def list(self, request: Any) -> Response:
        """List what editors have set. Those who have set nothing are not in it."""
        rows = EditorWorkload.objects.visible_to(self.viewer).filter(
            member__in=editors_visible_to(self.viewer)
        )
        kept: dict[int, KeptWorkload] = {}

        def prepare(found: list[EditorWorkload]) -> None:
            kept.update(kept_workloads([row.member for row in found]))

        row = lambda found: workload_row(kept[found.member_id])  # noqa: E731
        found = rows.select_related("member")
        return page(self, found, row, order=("id",), kinds=(int,), prepare=prepare)

    @endpoint(WHO, WorkloadOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a workload."""
        return self.ok(self.thing(public_id))

    @endpoint(WHO, WorkloadOut, status=201, body=NewWorkload, creates=True, moves=True)
    def create(self, request: Any) -> Response:
        """Set a workload for the first time. 409 when there is one already."""
        member = self._editor()
        require(can_edit_workload(self.viewer, member))
        kept = kept_workloads([member])[member.pk]
        if kept.row.pk:
            raise Conflict(_("This editor has a workload already. Change that one."))
        made = self._save(member, kept, kept.row.version)
        return self.created(made, f"/api/v1/writer-management/editor-workload/{made.public_id}/")

    @endpoint(WHO, WorkloadOut, body=WorkloadFields, versioned=True)
    def update(self, request: Any, public_id: str) -> Response:
        """Replace a workload. What is left out is empty."""
        return self._change(self.thing(public_id), {})

    @endpoint(WHO, WorkloadOut, body=WorkloadFields, versioned=True, partial=True)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change some fields of a workload."""
        stored = self.thing(public_id)
        before = initial_of(kept_workloads([stored.member])[stored.member_id])
        return self._change(stored, before)

    @endpoint(WHO, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Delete a workload with its preferences: what holds for everyone holds again."""
        reset_workload(actor=self.viewer, member=self.thing(public_id).member)
        return Response(status=204)

    @verb("my-workload", only(is_editor), WorkloadOut, method="get", detail=False)
    def my_workload(self, request: Any) -> Response:
        """Read your own; the defaults when you have set none."""
        member = self.viewer.membership
        return Response(workload_row(kept_workloads([member])[member.pk]))

    @verb("status", WHO, WorkloadStatusOut, method="get")
    def status(self, request: Any, public_id: str) -> Response:
        """Read how many reviews an editor has, and what speaks against one more."""
        member = self.thing(public_id).member
        load = load_of(self.viewer.agency, [member], self.now)[member.pk]
        return Response(
            {
                "editor": member.public_id,
                "active_tasks_count": load.in_hand,
                "max_concurrent_tasks": load.most,
                "free_slots": load.free,
                "can_self_assign": not load.reasons,
                "reasons": [
                    {"code": each.code, "words": each.words, "hard": each.hard} for each in load.reasons
                ],
            }
        )

    def _editor(self) -> Membership:
        """Whose workload a body is about: one’s own, or that of an editor of the agency."""
        own: str = self.viewer.membership.public_id
        try:
            return editor_or_404(self.viewer, self.body.get("editor") or own)
        except NotVisible:
            raise Invalid({"editor": _("Choose an editor of the agency.")}) from None

    def _change(self, stored: EditorWorkload, before: Mapping[str, Any]) -> Response:
        require(can_edit_workload(self.viewer, stored.member))
        kept = kept_workloads([stored.member])[stored.member_id]
        return self.ok(self._save(stored.member, kept, self.version(), before))

    def _save(
        self, member: Membership, kept: KeptWorkload, version: int, before: Mapping[str, Any] | None = None
    ) -> EditorWorkload:
        said = {NAMES[name]: value for name, value in self.body.items() if name in NAMES}
        with renamed(TOLD):
            form = bound(WorkloadForm, {**(before or {}), **said}, kept=kept, today=today_of(member))
            return save_workload(
                actor=self.viewer, member=member, fields=form.facts, version=version, now=self.now
            )


def workload_row(kept: KeptWorkload) -> dict[str, Any]:
    """A workload as the API shows it."""
    row = kept.row
    return {
        "id": row.public_id if row.pk else None,
        "editor": row.member.public_id,
        "max_concurrent_tasks": row.max_active,
        "is_accepting_reviews": row.accepting,
        "message": row.message,
        "paused_until": row.paused_until.isoformat() if row.paused_until else None,
        "preferred_subjects": [*kept.subjects.values()],
        "preferred_services": [*kept.services.values()],
        "version": row.version,
        "updated_at": moment_text(row.changed_at),
    }
