"""What an order's promises cost: its lines reckoned again without a named writer, or as less urgent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from catalog.pricing.taxes import line_amount
from project.base.money import cents

ZERO, ONE = Decimal(0), Decimal(1)
SURCHARGE = "surcharge"
#: Lines to which the minimum charge tops up.
LISTED = ("work", "addon", SURCHARGE)


@dataclass(frozen=True)
class Promised:
    """The lines of an order as it was placed, the minimum charge of its price book, and the keys of those
    add-ons that are a percentage of the work."""

    lines: tuple[Any, ...]
    minimum: Decimal
    percent_addons: frozenset[str]

    def total(self, *, named: bool = True, pace: Decimal = ONE) -> Decimal:
        """What it costs, with the tax that is charged: with or without a `named` writer, the work at `pace`
        times its price.

        What was agreed beside the list stays as it was; what depends on the lines before it is reckoned
        again. As it was placed, it is the sum of the lines.
        """
        rows = [row for row in self.lines if named or not _of_surcharge(row)]
        if named and pace == ONE:
            return _sum(row.amount for row in rows)
        work = _sum(row.amount for row in rows if row.kind == "work")
        slower = _sum(self._work(row, pace) for row in rows if row.kind == "work")
        listed = _sum(self._listed(row, work, slower) for row in rows if row.kind in LISTED)
        agreed = _sum(row.amount for row in rows if row.kind in ("adjustment", "custom"))
        before = _less_volume(self.lines, max(listed, self.minimum)) + agreed
        net = before + _sum(_discount(row, before) for row in rows if row.kind == "discount")
        taxes = (line_amount(row.key, row.multiplier, net) for row in rows if row.kind == "tax")
        return net + _sum(taxes)

    def _work(self, row: Any, pace: Decimal) -> Decimal:
        return row.amount if pace == ONE else cents(row.base * row.multiplier * pace)

    def _listed(self, row: Any, work: Decimal, slower: Decimal) -> Decimal:
        if row.kind == "work":
            return slower
        if slower != work and (row.kind == SURCHARGE or row.key in self.percent_addons):
            return cents(slower * row.multiplier)
        return Decimal(row.amount)


def _less_volume(lines: Iterable[Any], listed: Decimal) -> Decimal:
    """What a list price comes to with the percentage of its volume tier, if it has one."""
    return listed + _sum(cents(listed * row.multiplier) for row in lines if row.kind == "volume")


def surcharge_of(lines: Iterable[Any], minimum: Decimal) -> Decimal:
    """What the order would cost less without a preferred writer: the surcharge as a quote adjusted it, less
    what a discount took off it and what the minimum charge, `minimum`, asks for in its place, with its share
    of the tax. 0 when there is none."""
    promised = Promised(tuple(lines), minimum, frozenset())
    return max(promised.total() - promised.total(named=False), ZERO)


def _of_surcharge(row: Any) -> bool:
    return row.kind == SURCHARGE or (row.kind == "adjustment" and row.key.startswith(f"{SURCHARGE}:"))


def _discount(row: Any, before: Decimal) -> Decimal:
    """A percentage of the lines before it, or money that is no more than those. catalog.pricing.terms writes
    the percentage as a negative multiplier."""
    return cents(before * row.multiplier) if row.multiplier < 0 else -min(-row.amount, before)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
