"""How long a text is beside what was ordered of it, and what an agency lets pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orders.models import Order


@dataclass(frozen=True)
class Length:
    """Words written beside words ordered. `tolerance`: percent of the latter by
    which a text may miss them."""

    words: int
    ordered: int
    tolerance: int

    @property
    def least(self) -> int:
        """The fewest words that are enough, rounded up."""
        return -(-self.ordered * (100 - self.tolerance) // 100)

    @property
    def most(self) -> int:
        """The most words that are not too many, rounded down."""
        return self.ordered * (100 + self.tolerance) // 100

    @property
    def short(self) -> bool:
        return self.words < self.least

    @property
    def long(self) -> bool:
        return self.words > self.most

    @property
    def outside(self) -> bool:
        """Whether the text is shorter or longer than the agency lets pass without a word."""
        return self.short or self.long


def length_of(order: Order, words: int) -> Length | None:
    """A text of so many `words` beside the order; None where it was not ordered by the word. Reads the
    order's service and agency."""
    if order.service.unit != "word" or not order.quantity:
        return None
    return Length(words, order.quantity, order.agency.length_tolerance)
