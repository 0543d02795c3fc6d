"""Imports on their way, as people and jobs take them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.actions.import_jobs import check_import, run_import
from agencies.actions.imports import match_columns, start_import, upload_import
from agencies.models import DataImport
from project.base.viewer import Member
from tests.helpers.cast import START


def uploaded(
    actor: Member,
    content: str | bytes,
    kind: str = "clients",
    *,
    now: dt.datetime = START,
    name: str = "a.csv",
) -> DataImport:
    """A file as it came."""
    upload = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return upload_import(actor=actor, kind=kind, upload=upload, now=now)


def checked(actor: Member, content: str | bytes, kind: str = "clients", **more: Any) -> DataImport:
    """A file whose columns are taken as guessed, checked by its job."""
    made = uploaded(actor, content, kind, **more)
    return check(actor, made)


def check(actor: Member, made: DataImport, **changes: Any) -> DataImport:
    """Its columns as they are, checked by the job."""
    said: dict[str, Any] = {
        "fields": [each.field for each in made.columns.all()],
        "date_order": made.date_order,
        "decimal_mark": made.decimal_mark,
        "now": made.made_at,
    }
    match_columns(actor=actor, data_import=made, **{**said, **changes})
    check_import(import_id=made.pk, now=made.made_at)
    return DataImport.objects.get(pk=made.pk)


def imported(actor: Member, content: str | bytes, kind: str = "clients", **more: Any) -> DataImport:
    """A file whose rows are in."""
    made = checked(actor, content, kind, **more)
    start_import(actor=actor, data_import=made, now=made.made_at)
    run_import(import_id=made.pk, member_id=actor.member_id, now=made.made_at)
    return DataImport.objects.get(pk=made.pk)
