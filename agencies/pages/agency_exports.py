"""Archives of the agency as page and API print them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from agencies.models import AgencyExport
from agencies.rules.agency_exports import can_download, is_silent
from agencies.states.agency_exports import TONES, ExportFault, ExportState

#: Order and types of the list's keyset, of page and API alike.
ORDER, LIST_KINDS = ("-asked_at", "-id"), (dt.datetime, int)


def export_row(row: AgencyExport, now: dt.datetime) -> dict[str, Any]:
    """What the page prints of an archive. Whoever asked for it comes along in the query."""
    state, fault = seen_state(row, now)
    return {
        "export": row,
        "state": state.label,
        "tone": TONES[state],
        "at_work": state == ExportState.WAITING,
        "can_download": can_download(row, now),
        "fault": fault.label if fault else "",
        "by": row.asked_by.public_name,
        "missing": _missing(row),
    }


def seen_state(row: AgencyExport, now: dt.datetime) -> tuple[ExportState, ExportFault | None]:
    """How it stands for whoever looks now: one whose job does not go on has failed, and one beyond its time
    is gone, before the sweep says so."""
    if is_silent(row, now):
        return ExportState.FAILED, ExportFault.STOPPED
    if row.state == ExportState.READY and not can_download(row, now):
        return ExportState.DELETED, None
    return ExportState(row.state), ExportFault(row.fault) if row.fault else None


def file_name(row: AgencyExport) -> str:
    """What the archive is called on the disk of whoever downloads it."""
    return f"{row.agency.code.lower()}-archive-{row.ready_at:%Y-%m-%d}.zip"


def _missing(row: AgencyExport) -> str:
    if not row.missing:
        return ""
    return _("%(n)s stored files were missing on the server; the manifest names them.") % {"n": row.missing}
