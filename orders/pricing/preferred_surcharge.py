"""What the preference for a writer costs a client, as the order was priced."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from project.base.money import cents

if TYPE_CHECKING:
    from orders.models import OrderLine


def surcharge_of(lines: Iterable[OrderLine]) -> Decimal:
    """The surcharge with its share of the tax: what the order would cost less without that line. 0 when
    there is none."""
    rows = list(lines)
    net = sum((row.amount for row in rows if row.kind == "surcharge"), Decimal(0))
    taxed = sum((row.amount for row in rows if row.kind != "tax"), Decimal(0))
    tax = sum((row.amount for row in rows if row.kind == "tax"), Decimal(0))
    if not net or not taxed:
        return net
    without = cents(tax * (taxed - net) / taxed)
    return net + tax - without
