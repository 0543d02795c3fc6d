"""Archives that are sent while they are packed: however large, no more than a piece of one is held."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from agencies.files.names import clean_name
from agencies.models import StoredFile

#: An archive is the same whenever it is made, so its entries carry no time of making.
MOMENT = (1980, 1, 1, 0, 0, 0)
PIECE = 256 * 1024
#: What Windows calls devices, whatever their ending.
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10))}
)
FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
log = logging.getLogger("quillhouse.files")


@dataclass(frozen=True)
class Entry:
    """Something in an archive: text of ours, or a stored file."""

    name: str
    content: str | StoredFile


class Names:
    """Names within one archive that every system can unpack, none of them twice."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def free(self, folder: str, name: str) -> str:
        """The path of `name`, as people called it, in a folder of ours: a number is added to a second one."""
        name = clean_name(name).translate(FORBIDDEN)
        if name.partition(".")[0].strip().lower() in DEVICES:
            name = f"_{name}"
        stem, dot, ending = name.rpartition(".")
        stem, ending = (stem, f".{ending}") if dot and stem else (name, "")
        tries = (name if n == 1 else f"{stem} ({n}){ending}" for n in range(1, 100_000))
        path = next(path for one in tries if (path := folder + one).casefold() not in self.taken)
        self.taken.add(path.casefold())
        return path


def streamed(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The archive in pieces. Entries are texts, compressed, and files as they are stored; one whose bytes are
    missing on the disk is left out, and the log says so."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w") as archive:
        for entry in entries:
            for _written in _write(archive, entry):
                yield from sink.taken()
    yield from sink.taken()


def _write(archive: zipfile.ZipFile, entry: Entry) -> Iterator[None]:
    """Write one entry, with a halt after each piece."""
    info = zipfile.ZipInfo(entry.name, MOMENT)
    info.external_attr = 0o644 << 16
    if isinstance(entry.content, str):
        info.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(info, entry.content)
        yield
        return
    try:
        source = (Path(settings.MEDIA_ROOT) / entry.content.path).open("rb")
    except FileNotFoundError:
        log.exception("file_missing", extra={"sha256": entry.content.sha256})
        return
    info.file_size = entry.content.size
    with source, archive.open(info, "w") as target:
        while piece := source.read(PIECE):
            target.write(piece)
            yield


class _Sink(io.RawIOBase):
    """What an archive is written to when nobody can go back in it."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        self.pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> list[bytes]:
        """What was written since the last time."""
        pieces, self.pieces = self.pieces, []
        return pieces
