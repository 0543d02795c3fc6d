"""A person's copy of their data: asked for, made by a job, downloaded for some days, deleted."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.models import DataExport, User
from accounts.own_data.export_file import write_export
from accounts.own_data.keeper import path_of
from accounts.rules.limits import EXPORT, count_try
from accounts.rules.tries import ELSEWHERE
from agencies.actions.security_log import UNKNOWN, Browser, log_event
from agencies.models import Agency, Membership
from agencies.rules.absolute_urls import agency_url
from project.base.errors import NotVisible
from project.base.jobs import Urgency, defer
from project.base.viewer import Member

from .mail import write_mail

#: How long a copy can be downloaded.
VALID_FOR = dt.timedelta(days=7)
#: A copy that is not ready after so long is asked for anew by the next click.
STUCK = dt.timedelta(minutes=30)


def ask_export(
    *, user: User, agency: Agency, now: dt.datetime, browser: Browser = UNKNOWN, source: str = ELSEWHERE
) -> DataExport:
    """Have a copy of what the person may take from this agency made by a job, which mails when it is ready.

    While one is being made the same is answered, and nothing is
    counted. Raises TooMany beyond the limit EXPORT, which is counted by `source` (accounts.rules.tries).
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        waiting = DataExport.objects.of(user, agency).waiting().first()
        if waiting and now - waiting.asked_at < STUCK:
            return waiting
        count_try(EXPORT, str(user.pk), source, now=now)
        if waiting:
            waiting.asked_at = now
            waiting.save(update_fields=["asked_at"])
        export = waiting or DataExport.objects.create(user=user, agency=agency, asked_at=now)
        log_event("data_export_asked", agency=agency, user=user, browser=browser)
        defer("accounts.make_export", export_id=export.pk)
    return export


def make_export(*, export_id: int, now: dt.datetime) -> bool:
    """Write the bytes, then say that they are there and mail it. A second run finds it done; of two at once
    one counts, and the bytes of the other are deleted. Returns whether this run made it."""
    export = DataExport.objects.waiting().select_related("agency__brand", "user").filter(pk=export_id).first()
    if export is None:
        return False
    key = secrets.token_hex(16)
    size = _write(export, key, now)
    try:
        made = _finish(export, key, size, now)
    except BaseException:
        path_of(key).unlink(missing_ok=True)
        raise
    if not made:
        path_of(key).unlink(missing_ok=True)
    return made


def delete_export(*, user: User, agency: Agency, public_id: str, now: dt.datetime) -> DataExport:
    """Delete a copy before its time; twice does nothing. Raises NotVisible for somebody else's."""
    with transaction.atomic():
        row = (
            DataExport.objects.of(user, agency)
            .select_for_update(of=("self",))
            .filter(public_id=public_id)
            .first()
        )
        if row is None:
            raise NotVisible()
        forget([row], now)
    return row


def forget(rows: list[DataExport], now: dt.datetime) -> None:
    """Delete the bytes of locked rows once the open transaction is stored; one that waits is never made."""
    for row in rows:
        if row.gone_at is None:
            row.gone_at = now
            row.save(update_fields=["gone_at"])
        if row.key:
            transaction.on_commit(partial(path_of(row.key).unlink, missing_ok=True))


def downloadable(*, user: Any, agency: Agency, public_id: str, now: dt.datetime) -> tuple[DataExport, Path]:
    """The copy and its bytes. Raises NotVisible for what is somebody else's, not ready, or gone."""
    row = DataExport.objects.of(user, agency).ready(now).filter(public_id=public_id).first()
    if row is None or not path_of(row.key).exists():
        raise NotVisible()
    return row, path_of(row.key)


def folder_of_exports() -> Path:
    """Where the bytes of copies lie; it is there."""
    folder = Path(settings.MEDIA_ROOT) / "exports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _write(export: DataExport, key: str, now: dt.datetime) -> int:
    """Bytes at their place, synced."""
    handle, name = tempfile.mkstemp(dir=folder_of_exports(), prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as target:
            write_export(target, user=export.user, members=_members(export), now=now)
            target.flush()
            os.fsync(target.fileno())
        os.replace(name, path_of(key))
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path_of(key).stat().st_size


def _members(export: DataExport) -> list[Member]:
    """The membership at the agency while it lives; whoever has left takes the records of the person alone."""
    rows = Membership.objects.live().filter(agency=export.agency, user=export.user).select_related("user")
    return [Member(export.agency, membership=row) for row in rows]


def _finish(export: DataExport, key: str, size: int, now: dt.datetime) -> bool:
    with transaction.atomic():
        row = DataExport.objects.waiting().select_for_update().filter(pk=export.pk).first()
        if row is None:
            return False
        row.key, row.size, row.ready_at, row.expires_at = key, size, now, now + VALID_FOR
        row.save(update_fields=["key", "size", "ready_at", "expires_at"])
        facts = {
            "link": agency_url(export.agency, reverse("account_data")),
            "expires_at": row.expires_at,
            "zone": export.user.zone or export.agency.zone,
        }
        write_mail(
            agency=export.agency,
            kind="data_ready",
            recipient=export.user.email,
            context=facts,
            urgency=Urgency.SOON,
            now=now,
            reader=export.user,
        )
    return True
