"""Questions that drafts asks of apps to its right, without importing them."""

from __future__ import annotations

from typing import Any, Protocol

from project.base.hooks import Registry
from project.base.viewer import Viewer

#: A row that is commissioned like a draft (drafts.models.Commission): a draft itself, an order.
Commissioned = Any


class PresetSource(Protocol):
    """Something that a new preset can begin with: a past order."""

    def find(self, viewer: Viewer, wanted: str) -> Commissioned | None:
        """The row of that name (as it stands in the address) if the viewer's client account has it. One query."""
        ...


preset_sources: Registry[PresetSource] = Registry("drafts.hooks.preset_sources")
