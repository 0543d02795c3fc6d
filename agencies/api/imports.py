"""`/api/v1/agencies/imports/`: rows of another program, uploaded, matched, checked and imported."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rest_framework.response import Response

from agencies.actions import imports
from agencies.forms.imports import UploadForm
from agencies.hooks.imports import import_kinds
from agencies.models import DataImport, ImportFault
from agencies.pages.imports import LIST_KINDS, ORDER, verbs_of
from agencies.rules.imports import can_import
from agencies.rules.marks import undo_ends
from agencies.states.imports import ImportState
from agencies.views.imports import import_or_404
from project.base.api.bodies import bound
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.parsing import FormParser, StrictJSONParser
from project.base.api.resource import Resource
from project.base.viewer import Viewer

from .import_shapes import ImportColumns, ImportFaultOut, ImportKindsOut, ImportOut, ImportUpload

MOVERS = only(can_import)


class ImportViewSet(Resource):
    """Imports of the agency."""

    def get_parsers(self) -> list[Any]:
        """A form for an upload, JSON for all else."""
        method = str(self.request.method).lower() if self.request else ""
        uploads = (getattr(self, "action_map", None) or {}).get(method) == "create"
        return [FormParser() if uploads else StrictJSONParser()]

    def thing(self, key: str) -> DataImport:
        return import_or_404(self.http, key)

    def shown(self, thing: DataImport) -> dict[str, Any]:
        return import_answer(self.viewer, thing, self.now)

    @endpoint(MOVERS, ImportOut, listed=True)
    def list(self, request: Any) -> Response:
        """List the imports of the agency, newest first."""
        rows = DataImport.objects.visible_to(self.viewer).select_related("mark").prefetch_related("columns")
        return page(
            self,
            rows,
            lambda row: import_answer(self.viewer, row, self.now),
            order=ORDER,
            kinds=LIST_KINDS,
        )

    @endpoint(MOVERS, ImportOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read an import."""
        return self.ok(self.thing(public_id))

    @endpoint(MOVERS, ImportOut, status=201, body=ImportUpload, uploads=True)
    def create(self, request: Any) -> Response:
        """Upload a file of at most 5,000 rows. Its columns are guessed; nothing is imported yet. Its rows are
        kept for a day."""
        form = bound(UploadForm, {"kind": self.body["kind"]}, files={"file": self.body["file"]})
        typed = form.cleaned_data
        made = imports.upload_import(
            actor=self.viewer, kind=typed["kind"], upload=typed["file"], now=self.now
        )
        return self.created(made, f"/api/v1/agencies/imports/{made.public_id}/")

    @verb("kinds", MOVERS, ImportKindsOut, method="get", detail=False)
    def kinds(self, request: Any) -> Response:
        """List what can be imported, with the fields that columns can fill."""
        found = [
            {
                "kind": name,
                "title": str(kind.title),
                "help": str(kind.help),
                "columns": [
                    {"key": field.key, "label": str(field.label), "required": field.required}
                    for field in kind.fields
                ],
            }
            for name, kind in import_kinds.items()
        ]
        return Response({"kinds": found})

    @verb("columns", MOVERS, ImportOut, method="put", body=ImportColumns, moves=True)
    def columns(self, request: Any, public_id: str) -> Response:
        """Say what each column is. Every row is then checked by a job: read the import until its state is
        `ready` or `faulty`."""
        found = self.thing(public_id)
        said = self.body
        stored = imports.match_columns(
            actor=self.viewer,
            data_import=found,
            fields=said["columns"],
            date_order=said.get("date_order", found.date_order),
            decimal_mark=said.get("decimal_mark", found.decimal_mark),
            now=self.now,
        )
        return self.ok(stored)

    @verb("faults", MOVERS, ImportFaultOut, method="get", listed=True)
    def faults(self, request: Any, public_id: str) -> Response:
        """List what is wrong with which row, 1,000 faults at most."""
        rows = self.thing(public_id).faults.all()
        return page(self, rows, fault_answer, order=("number", "id"), kinds=(int, int))

    @verb("start", MOVERS, ImportOut, moves=True)
    def start(self, request: Any, public_id: str) -> Response:
        """Import the rows of a file that is `ready`: all of them or none, by a job. A second call changes
        nothing."""
        found = self.thing(public_id)
        return self.ok(imports.start_import(actor=self.viewer, data_import=found, now=self.now))

    @verb("undo", MOVERS, ImportOut, moves=True)
    def undo(self, request: Any, public_id: str) -> Response:
        """Have a job delete what was imported, within a day and while nothing was done with any of it. Read
        the import until its state is `undone`, or `done` again with a `refusal`."""
        found = self.thing(public_id)
        return self.ok(imports.undo_import(actor=self.viewer, data_import=found, now=self.now))

    @endpoint(MOVERS, status=204, moves=True)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Delete an uploaded file that was not imported."""
        imports.discard_import(actor=self.viewer, data_import=self.thing(public_id))
        return Response(status=204)


def import_answer(viewer: Viewer, row: DataImport, now: dt.datetime) -> dict[str, Any]:
    """An import as the API shows it."""
    done = row.mark if row.state == ImportState.DONE else None
    return {
        "id": row.public_id,
        **{name: getattr(row, name) for name in ("kind", "state", "file_name", "rows", "checked", "fresh")},
        "known": row.known,
        "columns": [{"head": each.head, "field": each.field or None} for each in row.columns.all()],
        "date_order": row.date_order,
        "decimal_mark": row.decimal_mark,
        "refusal": row.refusal or None,
        "created_at": moment_text(row.made_at),
        "undo_until": moment_text(undo_ends(done)) if done else None,
        "allowed": verbs_of(viewer, row, now),
    }


def fault_answer(row: ImportFault) -> dict[str, Any]:
    """A fault as the API shows it."""
    return {"row": row.number, "column": row.column or None, "value": row.value, "message": row.words}
