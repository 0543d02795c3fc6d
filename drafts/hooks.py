"""Questions that drafts asks of apps to its right, without importing them (see project/base/hooks.py)."""

from __future__ import annotations

from typing import Any, Protocol

from django.db.models import Q, QuerySet

from project.base.hooks import Hook, Registry
from project.base.viewer import Viewer

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

    def held(self) -> QuerySet[Any]:
        """What holds drafts now: rows with `agency`, `draft` (one a draft) and
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
