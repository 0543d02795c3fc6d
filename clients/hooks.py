"""Questions that clients asks of apps to its right, without importing them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Protocol

from project.base.hooks import Hook
from project.base.viewer import Viewer

if TYPE_CHECKING:
    from .models import ClientAccount


class AccountWork(Protocol):
    """Answered by orders: the work that is done for client accounts."""

    def open_orders(self, viewer: Viewer, account: ClientAccount) -> int:
        """How many open orders of the account the viewer may see, no further than the cap of paging."""
        ...

    def completed_by(self, viewer: Viewer, writers: Collection[int]) -> Mapping[int, int]:
        """How many orders of the viewer's accounts each of these writers (membership ids) has completed; none: missing.
        One query."""
        ...


account_work: Hook[AccountWork] = Hook("clients.hooks.account_work")
