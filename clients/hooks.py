"""Questions that clients asks of apps to its right, without importing them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import QuerySet

from project.base.hooks import Hook, Registry
from project.base.viewer import Viewer

from .models import AccountPerson

if TYPE_CHECKING:
    from .models import ClientAccount


@dataclass(frozen=True)
class AccountSummary:
    """The work and the money of one account: open orders (capped), what it owes, its last order."""

    open: int = 0
    balance: Decimal = Decimal("0.00")
    last_at: dt.datetime | None = None

    def plus(self, other: AccountSummary) -> AccountSummary:
        """Of both together, as one client's."""
        moments = [moment for moment in (self.last_at, other.last_at) if moment]
        return AccountSummary(
            self.open + other.open, self.balance + other.balance, max(moments, default=None)
        )


@dataclass(frozen=True)
class PanelRow:
    """One line of a panel: what it is and where it leads, with what stands beside it."""

    title: str
    url: str
    note: str = ""
    state: str = ""
    tone: str = "neutral"
    amount: str = ""


@dataclass(frozen=True)
class AccountPanel:
    """What an app to the right shows on the desk's page of a client account; None where there are no rows.
    `more_url`: where all of them are listed."""

    title: str
    icon: str
    rows: list[PanelRow]
    more_url: str = ""


#: (viewer, account, ids of the account and of those merged into it) -> what to show.
AccountPanels = Callable[[Viewer, "ClientAccount", list[int]], AccountPanel | None]

account_panels: Registry[AccountPanels] = Registry("clients.hooks.account_panels")


class AccountWork(Protocol):
    """Answered by orders: the work that is done for client accounts."""

    def open_orders(self, viewer: Viewer, account: ClientAccount) -> int:
        """How many open orders of the account the viewer may see, no further than the cap of paging."""
        ...

    def summaries(self, agency_id: int, accounts: list[int]) -> dict[int, AccountSummary]:
        """What stands in a list of accounts, by id. One query."""
        ...

    def with_open(self, rows: QuerySet[ClientAccount]) -> QuerySet[ClientAccount]:
        """Those of them that have open orders, or into which an account that has some was merged."""
        ...

    def with_figure(self, rows: QuerySet[ClientAccount], name: str) -> QuerySet[ClientAccount]:
        """Each with one figure of its summary under that name, with what accounts that were merged into it
        add: `open_orders`, `last_order` (long ago for none), or `balance`. To sort and to narrow by."""
        ...

    def completed(self, viewer: Viewer) -> QuerySet[Any]:
        """The completed orders of the viewer's accounts, to be counted by their `writer`."""
        ...


account_work: Hook[AccountWork] = Hook("clients.hooks.account_work")

#: (agency, ids of accounts, since when) -> whether money was booked or billed on one of them after that.
AccountBooked = Callable[[int, list[int], dt.datetime], bool]

account_bookings: Registry[AccountBooked] = Registry("clients.hooks.account_bookings")

#: (person of an account) -> what else of that account the person may take along, named as in an export.
AccountFacts = Callable[[AccountPerson], Mapping[str, Any]]

account_facts: Registry[AccountFacts] = Registry("clients.hooks.account_facts")
