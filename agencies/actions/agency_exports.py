"""The archive of a whole agency: asked for by an owner, made by a job, downloaded for some days, deleted."""

from __future__ import annotations

import datetime as dt
import secrets
import time
from functools import partial
from pathlib import Path
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.files.agency_exports import Kept, folder, keep, path_of
from agencies.hooks.closing import ArchiveFacts, ArchiveFailed, archive_writer
from agencies.models import Agency, AgencyExport
from agencies.rules.agency_exports import (
    DAY,
    MOST,
    SILENCE,
    VALID_FOR,
    exports_agency,
    is_export_job,
    is_silent,
)
from agencies.signals import agency_export_ended
from agencies.states.agency_exports import EXPORT_TRANSITIONS, ExportFault, ExportState
from project.base.errors import NotVisible, TooMany, require
from project.base.jobs import defer
from project.base.locks import locked
from project.base.states import TransitionTable, by_name
from project.base.viewer import Member, System, Viewer

EXPORTS = TransitionTable(
    transitions=EXPORT_TRANSITIONS,
    labels={state.value: state.label for state in ExportState},
    rights={"exports_agency": lambda viewer, _export: exports_agency(viewer), **by_name(is_export_job)},
)
#: Seconds between two signs of life of a job.
SIGN = 5.0
#: Rows that one call of the sweep deals with; how long the row of an archive stays as a trace once its bytes
#: are gone; when bytes that no row knows are deleted.
SWEPT, TRACE, HALF_WRITTEN = 100, dt.timedelta(days=90), dt.timedelta(hours=12)


class _Over(Exception):
    """Nobody waits for the archive any longer: an owner has deleted it, or it counts as failed."""


def ask_export(*, actor: Member, now: dt.datetime, browser: Browser = UNKNOWN) -> tuple[AgencyExport, bool]:
    """Have an archive of everything that the agency has made by a job, which tells its owners. Returns it,
    and whether it is new: while one is being made, the same is answered.

    Raises TooMany beyond MOST a day.
    """
    require(exports_agency(actor))
    with transaction.atomic():
        agency = Agency.objects.select_for_update(no_key=True).get(pk=actor.agency_id)
        own = AgencyExport.objects.filter(agency=agency)
        waiting = own.waiting().select_for_update(of=("self",)).first()
        if waiting and not is_silent(waiting, now):
            return waiting, False
        if waiting:
            _fail(waiting, ExportFault.STOPPED)
        if own.filter(asked_at__gt=now - DAY).count() >= MOST:
            words = _("Your agency has requested many archives today. Try again tomorrow.")
            raise TooMany(words, retry_after=3600, limit="agency_exports")
        export = AgencyExport.objects.create(
            agency=agency, asked_by=actor.membership, asked_at=now, seen_at=now
        )
        log_event("agency_export_asked", agency=agency, actor=actor, browser=browser, id=export.public_id)
        defer("agencies.make_agency_export", export_id=export.pk)
    return export, True


def make_export(*, export_id: int, now: dt.datetime) -> bool:
    """Write the archive, then say that it is there, or why it is not. A second run begins anew, or finds it
    done; of two at once one counts, and the bytes of the other are deleted. Returns whether this run made
    it."""
    export = AgencyExport.objects.waiting().select_related("agency").filter(pk=export_id).first()
    if export is None:
        return False
    key = secrets.token_hex(16)
    try:
        facts, kept = keep(key, partial(_write, export, now))
        made = _finish(export.pk, key, facts, kept, now)
    except _Over:
        return False
    except (ArchiveFailed, OSError) as error:
        path_of(key).unlink(missing_ok=True)
        stop_export(export_id=export.pk, fault=_fault(error), now=now)
        return False
    except BaseException:
        path_of(key).unlink(missing_ok=True)
        raise
    if not made:
        path_of(key).unlink(missing_ok=True)
    return made


def stop_export(*, export_id: int, fault: ExportFault, now: dt.datetime) -> bool:
    """Say that an archive was not made, and tell the owners. Does nothing for one that is not being made.
    Returns whether it was."""
    with transaction.atomic():
        row = AgencyExport.objects.waiting().select_for_update(of=("self",)).filter(pk=export_id).first()
        if row is None:
            return False
        _fail(row, fault)
        agency_export_ended.send(sender=AgencyExport, export=row, now=now)
    return True


def delete_export(*, actor: Member, export: AgencyExport, now: dt.datetime) -> AgencyExport:
    """Delete an archive before its time; one that is being made is never finished. Twice does nothing."""
    require(exports_agency(actor))
    with transaction.atomic():
        row: AgencyExport = locked(actor, export)
        if _move(row, "delete", actor):
            _forget(row, now)
            log_event("agency_export_deleted", agency=actor.agency, actor=actor, id=row.public_id)
    return row


def take_export(
    *, actor: Member, export: AgencyExport, now: dt.datetime, browser: Browser = UNKNOWN
) -> tuple[AgencyExport, Path]:
    """The bytes of an archive for an owner, which the security log tells. Raises NotVisible for one that is
    not there, not ready, or beyond its time."""
    require(exports_agency(actor))
    row = (
        AgencyExport.objects.visible_to(actor)
        .select_related("agency")
        .ready(now)
        .filter(pk=export.pk)
        .first()
    )
    if row is None or not path_of(row.key).exists():
        raise NotVisible()
    log_event("agency_export_taken", agency=actor.agency, actor=actor, browser=browser, id=row.public_id)
    return row, path_of(row.key)


def sweep_exports(*, now: dt.datetime, most: int = SWEPT) -> int:
    """Delete archives whose time is over, say of silent ones that they failed, delete old traces, and bytes
    that no row knows. Returns how many rows it dealt with."""
    with transaction.atomic():
        over = AgencyExport.objects.filter(state=ExportState.READY, expires_at__lte=now)
        rows = list(over.select_for_update(of=("self",), skip_locked=True)[:most])
        for row in rows:
            _move(row, "expire", System(row.agency))
            _forget(row, now)
    silent = AgencyExport.objects.waiting().filter(seen_at__lte=now - SILENCE).values_list("pk", flat=True)
    stopped = [stop_export(export_id=pk, fault=ExportFault.STOPPED, now=now) for pk in silent[:most]]
    traces = AgencyExport.objects.filter(state=ExportState.DELETED, gone_at__lt=now - TRACE)
    AgencyExport.objects.filter(pk__in=list(traces.values_list("pk", flat=True)[:most])).delete()
    _delete_unknown(now)
    return len(rows) + sum(stopped)


def _write(export: AgencyExport, now: dt.datetime, target: IO[bytes]) -> ArchiveFacts:
    return archive_writer()(target, export.agency, now, _SignOfLife(export.pk, now).told)


class _SignOfLife:
    """Says in the row how far the job is, now and then."""

    def __init__(self, export_id: int, now: dt.datetime) -> None:
        self.export_id, self.begun_at = export_id, now
        self.begun = self.last = time.monotonic()

    def told(self, percent: int) -> None:
        """Raises _Over when nobody waits for the archive any longer."""
        moment = time.monotonic()
        if moment - self.last < SIGN:
            return
        self.last = moment
        at = self.begun_at + dt.timedelta(seconds=moment - self.begun)
        rows = AgencyExport.objects.waiting().filter(pk=self.export_id)
        if not rows.update(percent=min(max(percent, 0), 100), seen_at=at):
            raise _Over


def _finish(export_id: int, key: str, facts: ArchiveFacts, kept: Kept, now: dt.datetime) -> bool:
    with transaction.atomic():
        row = AgencyExport.objects.waiting().select_for_update(of=("self",)).filter(pk=export_id).first()
        if row is None:
            return False
        _move(row, "finish", System(row.agency))
        row.percent = 100
        row.key, row.size, row.sha256 = key, kept.size, kept.sha256
        row.rows, row.files, row.missing = facts.rows, facts.files, facts.missing
        row.ready_at, row.expires_at = now, now + VALID_FOR
        row.save()
        agency_export_ended.send(sender=AgencyExport, export=row, now=now)
    return True


def _fail(row: AgencyExport, fault: ExportFault) -> None:
    _move(row, "fail", System(row.agency))
    row.fault = fault
    row.save(update_fields=["state", "fault"])


def _fault(error: Exception) -> ExportFault:
    return ExportFault.DISK if isinstance(error, OSError) else ExportFault.DATABASE


def _move(row: AgencyExport, verb: str, actor: Viewer) -> bool:
    """The only code that assigns `state`, of a locked row, for its caller to save. Returns whether it moved;
    raises NotAllowed, or WrongState for what the table lacks."""
    if not EXPORTS.check(verb, actor, row):
        return False
    row.state = EXPORTS[verb].target or row.state
    return True


def _forget(row: AgencyExport, now: dt.datetime) -> None:
    """The bytes of a locked row go once the open transaction is stored."""
    if row.key:
        transaction.on_commit(partial(path_of(row.key).unlink, missing_ok=True))
    row.key, row.gone_at = "", now
    row.save(update_fields=["state", "key", "gone_at"])


def _delete_unknown(now: dt.datetime) -> None:
    before = (now - HALF_WRITTEN).timestamp()
    for path in folder().glob("*"):
        known = AgencyExport.objects.filter(key=path.stem, state=ExportState.READY).exists()
        if not known and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
