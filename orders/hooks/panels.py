"""Panels that apps to the right show on the pages of an order."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from project.base.hooks import Registry

if TYPE_CHECKING:
    from orders.models import Order
    from orders.rules.sides import Sides
    from project.base.viewer import Viewer


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
    """One panel for one viewer: `template` is included with `context` as `panel`, the `csrf_token`, and
    nothing else. It prints prepared data and asks no query; it brings its own heading (a card). `note`: what
    the head of the order page says of it in a few words, linked to the part of the page called "pay"."""

    template: str
    context: Mapping[str, Any]
    note: str = ""


class OrderPanel(Protocol):
    """What an app to the right shows on a page of an order."""

    @property
    def place(self) -> Place:
        """Where it stands. Only the page that has this place asks for the panel."""
        ...

    def prepare(self, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> Panel | None:
        """The panel of an order (from orders.views.fetching.order_or_404) that `viewer` may see, on the sides
        that `sides` says; None when it shows them nothing. Needs as many queries for fifty rows as for
        one."""
        ...


order_panels: Registry[OrderPanel] = Registry("orders.hooks.panels.order_panels")
