"""What speaks for giving somebody an order, apart from what speaks against (orders.hooks.eligibility)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from project.base.hooks import Hook

if TYPE_CHECKING:
    from agencies.models import Membership
    from orders.models import Order


@dataclass(frozen=True)
class Part:
    """One part of a score: `points` of `most`, with a code for programs, and a label and words for people.
    `n`: how many orders or ratings are behind it, where it is made of them."""

    code: str
    label: str
    points: int
    most: int
    words: str
    n: int | None = None


@dataclass(frozen=True)
class Fit:
    """How well one writer fits one order: the sum of its parts, 0 to 100."""

    parts: tuple[Part, ...]

    @property
    def score(self) -> int:
        return sum(part.points for part in self.parts)


class Fits(Protocol):
    """Answered by writers."""

    def __call__(
        self, people: Sequence[Membership], orders: Sequence[Order], now: dt.datetime
    ) -> Mapping[tuple[int, int], Fit]:
        """The fit of each of these people for each of these orders of one agency, by both ids, in as many
        queries as for one of each."""
        ...


fits: Hook[Fits] = Hook("orders.hooks.fit.fits")
