"""Archives of agencies: asked for, made of anything, and ready."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import IO

from agencies.actions.agency_exports import ask_export, make_export
from agencies.files.agency_exports import keep
from agencies.hooks.closing import ArchiveFacts
from agencies.models import Agency, AgencyExport
from agencies.rules.agency_exports import VALID_FOR
from agencies.states.agency_exports import ExportState
from project.base.viewer import Member
from tests.helpers.cast import START

BYTES = b"PK, as far as anybody here looks"


def writer(target: IO[bytes], agency: Agency, now: dt.datetime, told: Callable[[int], None]) -> ArchiveFacts:
    """Answers the hook in a moment."""
    target.write(BYTES)
    told(50)
    return ArchiveFacts(7, 2, 0)


def asked(actor: Member, now: dt.datetime = START) -> AgencyExport:
    return ask_export(actor=actor, now=now)[0]


def made(actor: Member, now: dt.datetime = START) -> AgencyExport:
    """One that the job has made, by whatever answers the hook."""
    export = asked(actor, now)
    assert make_export(export_id=export.pk, now=now)
    export.refresh_from_db()
    return export


def ready(actor: Member, now: dt.datetime = START, key: str = "0123456789abcdef") -> AgencyExport:
    """One that is there, with bytes, without a job and a mail."""
    _told, kept = keep(key, lambda target: target.write(BYTES))
    return AgencyExport.objects.create(
        agency=actor.agency,
        state=ExportState.READY,
        asked_by=actor.membership,
        asked_at=now,
        seen_at=now,
        percent=100,
        key=key,
        size=kept.size,
        sha256=kept.sha256,
        rows=7,
        files=2,
        missing=0,
        ready_at=now,
        expires_at=now + VALID_FOR,
    )
