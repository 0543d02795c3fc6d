"""Questions that drafts asks of apps to its right, without importing them (see project/base/hooks.py)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import Q, QuerySet

from project.base.hooks import Hook, Registry
from project.base.viewer import Viewer

if TYPE_CHECKING:
    from agencies.models import Agency
    from catalog.models import ServiceType

#: A row that is commissioned like a draft (drafts.models.Commission): a draft itself, an order.
Commissioned = Any


class PresetSource(Protocol):
    """Something that a new preset can begin with: a past order."""

    def find(self, viewer: Viewer, wanted: str) -> Commissioned | None:
        """The row of that name (as it stands in the address) if the
        viewer's client account has it. One query."""
        ...


preset_sources: Registry[PresetSource] = Registry("drafts.hooks.preset_sources")


class Hold(Protocol):
    """Answered by quotes: what holds a draft? Nobody changes, orders or discards a draft that is held."""

    def held(self, now: Any) -> QuerySet[Any]:
        """What holds drafts at `now` (a moment or its slot): rows with `agency`, `draft` (one a draft) and
        `number`, by which people know what it is."""
        ...

    def named(self) -> Q:
        """Of drafts: that something names them, held or not, so that they are never deleted."""
        ...

    def address(self, number: str) -> str:
        """Where people find what holds a draft, by its `number`."""
        ...

    def refusal(self) -> str:
        """Why a draft that is held stays as it is, and what to do, for whoever wanted to change it."""
        ...


hold: Hook[Hold] = Hook("drafts.hooks.hold")

#: Conditions of drafts that other things than quotes name: they are never deleted either (see Hold.named).
naming: Registry[Callable[[], Q]] = Registry("drafts.hooks.naming")


def named() -> Q:
    """Of drafts: that anything names them, so that they are never deleted."""
    found = hold().named()
    for of_drafts in naming:
        found |= of_drafts()
    return found


@dataclass(frozen=True)
class Wanted:
    """A commission as far as it decides who could take it: for which account, asked for by which member, and
    what of it. `deadline` is the one that is wished for."""

    account_id: int
    asker_id: int
    service: ServiceType
    quantity: int
    subject_id: int | None
    locale: str
    source_locale: str
    deadline: dt.datetime | None


@dataclass(frozen=True)
class Room:
    """The earliest deadline that somebody can keep, and how many can keep it, or the one that is wished for
    if that is later: no more are told of than MOST_TOLD of writers.rules.draft_capacity."""

    earliest: dt.datetime
    free: int


class Capacity(Protocol):
    """Answered by writers: by when could a commission be done?"""

    def __call__(self, *, agency: Agency, wanted: Wanted, now: dt.datetime) -> Room | None:
        """From what the agency's writers have in hand and when they are away, naming nobody; None when nobody
        can take it. A constant number of queries."""
        ...


capacity: Hook[Capacity] = Hook("drafts.hooks.capacity")
