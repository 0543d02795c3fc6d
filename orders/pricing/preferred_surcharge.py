"""What the preference for a writer costs a client, as the order was priced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from project.base.money import cents

if TYPE_CHECKING:
    from orders.models import OrderLine

ZERO = Decimal(0)
SURCHARGE = "surcharge"
#: Lines to which the minimum charge tops up.
LISTED = ("work", "addon")


def surcharge_of(lines: Iterable[OrderLine], minimum: Decimal) -> Decimal:
    """What the order would cost less without a preferred writer: the surcharge as a quote adjusted it, less
    what a discount took off it and what the minimum charge, `minimum`, asks for in its place, with its share
    of the tax. 0 when there is none.

    The other lines stay as they were agreed; those that depend on the ones before them are reckoned again.
    """
    rows = list(lines)
    if not any(row.kind == SURCHARGE for row in rows):
        return ZERO
    return max(_sum(row.amount for row in rows) - _without(rows, minimum), ZERO)


def _without(rows: Sequence[OrderLine], minimum: Decimal) -> Decimal:
    """The total of the lines of a price without its surcharge."""
    kept = [row for row in rows if not _of_surcharge(row)]
    listed = _sum(row.amount for row in kept if row.kind in LISTED)
    agreed = _sum(row.amount for row in kept if row.kind in ("adjustment", "custom"))
    before = max(listed, minimum) + agreed
    net = before + _sum(_discount(row, before) for row in kept if row.kind == "discount")
    return net + _sum(cents(net * row.multiplier) for row in kept if row.kind == "tax")


def _of_surcharge(row: OrderLine) -> bool:
    return row.kind == SURCHARGE or (row.kind == "adjustment" and row.key.startswith(f"{SURCHARGE}:"))


def _discount(row: OrderLine, before: Decimal) -> Decimal:
    """A percentage of the lines before it, or money that is no more than those. catalog.pricing.terms writes
    the percentage as a negative multiplier."""
    return cents(before * row.multiplier) if row.multiplier < 0 else -min(-row.amount, before)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
