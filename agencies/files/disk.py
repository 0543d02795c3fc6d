"""The bytes on the disk as they lie there, and whether they agree with the rows."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from agencies.hooks import NamedBytes
from agencies.models import StoredFile

#: How long bytes without a row are left alone: longer than a transaction lasts, and than a copy of the files
#: takes that was begun after the copy of the database.
GRACE = dt.timedelta(days=1)
_OURS = re.compile(r"[0-9a-f]{64}")


@dataclass
class Agreement:
    """What rows and disk say about the files of one agency. They agree when the first three are empty."""

    files: int = 0
    size: int = 0
    #: Rows whose bytes are not there; whose bytes are others; files that no row knows for longer than GRACE.
    missing: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    #: Files that no row knows, younger than that.
    waiting: int = 0

    @property
    def holds(self) -> bool:
        return not (self.missing or self.different or self.unknown)


def compared(agency_id: int, *, now: dt.datetime, every_byte: bool) -> Agreement:
    """Hold the rows of an agency against its folder; with `every_byte`, by reading all of it."""
    found, known = Agreement(), set()
    for stored in StoredFile.objects.filter(agency_id=agency_id).order_by("pk").iterator():
        path = root() / stored.path
        known.add(stored.sha256)
        found.files, found.size = found.files + 1, found.size + stored.size
        if not path.is_file():
            found.missing.append(stored.path)
        elif path.stat().st_size != stored.size or (every_byte and digest(path) != stored.sha256):
            found.different.append(stored.path)
    for path in files_of(agency_id):
        if path.stem in known:
            continue
        if rests(path, now):
            found.unknown.append(str(path.relative_to(root())))
        else:
            found.waiting += 1
    return found


def compared_names(kept: NamedBytes, *, now: dt.datetime) -> Agreement:
    """The same for bytes that an app to the right keeps under names of its own."""
    found, named = Agreement(), kept.named()
    there = {path.name: path for path in files_in(kept.folder)}
    for path in there.values():
        if path.name in named:
            found.files, found.size = found.files + 1, found.size + path.stat().st_size
        elif rests(path, now):
            found.unknown.append(str(path.relative_to(root())))
        else:
            found.waiting += 1
    found.missing = [f"{kept.folder}/{name}" for name in sorted(named - there.keys())]
    return found


def files_of(agency_id: int) -> Iterator[Path]:
    """Every file in the folder of an agency, and what was left of writing one."""
    return files_in(str(agency_id))


def files_in(folder: str) -> Iterator[Path]:
    """Every file two levels below a folder of the media folder, which need not be there."""
    return (path for path in (root() / folder).glob("*/*") if path.is_file())


def rests(path: Path, now: dt.datetime) -> bool:
    """Whether nobody wrote or touched it for GRACE. False when it is gone."""
    try:
        return path.stat().st_mtime < (now - GRACE).timestamp()
    except FileNotFoundError:
        return False


def hash_in(path: Path) -> str:
    """The hash that the file is named after, "" for one that is no stored file and no reading of one."""
    return path.stem if _OURS.fullmatch(path.stem) else ""


def digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def root() -> Path:
    return Path(settings.MEDIA_ROOT)
