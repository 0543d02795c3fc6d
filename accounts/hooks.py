"""What the installation knows about a person: asked of every app that keeps some of it.

Each app registers a Keeper in `AppConfig.ready()`. It says what a person may take along, what has to be
finished before the person can go, and it forgets what nobody needs any more. What is kept, and why, stands in
docs/operating.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db.models import QuerySet

from agencies.models import FileUse, Membership
from project.base.hooks import Registry
from project.base.viewer import Member

#: Rows that an export reads at a time.
SLICE = 200
#: How many things of one kind are named one by one as ties.
NAMED = 5


@dataclass(frozen=True)
class Part:
    """One JSON file of an export, `<name>.json`: a list of rows. `about` says in a sentence what it holds.

    `place` says where it stands among those of all apps, small numbers first. Parts of one name and place
    make one file, in the order of the apps; whoever adds rows to the file of an app to the left leaves
    `about` empty.
    """

    name: str
    about: str
    rows: Iterable[Mapping[str, Any]]
    place: int = 0


@dataclass(frozen=True)
class Enclosure:
    """A file of the person's, written to `files/<name>`. `path` is
    where its bytes lie, `place` as in a Part."""

    name: str
    path: Path
    place: int = 0


@dataclass(frozen=True)
class Tie:
    """Something that holds a person here until it is finished: `words` say what
    to do, `path` where ("" for nowhere)."""

    words: str
    path: str = ""


class Keeper(Protocol):
    """An app's answers about one person at one agency."""

    def parts(self, viewer: Member) -> Iterator[Part | Enclosure]:
        """What is theirs and what they may read, nothing that is
        somebody else's business, by rising `place`."""
        ...

    def ties(self, viewer: Member) -> list[Tie]:
        """What has to be finished first; nothing when the person may go."""
        ...

    def erase(self, membership: Membership, now: dt.datetime) -> None:
        """Forget what is not kept. Called inside the transaction that erases the person, before the lock on
        the membership is taken (drafts and orders are locked first everywhere), app by app from right to
        left: what the apps to the left know of the person is still there."""
        ...


keepers: Registry[Keeper] = Registry("accounts.hooks.keepers")


class Strangers(Protocol):
    """An app's answers about whoever wrote to an agency without an account: found by the address that they
    gave, which nobody has verified. `email` is in its canonical form."""

    def knows(self, *, email: str, agency: Any) -> bool:
        """Whether anything is kept under the address."""
        ...

    def parts(self, *, email: str, agency: Any) -> Iterator[Part | Enclosure]:
        """What came from the address, and what was answered, by rising `place`."""
        ...

    def erase(self, *, email: str, agency: Any, now: dt.datetime) -> int:
        """Forget the address and whatever names its owner, within the caller's transaction. Returns how many
        rows."""
        ...


strangers: Registry[Strangers] = Registry("accounts.hooks.strangers")

#: (viewer, numbers) -> the titles of those of these things that the viewer may read now, by number. Asked
#: with the numbers of all apps; without one of its own an app asks the database nothing.
notice_titles: Registry[Callable[[Member, Sequence[str]], Mapping[str, str]]] = Registry(
    "accounts.hooks.notice_titles"
)

#: (viewer, numbers) -> those of these things that were deleted: orders for trying out, imported ones. What
#: the viewer may not see any longer is none of them. Asked as above.
notice_gone: Registry[Callable[[Member, Sequence[str]], Set[str]]] = Registry("accounts.hooks.notice_gone")


@dataclass(frozen=True)
class Credential:
    """Something that lets whoever has it in, in its person's stead, until it is revoked. `kind` says in words
    what it is, `path` where one's own are listed, `revoke_path` where the button goes that ends this one."""

    kind: str
    name: str
    created_at: dt.datetime
    last_used_at: dt.datetime | None
    path: str
    revoke_path: str


class Credentials(Protocol):
    """An app's credentials of people, beside sessions and access tokens, which accounts knows itself."""

    def live(self, viewer: Member) -> list[Credential]:
        """The viewer's own at this agency that open something now, in a bounded number, the newest first."""
        ...

    def revoke(self, *, user: Any, now: dt.datetime) -> int:
        """End every one of a person, at every agency and from whichever session it was made: for "it was not
        me". Called inside that transaction. Asks no right. Returns how many."""
        ...


credentials: Registry[Credentials] = Registry("accounts.hooks.credentials")


def ties_of(viewer: Member) -> list[Tie]:
    """All that holds a person at the agency, at once."""
    return [tie for keeper in keepers for tie in keeper.ties(viewer)]


def enclosed(use: FileUse, folder: str, *, place: int) -> Enclosure:
    """A file that hangs on something of the person's, in `folder`; the public id keeps equal names apart."""
    return Enclosure(f"{folder}/{use.public_id}-{use.name}", Path(settings.MEDIA_ROOT) / use.file.path, place)


def slices(rows: QuerySet[Any]) -> Iterable[Any]:
    """In the order in which they came, some at a time with what was prefetched for them."""
    return rows.order_by("pk").iterator(chunk_size=SLICE)


def exported(row: Any, *names: str, **more: Any) -> dict[str, Any]:
    """The named attributes of a row as what JSON can carry; "service__name"
    follows a relation that may be empty."""
    return {name.replace("__", "_"): plain(_follow(row, name)) for name in names} | {
        name: plain(value) for name, value in more.items()
    }


def plain(value: Any) -> Any:
    """Times in UTC as ISO 8601, amounts as text so that no cent is lost,
    everything else that JSON lacks as it reads."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if value is None or isinstance(value, bool | int | dict):
        return value
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _follow(row: Any, name: str) -> Any:
    for step in name.split("__"):
        row = getattr(row, step) if row is not None else None
    return row


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    body: bytes
    content_type: str


#: By kind of mail: the files that go with one, made when it leaves. So no copy of them waits in the database.
attachments: Registry[Callable[[Any], Sequence[Attachment]]] = Registry("accounts.hooks.attachments")

#: By kind of mail: headers beside our own, made when it leaves, such as how its reader is written to no more.
mail_headers: Registry[Callable[[Any], Mapping[str, str]]] = Registry("accounts.hooks.mail_headers")


@dataclass(frozen=True)
class Subscription:
    """Mail that a person receives again and again, until they leave it: `detail` says how often, `path` leads
    to what it is, and `leave_path` is where the button goes that ends it for them."""

    name: str
    detail: str
    path: str
    leave_path: str


#: The viewer's own, in a bounded number, for the page where one says how to be told of what.
subscriptions: Registry[Callable[[Member], Sequence[Subscription]]] = Registry("accounts.hooks.subscriptions")
