"""A mailbox that is a folder (maildir), as mail servers deliver into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path

from support.rules.inbound import MOST_BYTES

from .mailboxes import Waiting

#: What a program appends to the name of a mail that it has read, and what it has done with it.
INFO, SEEN = ":2,", "S"


class Maildir:
    """Mails in `new`, and those in `cur` that nobody has seen; in the order in which they came."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def waiting(self, most: int) -> Iterator[Waiting]:
        """Raises OSError when the folder is none."""
        for name in ("new", "cur"):
            (self.folder / name).mkdir(mode=0o700, exist_ok=True)
        yield from islice(self._unseen(), most)

    def close(self) -> None:
        """Nothing stays open."""

    def _unseen(self) -> Iterator[Waiting]:
        found = [path for name in ("new", "cur") for path in (self.folder / name).iterdir()]
        for path in sorted(found, key=lambda path: path.name):
            flags = path.name.partition(INFO)[2]
            if SEEN not in flags and not path.name.startswith(".") and not path.is_symlink():
                yield Waiting(path.name, partial(_read, path), partial(_done, self.folder, path))


def _read(path: Path) -> bytes | None:
    """None when another run has it."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return None


def _done(folder: Path, path: Path, taken: bool) -> None:
    if taken:
        path.unlink(missing_ok=True)
        return
    base, _info, flags = path.name.partition(INFO)
    seen = folder / "cur" / f"{base}{INFO}{''.join(sorted({*flags, SEEN}))}"
    with suppress(FileNotFoundError):  # another run has done it
        path.replace(seen)
