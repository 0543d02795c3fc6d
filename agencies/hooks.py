"""Questions that agencies asks of apps to its right, without importing them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Protocol

from django.db.models import Model, QuerySet

from project.base.hanging import Found
from project.base.hooks import Hook, Registry
from project.base.viewer import Member, Viewer

from .models import Agency, Mark, Membership


@dataclass(frozen=True)
class SignInFacts:
    """How somebody signs in: with a second factor, when they were last seen here
    (None: never), tokens unused for long."""

    second_factor: bool
    last_seen: dt.datetime | None
    stale_tokens: int


#: (members, now) -> facts by primary key, in a constant number of queries.
Answer = Callable[[Iterable[Membership], dt.datetime], dict[int, SignInFacts]]

sign_in_facts: Hook[Answer] = Hook("agencies.hooks.sign_in_facts")


@dataclass(frozen=True)
class PersonPanel:
    """A part of a member's page for one viewer: `template` is included with `context` as `panel`, the
    `csrf_token`, and nothing else. It prints prepared data and brings its own heading (a card)."""

    template: str
    context: Mapping[str, Any]


class PersonPanels(Protocol):
    """What an app to the right shows on the page of a member (agencies/views/people.py)."""

    def __call__(self, viewer: Viewer, member: Membership, now: dt.datetime) -> PersonPanel | None:
        """The panel about a member of the viewer's agency, who manages people; None when it shows nothing."""
        ...


person_panels: Registry[PersonPanels] = Registry("agencies.hooks.person_panels")


@dataclass(frozen=True)
class OpeningStep:
    """What a new agency sets up: what it is called, what is so now, the name of the page where it is done,
    and whether what is stored shows that it is done. `position` orders the steps: 10, 20, 30 …; `icon` is one
    of static/img/icons.svg; `args` are those of the page; an `owners` step is for owners alone; one that is
    `optional` stands apart, and no progress counts it."""

    label: str
    text: str
    url_name: str
    done: bool
    position: int = 90
    icon: str = "settings"
    args: tuple[str, ...] = ()
    owners: bool = False
    optional: bool = False


#: What the checklist of a new agency holds (agencies/pages/setup.py); nothing of it holds up anything else.
opening_steps: Registry[Callable[[Agency], OpeningStep]] = Registry("agencies.hooks.opening_steps")


@dataclass(frozen=True)
class Limit:
    """What an agency uses of something that its operator may count: `used` of `most` (None: no limit), in
    bytes with `is_bytes`. `note` says what is counted, `advice` what to do when it is reached, `url_name` the
    page where owners see it."""

    label: str
    note: str
    used: int
    most: int | None
    advice: str
    icon: str = "circle-check"
    is_bytes: bool = False
    url_name: str = ""


#: What the operator counts (agencies/pages/limits.py), in order. One query each.
limits: Registry[Callable[[Agency, dt.datetime], Limit]] = Registry("agencies.hooks.limits")


class FileUses(Protocol):
    """Which uses of files may a download ask? Every app with a table of FileUse answers for it, and whoever
    shows files of somebody else's table to more people answers for these."""

    def __call__(self, viewer: Viewer) -> QuerySet[Any]:
        """The rows of one table of FileUse whose file `viewer` may read."""
        ...


file_uses: Registry[FileUses] = Registry("agencies.hooks.file_uses")


class NamedBytes(Protocol):
    """Bytes in the media folder that are no stored files, such as photos of people: an app to the right keeps
    them under names of its own, in subfolders of `folder`. Those that no row names end after a day."""

    folder: str

    def named(self) -> set[str]:
        """The names of all files that rows name."""
        ...


named_bytes: Registry[NamedBytes] = Registry("agencies.hooks.named_bytes")


@dataclass(frozen=True)
class WebhookKinds:
    """What an app announces to webhooks (agencies.actions.webhook_events.announce): `kinds` are names, such
    as "order.placed", and what happened then, in words; `title` stands above them where they are chosen."""

    title: Any
    kinds: Mapping[str, Any]


webhook_kinds: Registry[WebhookKinds] = Registry("agencies.hooks.webhook_kinds")


def _never(mark: Mark, found: Found) -> bool:
    return False


@dataclass(frozen=True)
class MarkedKind:
    """A kind of row that goes with a mark, or never goes with one (agencies.actions.marks).

    `rows`: those of `model` that go with a mark. No others of this model go, whatever hangs on what. `parts`:
    the tables of what hangs on them from the beginning. `touched`: whether something was done since with an
    imported row, judged by everything that was found to hang on the rows.
    """

    model: type[Model]
    rows: Callable[[Mark], QuerySet[Any]]
    parts: tuple[type[Model], ...] = ()
    touched: Callable[[Mark, Found], bool] = _never


marked_kinds: Registry[MarkedKind] = Registry("agencies.hooks.marked_kinds")


@dataclass(frozen=True)
class ImportField:
    """What a column of an import can fill: `names` are heads that mean it, of programs and languages around.
    `key` "id" is the row's own id in the program that it comes from."""

    key: str
    label: Any
    names: tuple[str, ...] = ()
    required: bool = False
    help: Any = ""


@dataclass(frozen=True)
class ImportRecord:
    """A row on its way in: its number in the file, its id there (or one made of its values), its texts by the
    key of their field."""

    number: int
    external_id: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class RowFault:
    """What is wrong with a row: with which field ("" for the whole), in words for a person."""

    number: int
    field: str
    words: str


@dataclass(frozen=True)
class FollowUp:
    """Where what an import has brought is found, or what is to be done with it next: words of a link, the
    name of a page, which takes the id of the import if it is `of_import`."""

    label: Any
    url_name: str
    of_import: bool = False


class ImportKind(Protocol):
    """What can be imported, answered by the app of the rows."""

    @property
    def title(self) -> Any:
        """What its rows are called."""
        ...

    @property
    def help(self) -> Any:
        """What becomes of them, and who is told, in a sentence or two."""
        ...

    @property
    def fields(self) -> Sequence[ImportField]:
        """What columns can fill, in order."""
        ...

    @property
    def follow_up(self) -> FollowUp:
        """Where to go once it is done."""
        ...

    def identity(self, text: str) -> str:
        """The id of a row as it is kept, made of what its column says."""
        ...

    def known(self, agency: Agency, ids: Iterable[str]) -> set[str]:
        """Those of these external ids that an import has brought already. One query."""
        ...

    def check(
        self, actor: Member, records: Sequence[ImportRecord], customs: Any, now: dt.datetime
    ) -> list[RowFault]:
        """What is wrong with these rows; a constant number of queries. Writes nothing."""
        ...

    def store(
        self, actor: Member, mark: Mark, records: Sequence[ImportRecord], customs: Any, now: dt.datetime
    ) -> None:
        """Write rows in which nothing is wrong, with the mark and their ids, within the open transaction."""
        ...


import_kinds: Registry[ImportKind] = Registry("agencies.hooks.import_kinds")


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


archive_writer: Hook[ArchiveWriter] = Hook("agencies.hooks.archive_writer")


@dataclass(frozen=True)
class ClosingTie:
    """Something that is open at an agency which is to be closed, in words for its owners; `path` leads to it.
    What `blocks` has to be finished first; all else is named, and goes with the agency."""

    words: str
    path: str = ""
    blocks: bool = False


#: What is open: (agency, now) -> what an app knows of, in a constant number of queries.
closing_ties: Registry[Callable[[Agency, dt.datetime], list[ClosingTie]]] = Registry(
    "agencies.hooks.closing_ties"
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


leavers: Registry[Leavers] = Registry("agencies.hooks.leavers")
