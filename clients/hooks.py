"""Questions that clients asks of apps to its right, without importing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import QuerySet

from project.base.hooks import Hook, Registry
from project.base.viewer import Viewer

from .models import AccountPerson

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

#: (person of an account) -> what else of that account the person may take along, named as in an export.
AccountFacts = Callable[[AccountPerson], Mapping[str, Any]]

account_facts: Registry[AccountFacts] = Registry("clients.hooks.account_facts")
