"""The archive of a whole agency: made once, for its owners, for some days."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import psycopg
import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.mail.agency_exports import tell_of_export
from accounts.models import Mail, Notice
from agencies.actions import agency_exports
from agencies.actions.agency_exports import delete_export, make_export, sweep_exports, take_export
from agencies.files.agency_exports import path_of
from agencies.hooks.closing import ArchiveFacts, ArchiveFailed
from agencies.models import Agency, AgencyExport, SecurityEvent, StoredFile
from agencies.rules.agency_exports import SILENCE
from agencies.states.agency_exports import ExportFault, ExportState
from project.agency_archive import writing
from project.agency_archive.manifest import opened_agency
from project.base.clock import now
from project.base.errors import NotAllowed, NotVisible, TooMany
from tests.agencies.helpers.agency_exports import BYTES, asked, made, ready, writer
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.races import race
from tests.project.helpers.queue import waiting

pytestmark = pytest.mark.django_db
DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """These tests list the folder of archives: no other test's may lie in it."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agency_exports, "archive_writer", lambda: writer)


def files() -> list[str]:
    return sorted(path.name for path in (Path(settings.MEDIA_ROOT) / "agency-exports").glob("*"))


def answers(monkeypatch: pytest.MonkeyPatch, write: Callable[..., Any]) -> None:
    monkeypatch.setattr(agency_exports, "archive_writer", lambda: write)


@pytest.mark.django_db(transaction=True)
def test_a_job_makes_it_of_everything() -> None:
    cast = load_cast()
    export = asked(cast.otto)
    assert [job.args for job in waiting("agencies.make_agency_export")] == [{"export_id": export.pk}]

    assert make_export(export_id=export.pk, now=START)

    export.refresh_from_db()
    path = path_of(export.key)
    assert (export.state, export.percent, export.expires_at) == (ExportState.READY, 100, START + 7 * DAY)
    assert (export.size, export.sha256) == (
        path.stat().st_size,
        hashlib.sha256(path.read_bytes()).hexdigest(),
    )
    with opened_agency(path) as archive:
        assert archive.manifest.code == "INK"
        assert (sum(archive.manifest.tables.values()), len(archive.manifest.files())) == (
            export.rows,
            export.files,
        )
    assert oct(path.stat().st_mode & 0o777) == "0o600" and files() == [f"{export.key}.zip"]


@pytest.mark.usefixtures("quick")
def test_owners_alone_and_one_at_a_time(cast: Cast) -> None:
    for name, member in cast.of_inkwell.items():
        if name != "otto":
            with pytest.raises(NotAllowed):
                asked(member)
            assert not AgencyExport.objects.visible_to(member).exists()
    first = asked(cast.otto)

    assert asked(cast.otto, START + dt.timedelta(minutes=1)).pk == first.pk
    assert SecurityEvent.objects.filter(kind="agency_export_asked").count() == 1
    assert not AgencyExport.objects.visible_to(cast.mara).exists()
    with pytest.raises(IntegrityError, match="agencyexport_one_waiting"), transaction.atomic():
        AgencyExport.objects.create(
            agency=cast.inkwell, asked_by=cast.otto.membership, asked_at=START, seen_at=START
        )
    assert asked(cast.mara).pk != first.pk


@pytest.mark.usefixtures("quick")
def test_five_a_day(cast: Cast) -> None:
    for hour in range(5):
        made(cast.otto, START + dt.timedelta(hours=hour))

    with pytest.raises(TooMany):
        asked(cast.otto, START + dt.timedelta(hours=6))
    made(cast.otto, START + DAY + dt.timedelta(hours=1))


@pytest.mark.usefixtures("quick")
def test_owners_are_told_once_when_it_is_ready(cast: Cast) -> None:
    export = made(cast.otto)
    [job] = waiting("accounts.tell_of_agency_export")

    assert [tell_of_export(**job.args, now=START) for _again in range(2)] == [1, 0]

    mail = Mail.objects.get(kind="agency_export_ready")
    assert mail.recipient == "otto@inkwell.example"
    assert "/desk/export/" in mail.text and export.key not in mail.text + mail.html
    notice = Notice.objects.get(kind="agency_export_ready")
    assert (notice.user_id, notice.path) == (cast.otto.membership.user_id, "/desk/export/")
    assert notice.words == "The archive of your agency is ready."


@pytest.mark.parametrize(
    ("error", "fault"),
    [(OSError(28, "No space left on device"), "disk"), (ArchiveFailed(), "database")],
)
def test_what_fails_says_why_and_can_be_made_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, error: Exception, fault: str
) -> None:
    def fails(target: IO[bytes], *_about: Any) -> ArchiveFacts:
        target.write(BYTES)
        raise error

    answers(monkeypatch, fails)
    export = asked(cast.otto)

    assert not make_export(export_id=export.pk, now=START)

    export.refresh_from_db()
    assert (export.state, export.fault, files()) == (ExportState.FAILED, fault, [])
    assert tell_of_export(export_id=export.pk, now=START) == 1
    assert Mail.objects.filter(kind="agency_export_failed").count() == 1
    assert Notice.objects.filter(kind="agency_export_failed").count() == 1
    answers(monkeypatch, writer)
    assert made(cast.otto).state == ExportState.READY


def test_a_database_that_goes_away_is_a_fault(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_about: Any, **_named: Any) -> None:
        raise psycopg.OperationalError("terminating connection")

    monkeypatch.setattr(writing, "write_agency", gone)
    export = asked(cast.otto)

    assert not make_export(export_id=export.pk, now=START)

    export.refresh_from_db()
    assert export.fault == ExportFault.DATABASE


def test_a_killed_job_begins_anew_or_is_said_to_have_failed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(target: IO[bytes], *_about: Any) -> ArchiveFacts:
        raise KeyboardInterrupt

    answers(monkeypatch, killed)
    export = asked(cast.otto)
    with pytest.raises(KeyboardInterrupt):
        make_export(export_id=export.pk, now=START)
    assert files() == []

    answers(monkeypatch, writer)
    assert make_export(export_id=export.pk, now=START + dt.timedelta(minutes=1))

    silent = asked(cast.otto, START + DAY)
    assert sweep_exports(now=START + DAY + SILENCE - SECOND) == 0
    assert sweep_exports(now=START + DAY + SILENCE) == 1
    silent.refresh_from_db()
    assert (silent.state, silent.fault) == (ExportState.FAILED, ExportFault.STOPPED)
    assert not make_export(export_id=silent.pk, now=START + DAY + SILENCE)
    assert sweep_exports(now=START + DAY + SILENCE) == 0


def test_asking_again_need_not_wait_for_the_sweep(cast: Cast) -> None:
    silent = asked(cast.otto)

    again = asked(cast.otto, START + SILENCE)

    silent.refresh_from_db()
    assert (silent.state, silent.fault) == (ExportState.FAILED, ExportFault.STOPPED)
    assert again.pk != silent.pk and again.state == ExportState.WAITING


def test_it_says_how_far_it_is_and_stops_when_nobody_waits(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agency_exports, "SIGN", 0.0)
    export = asked(cast.otto)
    seen: list[int] = []

    def deleted_half_way(
        target: IO[bytes], agency: Agency, now: dt.datetime, told: Callable[[int], None]
    ) -> ArchiveFacts:
        told(40)
        seen.append(AgencyExport.objects.get(pk=export.pk).percent)
        delete_export(actor=cast.otto, export=export, now=START)
        told(60)
        raise AssertionError("it goes on")

    answers(monkeypatch, deleted_half_way)

    assert not make_export(export_id=export.pk, now=START)

    export.refresh_from_db()
    assert (seen, export.state, files()) == ([40], ExportState.DELETED, [])
    assert not waiting("accounts.tell_of_agency_export")


@pytest.mark.usefixtures("quick")
def test_an_owner_takes_it_and_the_log_says_so(cast: Cast) -> None:
    export = made(cast.otto)

    row, path = take_export(actor=cast.otto, export=export, now=START + 7 * DAY - SECOND)

    assert path.read_bytes() == BYTES and row.pk == export.pk
    event = SecurityEvent.objects.get(kind="agency_export_taken")
    assert (event.actor_id, event.detail) == (cast.otto.member_id, export.public_id)
    with pytest.raises(NotAllowed):
        take_export(actor=cast.max, export=export, now=START)
    with pytest.raises(NotVisible):
        take_export(actor=cast.mara, export=export, now=START)
    with pytest.raises(NotVisible):
        take_export(actor=cast.otto, export=export, now=START + 7 * DAY)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("quick")
def test_its_bytes_go_in_time_or_earlier_and_its_trace_later() -> None:
    cast = load_cast()
    first, second = made(cast.otto), made(cast.otto, START + SECOND)
    assert len(files()) == 2

    delete_export(actor=cast.otto, export=second, now=START + DAY)
    delete_export(actor=cast.otto, export=second, now=START + DAY)
    assert files() == [f"{first.key}.zip"]
    assert SecurityEvent.objects.filter(kind="agency_export_deleted").count() == 1
    assert sweep_exports(now=START + 7 * DAY - SECOND) == 0
    assert sweep_exports(now=START + 7 * DAY) == 1

    assert files() == [] and AgencyExport.objects.filter(state=ExportState.DELETED).count() == 2
    sweep_exports(now=START + 98 * DAY)
    assert not AgencyExport.objects.exists()


def test_what_a_killed_worker_left_is_swept_and_what_is_being_written_is_not(cast: Cast) -> None:
    export = ready(cast.otto, now())
    old, fresh = (path_of(export.key).parent / name for name in (".new-old", ".new-fresh"))
    for path in (old, fresh, path_of(export.key)):
        path.write_bytes(b"half")
    for path in (old, path_of(export.key)):
        os.utime(path, (time.time() - 13 * 3600,) * 2)

    sweep_exports(now=now())

    assert files() == [".new-fresh", f"{export.key}.zip"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("quick")
def test_two_workers_at_once_make_one(rounds: int) -> None:
    cast = load_cast()
    for turn in range(max(2, rounds // 5)):
        export = asked(cast.otto, START + turn * DAY)

        results = race([lambda pk=export.pk: make_export(export_id=pk, now=START)] * 2)

        assert sorted(results) == [False, True]
        assert len(files()) == turn + 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("quick")
def test_two_owners_who_ask_at_once_get_one(rounds: int) -> None:
    cast = load_cast()
    for turn in range(max(2, rounds // 5)):
        at = START + turn * DAY
        ids = race([lambda at=at: asked(cast.otto, at).pk] * 2)

        assert ids[0] == ids[1]
        make_export(export_id=ids[0], now=at)


@pytest.mark.django_db(transaction=True)
def test_memory_stays_small_however_large_a_file_is(tmp_path: Path) -> None:
    """Rows and files pass through in pieces."""
    cast = load_cast()
    stored = StoredFile.objects.create(
        agency=cast.inkwell, sha256="a" * 64, size=1, content_type="text/plain"
    )
    path = tmp_path / stored.path
    path.parent.mkdir(parents=True)
    with path.open("wb") as stream:
        stream.truncate(96 << 20)
    export = asked(cast.otto)

    tracemalloc.start()
    make_export(export_id=export.pk, now=START)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    export.refresh_from_db()
    assert export.size is not None and export.size > 96 << 20
    assert peak < 24 << 20
    with zipfile.ZipFile(path_of(export.key)) as zipped:
        assert f"files/{stored.path}" in zipped.namelist()
