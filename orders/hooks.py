"""Questions that the orders app asks of apps to its right, without importing them.

Each is a typed Protocol; the answering app registers in `AppConfig.ready()` (see project/base/hooks.py).
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from project.base.hooks import Hook, Registry

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from agencies.models import Membership
    from project.base.viewer import Viewer

    from .models import Order
    from .rules.sides import Sight


class Eligibility(Protocol):
    """Answered by writers: may this person take this order?"""

    def explain(self, *, writer: Membership, order: Order, now: dt.datetime) -> list[str]:
        """Every reason why `writer` cannot take `order` at `now`, in plain words; empty when they can."""
        ...


eligibility: Hook[Eligibility] = Hook("orders.hooks.eligibility")


class Place(enum.Enum):
    """Where a panel stands; panels of one place follow each other as they were registered."""

    #: The main column of the order page, between the messages and the brief.
    MAIN = "main"
    #: Its second column, between payment and what happened.
    SIDE = "side"
    #: The second column of the ledger page, below the balance. Only those who read the ledger have that page.
    LEDGER = "ledger"


@dataclass(frozen=True)
class Panel:
    """One panel for one viewer: `template` is included with `context` as `panel`, the `csrf_token`, and nothing else.
    It prints prepared data and asks no query; it brings its own heading (a card)."""

    template: str
    context: Mapping[str, Any]


class OrderPanel(Protocol):
    """What an app to the right shows on a page of an order."""

    @property
    def place(self) -> Place:
        """Where it stands. Only the page that has this place asks for the panel."""
        ...

    def prepare(self, viewer: Viewer, order: Order, sight: Sight, now: dt.datetime) -> Panel | None:
        """The panel of an order (from orders.views.scope.order_or_404) that `viewer` may see, on the sides that
        `sight` says; None when it shows them nothing. Needs as many queries for fifty rows as for one."""
        ...


order_panels: Registry[OrderPanel] = Registry("orders.hooks.order_panels")


class Tile(Protocol):
    """A figure above the client's or the desk's list of orders, which leads to the rows that it counts."""

    @property
    def name(self) -> str:
        """As it is registered."""
        ...

    @property
    def position(self) -> int:
        """Where it stands among the others, which are at 10, 20, 30 … (orders/views/lists.py)."""
        ...

    @property
    def label(self) -> Any:
        """What it counts; lazily translated."""
        ...

    @property
    def icon(self) -> str:
        """A name in static/img/icons.svg."""
        ...

    @property
    def tone(self) -> str:
        """As templates/ui/stat.html has it: bad, warn, or "" for none. Without rows a tile has none."""
        ...

    def url(self) -> str:
        """The list of exactly these rows."""
        ...

    def rows(self, viewer: Viewer) -> QuerySet[Any]:
        """What is counted for this viewer. Asks nothing: one query counts everything on the page."""
        ...


#: Above the list of a client's own orders, and above the desk's list and board.
client_tiles: Registry[Tile] = Registry("orders.hooks.client_tiles")
desk_tiles: Registry[Tile] = Registry("orders.hooks.desk_tiles")
