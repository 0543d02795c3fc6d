"""Prices as the API shows them, wherever one stands: an estimate, a draft, a version of a quote."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from catalog.pricing.formula import Price
from catalog.pricing.taxes import tax_in
from project.base.api import fields
from project.base.api.bodies import Out
from project.base.api.fields import money_text, number_text

LINE_EXAMPLE = {
    "kind": "work",
    "key": "article",
    "label": "Article",
    "rule": "600 words at €0.12",
    "base": "72",
    "multiplier": "1",
    "amount": "72.00",
}
PRICE_EXAMPLE = {
    "lines": [LINE_EXAMPLE],
    "subtotal": "72.00",
    "tax": "14.40",
    "total": "86.40",
    "currency": "EUR",
    "price_version": 3,
}


class PricedLineOut(Out):
    """A line of a price: `amount` is `base` times `multiplier`, rounded to cents."""

    kind = fields.Text(
        help_text="work, addon, surcharge, minimum, volume, adjustment, custom, discount or tax."
    )
    key = fields.Text(
        help_text="What it is of the catalog; empty where it is nothing of it. Of a tax: empty when it is "
        "added, `included` when the lines hold it (its amount is 0.00), `reverse` or `reverse-included` when "
        "the client accounts for it."
    )
    label = fields.Text()
    rule = fields.Text(help_text="How it comes about, in words.")
    base = fields.Precise(signed=True)
    multiplier = fields.Precise(places=6, signed=True)
    amount = fields.Money(signed=True)

    example = LINE_EXAMPLE


class PricedOut(Out):
    """A price with every line. `total` is the sum of all lines, `tax` what it holds of tax, `subtotal` the
    rest."""

    lines = PricedLineOut(many=True)
    subtotal = fields.Money()
    tax = fields.Money()
    total = fields.Money()
    currency = fields.Text()
    price_version = fields.Whole(help_text="The version of the price list.")

    example = PRICE_EXAMPLE


def price_shown(price: Price) -> dict[str, Any]:
    """A price as PricedOut."""
    return lines_shown(price.lines, price.currency, price.book_version)


def lines_shown(lines: Iterable[Any], currency: str, version: int) -> dict[str, Any]:
    """Lines, of a price or stored ones, as PricedOut."""
    found = list(lines)
    tax = tax_in(found)
    total = sum((line.amount for line in found), Decimal("0.00"))
    return {
        "lines": [_line(line) for line in found],
        "subtotal": money_text(total - tax),
        "tax": money_text(tax),
        "total": money_text(total),
        "currency": currency,
        "price_version": version,
    }


def _line(line: Any) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "key": line.key,
        "label": str(line.label),
        "rule": str(line.rule),
        "base": number_text(line.base),
        "multiplier": number_text(line.multiplier),
        "amount": money_text(line.amount),
    }
