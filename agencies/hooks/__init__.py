"""Questions that agencies asks of apps to its right, without importing them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model, QuerySet

from agencies.models import Agency, Mark, Membership
from project.base.hanging import Found
from project.base.hooks import Hook, Registry
from project.base.viewer import Viewer


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
