"""What jobs do with an import: check every row, and bring in all of them at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import connection, transaction
from django.utils import translation

from agencies.hooks import marked_kinds
from agencies.hooks.imports import ImportKind, ImportRecord, RowFault, import_kinds
from agencies.models import DataImport, ImportFault, Mark, MarkKind, Membership
from agencies.models.imports import VALUE_LIMIT, WORDS_LIMIT
from agencies.rules.import_records import faults_of_all, records_of
from agencies.rules.imports import Customs, can_import
from agencies.rules.marks import UNDO
from agencies.states.imports import ImportState
from project.base.errors import WrongState
from project.base.hanging import MANY, count_anew
from project.base.text import excerpt
from project.base.viewer import Member

from .import_moving import move_by_job
from .marks import delete_marked, make_mark

SECOND = dt.timedelta(seconds=1)
#: Rows between two looks at the progress, and faults that are told of one file.
SLICE, MOST_FAULTS = 500, 1_000
#: The key of the lock that the imports of one agency take in turn, beside the agency's own.
TURN = 8_150_019


def check_import(*, import_id: int, now: dt.datetime) -> bool:
    """Check the rows of an import from where an earlier run left off, slice by slice, each stored with its
    faults. Returns whether there was anything to do; a run beside another one waits for it at each slice."""
    data_import = _of_job(import_id)
    if data_import is None or data_import.state != ImportState.CHECKING:
        return False
    with translation.override(data_import.made_by.user.speaks):
        actor, kind = _actor(data_import, data_import.made_by), import_kinds[data_import.kind]
        records = records_of(data_import, kind)
        general = faults_of_all(records, kind.fields)
        while actor and _check_slice(data_import.pk, actor, kind, records, general, now):
            pass
    if actor is None:
        _stop(import_id, now)
    return True


def _check_slice(
    pk: int,
    actor: Member,
    kind: ImportKind,
    records: Sequence[ImportRecord],
    general: dict[int, list[RowFault]],
    now: dt.datetime,
) -> bool:
    """Check the next rows. False when none are left."""
    with transaction.atomic():
        stored = DataImport.objects.select_related("agency").select_for_update(of=("self",)).get(pk=pk)
        if stored.state != ImportState.CHECKING:
            return False
        piece = records[stored.checked : stored.checked + SLICE]
        known = kind.known(actor.agency, [each.external_id for each in piece])
        fresh = [each for each in piece if each.external_id not in known]
        faults = _faults(actor, kind, fresh, Customs.of(stored), general, now)
        _tell(stored, fresh, faults)
        stored.checked += len(piece)
        stored.fresh += len(fresh)
        stored.known += len(piece) - len(fresh)
        if stored.checked < len(records):
            stored.save()
        else:
            move_by_job(stored, "find_faults" if stored.faults.exists() else "find_none", now=now)
    return stored.state == ImportState.CHECKING


def run_import(*, import_id: int, member_id: int, now: dt.datetime) -> bool:
    """Bring in every row of an import that is under way, in one transaction: what is killed in the middle has
    brought nothing, and a second run finds it done. Imports of one agency take turns. Rows that another one
    has brought since are left out; where anything is wrong by now, nothing is brought and the faults are
    told.

    Returns whether this run brought rows.
    """
    with transaction.atomic():
        data_import = _of_job(import_id, lock=True)
        if data_import is None or data_import.state != ImportState.RUNNING:
            return False
        _take_turn(data_import.agency_id)
        starter = Membership.objects.select_related("user", "agency__brand").get(pk=member_id)
        actor = _actor(data_import, starter)
        if actor is None:
            move_by_job(data_import, "stop", now=now)
            return False
        with translation.override(starter.user.speaks):
            return _bring(data_import, actor, import_kinds[data_import.kind], now)


def finish_undo(*, import_id: int, member_id: int, now: dt.datetime) -> bool:
    """Delete what an import has brought, for whoever asked: all of it, or nothing with the reason. A second
    run finds it done. Returns whether this run deleted it."""
    with transaction.atomic():
        data_import = _of_job(import_id, lock=True)
        if data_import is None or data_import.state != ImportState.UNDOING or data_import.mark is None:
            return False
        asker = Membership.objects.select_related("user", "agency__brand").get(pk=member_id)
        actor = _actor(data_import, asker)
        verb, refusal = _undone(data_import.mark, actor, asker.user.speaks, now)
        move_by_job(data_import, verb, now=now, refusal=refusal)
    return data_import.state == ImportState.UNDONE


def _undone(mark: Mark, actor: Member | None, language: str, now: dt.datetime) -> tuple[str, str]:
    """What became of it, and the reason. That it was asked for in time is what counts."""
    if actor is None:
        return "leave", ""
    try:
        with translation.override(language), transaction.atomic():
            _be_patient()
            delete_marked(actor=actor, mark=mark, now=min(now, mark.made_at + UNDO - SECOND))
    except WrongState as refusal:
        return "leave", str(refusal.message)[:WORDS_LIMIT]
    return "take_away", ""


def _bring(data_import: DataImport, actor: Member, kind: ImportKind, now: dt.datetime) -> bool:
    records, customs = records_of(data_import, kind), Customs.of(data_import)
    known = kind.known(actor.agency, [each.external_id for each in records])
    fresh = [each for each in records if each.external_id not in known]
    faults = _faults(actor, kind, fresh, customs, faults_of_all(records, kind.fields), now)
    data_import.fresh, data_import.known = len(fresh), len(records) - len(fresh)
    if faults or not fresh:
        _tell(data_import, fresh, faults)
        move_by_job(data_import, "find_faults" if faults else "find_none", now=now)
        return False
    data_import.mark = make_mark(actor=actor, kind=MarkKind.IMPORT, now=now)
    kind.store(actor, data_import.mark, fresh, customs, now)
    if len(fresh) >= MANY:
        count_anew({model for each in marked_kinds for model in (each.model, *each.parts)})
    move_by_job(data_import, "bring", now=now)
    return True


def _faults(
    actor: Member,
    kind: ImportKind,
    records: Sequence[ImportRecord],
    customs: Customs,
    general: dict[int, list[RowFault]],
    now: dt.datetime,
) -> list[RowFault]:
    """Of any kind, and of rows without these what the kind itself finds."""
    of_all = [fault for record in records for fault in general.get(record.number, ())]
    sound = [record for record in records if record.number not in general]
    found = [*of_all, *kind.check(actor, sound, customs, now)]
    return sorted(found, key=lambda fault: fault.number)


def _tell(data_import: DataImport, records: Sequence[ImportRecord], faults: Sequence[RowFault]) -> None:
    """Store faults with the heads of their columns, MOST_FAULTS of one file at most."""
    room = MOST_FAULTS - data_import.faults.count()
    heads = {each.field: each.head for each in data_import.columns.all() if each.field}
    values = {record.number: record.values for record in records}
    ImportFault.objects.bulk_create(
        ImportFault(
            agency_id=data_import.agency_id,
            data_import=data_import,
            number=fault.number,
            column=heads.get(fault.field, ""),
            value=excerpt(values[fault.number].get(fault.field, ""), VALUE_LIMIT),
            words=fault.words[:WORDS_LIMIT],
        )
        for fault in faults[: max(room, 0)]
    )


def _of_job(import_id: int, *, lock: bool = False) -> DataImport | None:
    rows = DataImport.objects.select_related("agency__brand", "made_by__user").filter(pk=import_id)
    return (rows.select_for_update(of=("self",)) if lock else rows).first()


def _actor(data_import: DataImport, member: Membership) -> Member | None:
    """Whoever asked for it, while they may."""
    actor = Member(data_import.agency, membership=member)
    return actor if member.acts and can_import(actor) else None


def _stop(import_id: int, now: dt.datetime) -> None:
    with transaction.atomic():
        stored = _of_job(import_id, lock=True)
        if stored is not None and stored.state == ImportState.CHECKING:
            move_by_job(stored, "stop", now=now)


def _be_patient() -> None:
    """Each of thousands of rows is asked for by every table that could name it: in one statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', '600000', true)")


def _take_turn(agency_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [TURN, agency_id])
