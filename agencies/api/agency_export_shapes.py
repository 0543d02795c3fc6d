"""What comes out of `agencies/exports/`."""

from __future__ import annotations

from agencies.states.agency_exports import ExportFault, ExportState
from project.base.api import fields
from project.base.api.bodies import Out


class AgencyExportOut(Out):
    """An archive of the agency. It can be downloaded while its `state` is `ready`."""

    id = fields.Id()
    state = fields.Choice(choices=ExportState.values)
    percent = fields.Whole(most=100, help_text="How much is done while it is being made.")
    fault = fields.Choice(choices=ExportFault.values, allow_null=True, help_text="Why it failed.")
    created_at = fields.Moment()
    ready_at = fields.Moment(allow_null=True)
    expires_at = fields.Moment(allow_null=True, help_text="When the archive is deleted.")
    size = fields.Whole(most=fields.MOST, allow_null=True, help_text="In bytes.")
    sha256 = fields.Text(allow_null=True)
    rows = fields.Whole(most=fields.MOST, allow_null=True)
    files = fields.Whole(most=fields.MOST, allow_null=True)
    missing_files = fields.Whole(
        most=fields.MOST, allow_null=True, help_text="Stored files whose bytes were not there."
    )

    example = {
        "id": "k3x9m2p7qa",
        "state": "ready",
        "percent": 100,
        "fault": None,
        "created_at": "2026-03-02T09:00:00Z",
        "ready_at": "2026-03-02T09:01:30Z",
        "expires_at": "2026-03-09T09:01:30Z",
        "size": 48210934,
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "rows": 18250,
        "files": 412,
        "missing_files": 0,
    }
