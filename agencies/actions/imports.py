"""Moving in: a file of rows from another program is uploaded, its columns are matched, and it is imported
whole or not at all. The checking and the importing are jobs (import_jobs)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.files.names import clean_name
from agencies.files.tables import Table, read_table
from agencies.files.types import RefusedFile
from agencies.hooks.imports import import_kinds
from agencies.models import Agency, DataImport, ImportColumn, ImportRow
from agencies.rules.imports import MOST_FILES, can_import, date_order_of, guessed
from agencies.rules.marks import why_no_undo
from agencies.states.imports import KEPT, DateOrder, DecimalMark, ImportState
from project.base.errors import Invalid, TooMany, WrongState, require
from project.base.jobs import defer
from project.base.locks import locked
from project.base.viewer import Member

from .import_moving import IMPORTS, begin, move_import

#: Rows by which the order of dates is guessed.
SAMPLE = 200


def upload_import(*, actor: Member, kind: str, upload: Any, now: dt.datetime) -> DataImport:
    """Read a CSV or XLSX file and keep its rows for a day. Its columns are matched as far as their heads, or
    an earlier import of this kind, tell. Nothing is imported yet.

    Raises Invalid under "kind" or "file": no such kind, no table, larger than what is read (more than 5,000
    rows among it); TooMany beyond MOST_FILES a day.
    """
    require(can_import(actor))
    if import_kinds.get(kind) is None:
        raise Invalid({"kind": _("Choose what to import.")})
    if DataImport.objects.filter(agency=actor.agency, made_at__gt=now - KEPT).count() >= MOST_FILES:
        raise TooMany(
            _("Your agency has uploaded many files today. Try again tomorrow."),
            retry_after=3600,
            limit="imports",
        )
    try:
        table = read_table(upload.file, upload.size, upload.name or "")
    except RefusedFile as refusal:
        raise Invalid({"file": str(refusal)}) from None
    with transaction.atomic():
        return _written(actor, kind, clean_name(upload.name or ""), table, now)


def match_columns(
    *,
    actor: Member,
    data_import: DataImport,
    fields: Sequence[str],
    date_order: str,
    decimal_mark: str,
    now: dt.datetime,
) -> DataImport:
    """Say which field each column fills ("" for none), and how dates and numbers are written; then have every
    row checked by a job. Raises Invalid under "columns" for a field that is unknown, twice or missing, and
    WrongState while a job is at it, or afterwards."""
    require(can_import(actor))
    _check_fields(data_import, fields)
    with transaction.atomic():
        stored = locked(actor, data_import)
        IMPORTS.check("check", actor, stored)
        columns = list(stored.columns.all())
        stored.columns.update(field="")
        for column, key in zip(columns, fields, strict=True):
            column.field = key
        ImportColumn.objects.bulk_update(columns, ["field"])
        stored.faults.all().delete()
        stored.date_order, stored.decimal_mark = date_order, decimal_mark
        stored.checked, stored.fresh, stored.known = 0, 0, 0
        move_import(stored, "check", now=now)
        defer("agencies.check_import", import_id=stored.pk)
    return stored


def start_import(*, actor: Member, data_import: DataImport, now: dt.datetime) -> DataImport:
    """Have a job import the rows of a checked file: all of them, or none. A second call changes nothing; once
    it has failed, it is tried again. Raises WrongState before it is checked, with faults, and where nothing
    is new."""
    require(can_import(actor))
    with transaction.atomic():
        stored = locked(actor, data_import)
        if begin(stored, "start", actor=actor, now=now):
            defer("agencies.run_import", import_id=stored.pk, member_id=actor.member_id)
    return stored


def undo_import(*, actor: Member, data_import: DataImport, now: dt.datetime) -> DataImport:
    """Have a job delete what an import has brought, within a day and while nothing was done with any of it
    (marks.delete_marked); what stands against it is told by `refusal`. A second call changes nothing; what
    was asked for in time and failed can be asked for again later. Raises WrongState."""
    require(can_import(actor))
    with transaction.atomic():
        stored = locked(actor, data_import)
        late = why_no_undo(stored.mark, now) if stored.state == ImportState.DONE and stored.mark else ""
        if late:
            raise WrongState(late)
        if begin(stored, "undo", actor=actor, now=now):
            defer("agencies.undo_import", import_id=stored.pk, member_id=actor.member_id)
    return stored


def discard_import(*, actor: Member, data_import: DataImport) -> None:
    """Delete an uploaded file that is not imported, with its rows. Raises WrongState for any other."""
    require(can_import(actor))
    with transaction.atomic():
        stored = locked(actor, data_import)
        IMPORTS.check("discard", actor, stored)
        stored.delete()


def sweep_rows(*, agency: Agency, now: dt.datetime, most: int) -> int:
    """Delete the rows of files a day after their upload: what was never imported altogether, of the others
    the record stays, without the name of the file. Of one that a job is at now, later. Returns how many."""
    old = DataImport.objects.filter(Q(mark=None) | ~Q(file_name=""), agency=agency, made_at__lte=now - KEPT)
    with transaction.atomic():
        rows = list(old.order_by("pk").select_for_update(skip_locked=True)[: max(1, most // 10)])
        for each in rows:
            each.lines.all().delete()
            each.faults.all().delete()
            if each.mark_id is None:
                each.delete()
            else:
                each.file_name = ""
                each.save(update_fields=["file_name"])
    return len(rows)


def _written(actor: Member, kind: str, name: str, table: Table, now: dt.datetime) -> DataImport:
    cells = (cell for _number, line in table.rows[:SAMPLE] for cell in line)
    us_like = actor.agency.timezone.startswith("America/")
    made = DataImport.objects.create(
        agency=actor.agency,
        kind=kind,
        made_by=actor.membership,
        made_at=now,
        file_name=name,
        rows=len(table.rows),
        date_order=date_order_of(cells, DateOrder.MONTH_FIRST if us_like else DateOrder.DAY_FIRST),
        decimal_mark=DecimalMark.COMMA if table.comma else DecimalMark.POINT,
    )
    chosen = guessed(table.heads, import_kinds[kind].fields, _remembered(made))
    ImportColumn.objects.bulk_create(
        ImportColumn(agency=actor.agency, data_import=made, position=place, head=head, field=chosen[place])
        for place, head in enumerate(table.heads)
    )
    ImportRow.objects.bulk_create(
        (
            ImportRow(agency=actor.agency, data_import=made, number=number, cells=cells)
            for number, cells in table.rows
        ),
        batch_size=1_000,
    )
    return made


def _remembered(data_import: DataImport) -> Mapping[str, str]:
    """What the last import of this kind that was carried out took each head for."""
    rows = DataImport.objects.filter(
        agency_id=data_import.agency_id, kind=data_import.kind, mark__isnull=False
    )
    last = rows.order_by("-made_at", "-pk").first()
    return {each.head: each.field for each in last.columns.all() if each.head} if last else {}


def _check_fields(data_import: DataImport, fields: Sequence[str]) -> None:
    known = {field.key: field for field in import_kinds[data_import.kind].fields}
    used = [key for key in fields if key]
    missing = [str(field.label) for key, field in known.items() if field.required and key not in used]
    if len(fields) != data_import.columns.count() or set(used) - known.keys():
        raise Invalid({"columns": _("Choose a field of the list for each column.")})
    if len(used) != len(set(used)):
        raise Invalid({"columns": _("Choose each field for one column only.")})
    if missing:
        words = ngettext(
            "Choose the column that has: %(fields)s.",
            "Choose the columns that have: %(fields)s.",
            len(missing),
        )
        raise Invalid({"columns": words % {"fields": ", ".join(missing)}})
