"""The files of the archive: taken from the media folder, and put there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

from .archive import CHUNK, DUMP, FILES, Archive, Writer


def root() -> Path:
    return Path(settings.MEDIA_ROOT)


def add_files(writer: Writer) -> None:
    """Everything in the media folder. Files never change; one that is deleted meanwhile is left out."""
    for path in sorted(root().rglob("*")):
        name = path.relative_to(root()).as_posix()
        if path.is_file() and not path.is_symlink() and not name.startswith("."):
            try:
                stream = path.open("rb")
            except FileNotFoundError:
                continue
            with stream:
                writer.add(FILES + name, iter(partial(stream.read, CHUNK), b""))


class Staged:
    """The members of an archive, unpacked and proved, in a folder beside their place."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.dump = folder, folder / "dump"
        self.added: list[Path] = []

    def unpack(self, archive: Archive[Any]) -> None:
        if DUMP in archive.manifest.members:
            self._write(self.dump, archive.chunks(DUMP))
        for name in archive.manifest.files():
            self._write(self.folder / FILES / name, archive.chunks(FILES + name))

    def place(self) -> None:
        """Put each file into the media folder. What lies there already stays, but for files of these names:
        so rows of before and after find all of theirs, whatever happens next."""
        for path in sorted((self.folder / FILES).rglob("*")):
            if path.is_file():
                target = root() / path.relative_to(self.folder / FILES)
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                if not target.exists():
                    self.added.append(target)
                path.replace(target)

    def take_back(self) -> None:
        for target in self.added:
            target.unlink(missing_ok=True)

    def _write(self, path: Path, chunks: Iterator[bytes]) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("xb") as stream:
            for chunk in chunks:
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())


@contextmanager
def staged(archive: Archive[Any]) -> Iterator[Staged]:
    """The files of an archive. Those that were placed are taken back when the block fails; what is left in
    the folder beside goes in any case, that of a killed restore with the next one."""
    root().mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in root().glob(".restore-*"):
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=root()) as folder:
        files, kept = Staged(Path(folder)), False
        files.unpack(archive)
        try:
            yield files
            kept = True
        finally:
            if not kept:
                files.take_back()
