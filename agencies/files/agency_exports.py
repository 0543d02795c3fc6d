"""Where the bytes of archives of agencies lie: in the media folder, under random names, apart from stored
files, whose quota they do not count for."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, NamedTuple, TypeVar

from django.conf import settings

FOLDER = "agency-exports"
Facts = TypeVar("Facts")


class Kept(NamedTuple):
    """Bytes that are at their place."""

    size: int
    sha256: str


def folder() -> Path:
    """Where they lie; it is there."""
    path = Path(settings.MEDIA_ROOT) / FOLDER
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def path_of(key: str) -> Path:
    """Where the bytes of this name lie."""
    return Path(settings.MEDIA_ROOT) / FOLDER / f"{key}.zip"


def keep(key: str, write: Callable[[IO[bytes]], Facts]) -> tuple[Facts, Kept]:
    """Have bytes written, synced, and put to their place; nothing is there if that fails. Returns what
    `write` returned, and what they are. Raises OSError."""
    handle, name = tempfile.mkstemp(dir=folder(), prefix=".new-")
    try:
        with os.fdopen(handle, "w+b") as target:
            told = write(target)
            target.flush()
            os.fsync(target.fileno())
            target.seek(0)
            digest = hashlib.file_digest(target, "sha256").hexdigest()
        os.replace(name, path_of(key))
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return told, Kept(path_of(key).stat().st_size, digest)
