"""A priced line as it is stored: of an order, of a version of a quote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.db import models

from agencies.models.base import OfAgency


class PricedLine(OfAgency):
    """The columns of a line of `catalog.pricing.formula`, at a position.
    Append-only by trigger wherever it is used."""

    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=61, blank=True)
    label = models.CharField(max_length=160)
    rule = models.CharField(max_length=400)
    base = models.DecimalField(max_digits=14, decimal_places=4)
    multiplier = models.DecimalField(max_digits=16, decimal_places=6)
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        abstract = True
        ordering = ["position"]

    @classmethod
    def write(cls, lines: Iterable[Any], **owner: Any) -> list[Self]:
        """Store the lines of a price (or stored ones of another owner) in their order, for `owner`
        (agency_id= and whose lines they are)."""
        return cls.objects.bulk_create(cls.made(lines, **owner))  # type: ignore[attr-defined]

    @classmethod
    def made(cls, lines: Iterable[Any], **owner: Any) -> list[Self]:
        """The same rows, not stored yet."""
        return [
            cls(
                position=position,
                kind=line.kind,
                key=line.key,
                label=str(line.label),
                rule=str(line.rule),
                base=line.base,
                multiplier=line.multiplier,
                amount=line.amount,
                **owner,
            )
            for position, line in enumerate(lines, start=1)
        ]
