"""What moves out with an agency, and what stands in the way when it is closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, Protocol

from agencies.models import Agency, Membership
from project.base.hooks import Hook, Registry


@dataclass(frozen=True)
class ArchiveFacts:
    """What an archive of an agency holds: rows and stored files, and files whose bytes were missing."""

    rows: int
    files: int
    missing: int


class ArchiveFailed(Exception):
    """An archive could not be written to its end, whatever the disk says."""


class ArchiveWriter(Protocol):
    """What writes everything that an agency has, of all apps, into one file."""

    def __call__(
        self, target: IO[bytes], agency: Agency, now: dt.datetime, told: Callable[[int], None]
    ) -> ArchiveFacts:
        """Write the archive into a new file; memory stays small. `told` hears again and again how much is
        done, in percent. Raises ArchiveFailed, OSError, and whatever `told` raises."""
        ...


archive_writer: Hook[ArchiveWriter] = Hook("agencies.hooks.closing.archive_writer")


@dataclass(frozen=True)
class ClosingTie:
    """Something that is open at an agency which is to be closed, in words for its owners; `path` leads to it.
    What `blocks` has to be finished first; all else is named, and goes with the agency."""

    words: str
    path: str = ""
    blocks: bool = False


#: What is open: (agency, now) -> what an app knows of, in a constant number of queries.
closing_ties: Registry[Callable[[Agency, dt.datetime], list[ClosingTie]]] = Registry(
    "agencies.hooks.closing.closing_ties"
)


class Leavers(Protocol):
    """What an app to the right does when an agency is deleted, beside its rows that name the agency: those go
    by themselves. Each is called within a transaction, and may be called again."""

    def people(self, members: Sequence[Membership], now: dt.datetime) -> None:
        """Let these people go, who are members of that agency or were, before anything of it is deleted."""
        ...

    def agency(self, agency: Agency, now: dt.datetime) -> None:
        """Let go of the agency itself: the last thing before its own row is deleted."""
        ...


leavers: Registry[Leavers] = Registry("agencies.hooks.closing.leavers")
