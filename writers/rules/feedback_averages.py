"""How averages of ratings are worked out, so that few ratings are shown as few."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from writers.states.feedback_history import Trend

#: The agency's mean counts as this many ratings beside somebody's own (a Bayesian average with the agency as
#: its prior): one rating of 5 moves somebody a little, two hundred make it theirs.
PRIOR = 5
#: With fewer ratings nobody outside the agency is shown an average, and nobody a trend.
SHOWN_FROM = 3
#: What two means have to lie apart to be more than chance.
STEADY = Decimal("0.10")
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Average:
    """Of `n` ratings with the sum `total`, where the agency's own mean is `mean` (None: it has none yet)."""

    n: int
    total: int
    mean: Decimal | None = None

    @property
    def raw(self) -> Decimal | None:
        """The plain mean, to two decimals; None without ratings."""
        return (Decimal(self.total) / self.n).quantize(CENT, ROUND_HALF_UP) if self.n else None

    @property
    def shrunk(self) -> Decimal | None:
        """(total + PRIOR * mean) / (n + PRIOR), to two decimals; None without ratings."""
        if not self.n or self.mean is None:
            return self.raw
        return ((self.total + PRIOR * self.mean) / (self.n + PRIOR)).quantize(CENT, ROUND_HALF_UP)

    @property
    def shown_outside(self) -> bool:
        """Whether there are enough ratings to be shown to clients and the public."""
        return self.n >= SHOWN_FROM

    def for_outside(self) -> Average:
        """What clients and the public are shown of it: nothing of few ratings."""
        return self if self.shown_outside else Average(0, 0)


def trend_of(late: Average, early: Average) -> Trend:
    """Where plain means go; too few ratings on either side tell nothing."""
    if not (late.shown_outside and early.shown_outside):
        return Trend.TOO_FEW
    return _moved(Decimal(late.total) / late.n - Decimal(early.total) / early.n)


def _moved(by: Decimal) -> Trend:
    if abs(by) < STEADY:
        return Trend.STEADY
    return Trend.RISING if by > 0 else Trend.FALLING
