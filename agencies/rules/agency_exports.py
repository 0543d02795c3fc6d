"""Who takes a whole agency along, and for how long an archive is there."""

from __future__ import annotations

import datetime as dt

from agencies.models import AgencyExport
from agencies.states.agency_exports import ExportState
from agencies.states.roles import Role
from project.base.viewer import System, Viewer

#: How long an archive can be downloaded.
VALID_FOR = dt.timedelta(days=7)
#: Archives that are asked for in a day.
MOST = 5
DAY = dt.timedelta(days=1)
#: A job that has said nothing for so long does not go on: longer than the queue takes to begin anew what a
#: killed worker has left (project/tasks.py).
SILENCE = dt.timedelta(minutes=20)


def exports_agency(viewer: Viewer) -> bool:
    """Owners alone take the whole agency along."""
    return viewer.has(Role.OWNER)


def is_export_job(viewer: Viewer, export: AgencyExport) -> bool:
    """What jobs do with an archive, no person does."""
    return isinstance(viewer, System)


def is_silent(export: AgencyExport, now: dt.datetime) -> bool:
    """Whether the job of an archive that is being made is not at it any longer."""
    return export.state == ExportState.WAITING and now - export.seen_at >= SILENCE


def can_download(export: AgencyExport, now: dt.datetime) -> bool:
    """Whether its bytes are there for owners."""
    return export.state == ExportState.READY and export.expires_at is not None and now < export.expires_at
