"""A price prepared for ui/price_lines.html."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalog.pricing.formula import Price, PriceBook
from catalog.pricing.price_comparison import Change
from catalog.pricing.taxes import INCLUDED, TAKEN_OFF, tax_in
from catalog.pricing.words import rate_words
from project.base.money import format_money


@dataclass(frozen=True)
class PriceLine:
    """A line of ui/price_lines.html, or one of its sums, which have no explanation."""

    label: str
    amount: str
    explanation: str = ""


def price_lines(price: Price) -> dict[str, Any]:
    """The context of ui/price_lines.html for a price."""
    return printed(price.lines, price.currency)


def printed(lines: Iterable[Any], currency: str) -> dict[str, Any]:
    """The context of ui/price_lines.html for any lines with kind, label, rule and amount: those of a price,
    or the stored ones of an order. Where the lines hold the tax, `within` says how much it is."""
    found = list(lines)
    taxes = [line for line in found if line.kind == "tax"]
    inner = [line for line in taxes if line.key == INCLUDED]
    return {
        "lines": [_line(line, currency) for line in found if line.kind != "tax"],
        "sums": _before_total(found, taxes, currency) if taxes and not inner else [],
        "total": format_money(sum((line.amount for line in found), Decimal(0)), currency),
        "within": [_sum(line.label, tax_in([line]), currency) for line in inner],
    }


def _before_total(found: list[Any], taxes: list[Any], currency: str) -> list[PriceLine]:
    """What the lines come to, and what the tax adds to it or takes off."""
    before = sum((line.amount for line in found if line.kind != "tax"), Decimal(0))
    label = _("Subtotal") if any(line.key == TAKEN_OFF for line in taxes) else _("Net")
    return [_sum(label, before, currency), *(_sum(line.label, line.amount, currency) for line in taxes)]


def _line(line: Any, currency: str) -> PriceLine:
    return PriceLine(line.label, format_money(line.amount, currency), line.rule)


def _sum(label: str, amount: Decimal, currency: str) -> PriceLine:
    return PriceLine(label, format_money(amount, currency))


def changes(found: Iterable[Change], currency: str) -> list[dict[str, str]]:
    """The differences of two quotes for printing: label, old, new ("" where there is no such line)."""

    def words(amount: Decimal | None) -> str:
        return "" if amount is None else format_money(amount, currency)

    return [{"label": change.label, "old": words(change.old), "new": words(change.new)} for change in found]


def addon_price(book: PriceBook, key: str) -> str:
    """What an add-on costs, in words: "€35.00", "€0.02 per unit", "18 % of the work"."""
    addon = book.addons[key]
    if addon.kind == "percent":
        return _("%(percent)s%% of the base price") % {"percent": plain(addon.amount)}
    amount = rate_words(addon.amount, book.currency)
    return _("%(amount)s per unit") % {"amount": amount} if addon.kind == "per_unit" else amount


def plain(number: Decimal) -> str:
    """A number without trailing zeros: 1.350 as 1.35."""
    return f"{number.normalize():f}"
