"""The catalog as dicts: what can be ordered, of an offering; rows of a part, of a price list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from catalog.pricing.formula import PriceBook, ServiceRate
from catalog.pricing.offering import Offering
from catalog.pricing.sections import Row, Section
from project.base.api.fields import money_text, number_text

COLUMNS = (
    *("position", "unit", "rate", "minimum_quantity", "maximum_quantity", "multiplier", "within_hours"),
    *("kind", "amount", "minimum_charge", "preferred_surcharge", "tax_rate", "tax_label"),
    *("prices_include_tax", "from_pieces", "percent"),
)
MONEY = ("minimum_charge",)


def catalog_shown(offering: Offering) -> dict[str, Any]:
    """What can be ordered as CatalogOut. No queries."""
    book = offering.book
    hours = {tier.key: tier.within_hours for tier in book.urgencies}
    factors = {tier.key: tier.multiplier for tier in book.urgencies}
    return {
        "version": book.version,
        "currency": book.currency,
        "minimum_charge": money_text(book.minimum_charge),
        "preferred_surcharge": number_text(book.preferred_surcharge),
        "tax_rate": number_text(book.tax_rate),
        "tax_label": book.tax_label,
        "prices_include_tax": book.prices_include_tax,
        "services": [{**_thing(row), **_rate(book.services[row.key])} for row in offering.services],
        "subjects": [_thing(row) for row in offering.subjects],
        "languages": [_thing(row) for row in offering.languages],
        "qualities": [
            {**_thing(row), "multiplier": number_text(book.qualities[row.key].multiplier)}
            for row in offering.qualities
        ],
        "urgencies": [
            {**_thing(row), "within_hours": hours[row.key], "multiplier": number_text(factors[row.key])}
            for row in offering.urgencies
        ],
        "addons": [
            {
                **_thing(row),
                "kind": str(book.addons[row.key].kind),
                "amount": number_text(book.addons[row.key].amount),
            }
            for row in offering.addons
        ],
        "volumes": [_volume(row, book) for row in offering.volumes],
    }


def _thing(row: Any) -> dict[str, Any]:
    return {"key": row.key, "name": row.name, "description": row.description}


def _rate(rate: ServiceRate) -> dict[str, Any]:
    return {
        "unit": str(rate.unit),
        "rate": number_text(rate.rate),
        "minimum_quantity": rate.minimum_quantity,
        "maximum_quantity": rate.maximum_quantity,
    }


def _volume(row: Any, book: PriceBook) -> dict[str, Any]:
    tier = next(tier for tier in book.volumes if tier.key == row.key)
    return {**_thing(row), "from_pieces": tier.from_pieces, "percent": number_text(tier.percent)}


def part_shown(section: Section, version: int, rows: Iterable[Row]) -> dict[str, Any]:
    """Rows of a part as CatalogPartOut."""
    return {"part": section.part.value, "version": version, "rows": [_row(row) for row in rows]}


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "key": row["key"],
        "name": row["name"],
        "description": row.get("description"),
        "offered": bool(row["offered"]),
        **{name: _plain(name, row.get(name)) for name in COLUMNS},
    }


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Decimal):
        return money_text(value) if name in MONEY else number_text(value)
    return value


def changes_shown(changes: Iterable[Any]) -> list[dict[str, Any]]:
    """Changes of a part, stored or not, as PriceChangeOut each."""
    return [
        {"key": row.key, "name": row.name, "field": row.field, "old": row.old, "new": row.new}
        for row in changes
    ]
