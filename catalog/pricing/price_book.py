"""One version of an agency's prices, as the formula takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from catalog.pricing.taxes import Tax, key_of


@dataclass(frozen=True)
class ServiceRate:
    """A service: `rate` in money per `unit` (word, page, hour or item), and how much of it can be ordered."""

    key: str
    name: str
    unit: str
    rate: Decimal
    minimum_quantity: int = 1
    maximum_quantity: int = 1_000_000


@dataclass(frozen=True)
class Tier:
    """A quality: multiplies the work."""

    key: str
    name: str
    multiplier: Decimal


@dataclass(frozen=True)
class UrgencyTier:
    """Multiplies the work when the time to the deadline is at most `within_hours`."""

    key: str
    name: str
    within_hours: int
    multiplier: Decimal


@dataclass(frozen=True)
class AddOn:
    """`kind` is fixed (money), per_unit (money per unit) or percent (of the work line)."""

    key: str
    name: str
    kind: str
    amount: Decimal


@dataclass(frozen=True)
class VolumeTier:
    """`percent` off each of at least `from_pieces` that are commissioned together."""

    key: str
    name: str
    from_pieces: int
    percent: Decimal


@dataclass(frozen=True)
class PriceBook:
    """One version of an agency's prices. `tax_rate` and `preferred_surcharge` are percents, such as 20.00;
    urgency tiers stand from the tightest on, volume tiers from the fewest pieces. With `prices_include_tax`,
    every amount of money holds the tax."""

    version: int
    currency: str
    minimum_charge: Decimal
    tax_rate: Decimal
    tax_label: str
    preferred_surcharge: Decimal
    services: Mapping[str, ServiceRate]
    qualities: Mapping[str, Tier]
    urgencies: tuple[UrgencyTier, ...]
    addons: Mapping[str, AddOn]
    prices_include_tax: bool = False
    volumes: tuple[VolumeTier, ...] = ()

    def tax(self, *, reverse: bool = False) -> Tax:
        """How its prices are taxed; `reverse` for a client who accounts for the tax."""
        return Tax(self.tax_label, self.tax_rate, key_of(included=self.prices_include_tax, reverse=reverse))

    def volume(self, pieces: int) -> VolumeTier | None:
        """The tier for so many pieces: of those that are reached, the one with the most percent off, so that
        no piece is ever dearer among more of them. None below every tier."""
        reached = [tier for tier in self.volumes if tier.from_pieces <= pieces]
        return max(reached, key=lambda tier: tier.percent, default=None)
