"""manage.py check_files: rows and disk agree, or it says where they do not."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from agencies.files.storage import store
from project.base import clock
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db
TWO_DAYS = 2 * 24 * 3600


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """A media folder of this test alone."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def stored_path(cast: Cast, folder: Path) -> Path:
    return folder / store(agency_id=cast.inkwell.pk, upload=SimpleUploadedFile("a.txt", b"Notes")).path


def test_rows_and_disk_agree(cast: Cast, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stored_path(cast, folder)

    call_command("check_files", "--every-byte")

    assert capsys.readouterr().out.splitlines() == [
        "INK: 1 files, 5 bytes; 0 without a row, not yet due for deletion.",
        "NOR: 0 files, 0 bytes; 0 without a row, not yet due for deletion.",
        "people: 0 files, 0 bytes; 0 without a row, not yet due for deletion.",
    ]


@pytest.mark.parametrize("kind", ["missing", "shorter", "other", "unknown", "photo"])
def test_rows_and_disk_that_do_not_agree(
    cast: Cast, folder: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    path = stored_path(cast, folder)
    old = clock.now().timestamp() - TWO_DAYS
    if kind == "missing":
        path.unlink()
    elif kind == "unknown":
        path = path.with_name("0" * 64)
        path.write_bytes(b"x")
        os.utime(path, (old, old))
    elif kind == "photo":
        user = cast.clara.membership.user
        user.photo, path = "abc", folder / "people" / "abc.webp"
        user.save()
    else:
        path.write_bytes(b"Note" if kind == "shorter" else b"Other")

    with pytest.raises(CommandError, match="do not match"):
        call_command("check_files", *(["--every-byte"] if kind == "other" else []))

    assert str(path.relative_to(folder)) in capsys.readouterr().out
