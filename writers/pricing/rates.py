"""Which rate holds on a day, and what a quantity of work earns by it. Pure; HALF_UP to cents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from project.base.money import cents


@dataclass(frozen=True)
class Rate:
    """The amount per unit, and whether it is that of a level or the general one."""

    amount: Decimal
    of_level: bool


class RateTable:
    """The rates of one day. `rows` (anything with `service_id`, `level_id`, `amount`) have begun by then, the
    latest first."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._found: dict[tuple[int, int | None], Decimal] = {}
        for row in rows:
            self._found.setdefault((row.service_id, row.level_id), row.amount)

    def rate(self, service_id: int, level_id: int | None) -> Rate | None:
        """The level's own rate, else the general one of the service, else none."""
        if level_id is not None and (own := self._found.get((service_id, level_id))) is not None:
            return Rate(own, of_level=True)
        general = self._found.get((service_id, None))
        return None if general is None else Rate(general, of_level=False)


def earned(quantity: int, rate: Rate) -> Decimal:
    """What so many units earn."""
    return cents(quantity * rate.amount)
