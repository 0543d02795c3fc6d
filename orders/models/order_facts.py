"""What a query brought along with an order beside its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .extensions import ExtensionAsk


@dataclass(frozen=True)
class OrderFacts:
    """Facts of one order for one reader, so that rules and panels need not ask for them one by one.

    `open_ask`: the writer's ask for more time that waits for an answer. `reviser_id`: the membership that has
    been given the live revision instead of the order's writer, 0 for nobody. `charged`, `payments`: sums of
    the ledger (payments are negative); None when they were not read. `favoured`: whether the writer is a
    favourite of the reader's. `style_guides`: ids of the versions of the client's style guide that count
    now, and did when it was placed. `beside`: which of orders.hooks.beside there are; None when nobody asked.
    `values`: what apps to the right read along, by name.
    """

    open_ask: ExtensionAsk | None
    reviser_id: int
    charged: Decimal | None = None
    payments: Decimal | None = None
    addon_names: Sequence[str] = ()
    style_guides: Sequence[int | None] = ()
    favoured: bool = False
    beside: frozenset[str] | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
