"""Questions that the drafts app asks of apps to its right, without importing them (see project/base/hooks.py)."""

from __future__ import annotations

from typing import Any, Protocol

from django.db.models import Q, QuerySet

from project.base.hooks import Hook


class Hold(Protocol):
    """Answered by quotes: what holds a draft? Nobody changes, orders or discards a draft that is held."""

    def held(self) -> QuerySet[Any]:
        """What holds drafts now: rows with `draft` (one a draft) and `number`, by which people know what it is."""
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
