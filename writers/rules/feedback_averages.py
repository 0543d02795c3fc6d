"""How averages of ratings are worked out, so that few ratings are shown as few."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

#: The agency's mean counts as this many ratings beside somebody's own (a Bayesian average with the agency as
#: its prior): one rating of 5 moves somebody a little, two hundred make it theirs.
PRIOR = 5
#: With fewer ratings nobody outside the agency is shown an average.
SHOWN_FROM = 3
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
