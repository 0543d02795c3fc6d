"""Questions that clients asks of apps to its right, without importing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import QuerySet

from project.base.hooks import Hook
from project.base.viewer import Viewer

if TYPE_CHECKING:
    from .models import ClientAccount


class AccountWork(Protocol):
    """Answered by orders: the work that is done for client accounts."""

    def open_orders(self, viewer: Viewer, account: ClientAccount) -> int:
        """How many open orders of the account the viewer may see, no further than the cap of paging."""
        ...

    def completed(self, viewer: Viewer) -> QuerySet[Any]:
        """The completed orders of the viewer's accounts, to be counted by their `writer`."""
        ...


account_work: Hook[AccountWork] = Hook("clients.hooks.account_work")
