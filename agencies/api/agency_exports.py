"""`/api/v1/agencies/exports/`: archives of the whole agency, for its owners."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from rest_framework.response import Response

from agencies.actions import agency_exports
from agencies.actions.security_log import session_only
from agencies.models import AgencyExport
from agencies.pages.agency_exports import LIST_KINDS, ORDER, seen_state
from agencies.rules.agency_exports import exports_agency
from agencies.views.agency_exports import archive_answer, export_or_404
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource

from .agency_export_shapes import AgencyExportOut

OWNERS = only(exports_agency)


class AgencyExportViewSet(Resource):
    """Archives of the agency."""

    def thing(self, key: str) -> AgencyExport:
        return export_or_404(self.http, key)

    def shown(self, thing: AgencyExport) -> dict[str, Any]:
        state, fault = seen_state(thing, self.now)
        return {
            "id": thing.public_id,
            "state": state,
            "percent": thing.percent,
            "fault": fault,
            "created_at": moment_text(thing.asked_at),
            "ready_at": moment_text(thing.ready_at),
            "expires_at": moment_text(thing.expires_at),
            "size": thing.size,
            "sha256": thing.sha256 or None,
            "rows": thing.rows,
            "files": thing.files,
            "missing_files": thing.missing,
        }

    @endpoint(OWNERS, AgencyExportOut, listed=True)
    def list(self, request: Any) -> Response:
        """List the archives of the agency, newest first."""
        rows = AgencyExport.objects.visible_to(self.viewer)
        return page(self, rows, self.shown, order=ORDER, kinds=LIST_KINDS)

    @endpoint(OWNERS, AgencyExportOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read an archive: how far it is, or its size and SHA-256."""
        return self.ok(self.thing(public_id))

    @endpoint(
        OWNERS,
        answers={200: AgencyExportOut, 201: AgencyExportOut},
        creates=True,
        refusals=(429,),
        dangerous="agencies:export_ask",
    )
    def create(self, request: Any) -> Response:
        """Have an archive of everything that the agency has made by a job. While one is being made, it is
        answered as it is (200). At most 5 a day."""
        export, is_new = agency_exports.ask_export(**self._who())
        if not is_new:
            return self.ok(export)
        return self.created(export, f"/api/v1/agencies/exports/{export.public_id}/")

    @verb(
        "download",
        OWNERS,
        method="get",
        media_types=("application/zip",),
        dangerous="agencies:export_download",
    )
    def download(self, request: Any, public_id: str) -> HttpResponseBase:
        """Download an archive that is `ready`. The security log says who did."""
        row, path = agency_exports.take_export(**self._who(), export=self.thing(public_id))
        return archive_answer(row, path)

    @endpoint(OWNERS, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Delete an archive before its time, or never finish it."""
        agency_exports.delete_export(actor=self.viewer, export=self.thing(public_id), now=self.now)
        return Response(status=204)

    def _who(self) -> dict[str, Any]:
        return {"actor": self.viewer, "now": self.now, "browser": session_only(self.http)}
