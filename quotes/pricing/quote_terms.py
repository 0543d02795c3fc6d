"""What was agreed beyond the list price of a quote: between its rows, catalog.pricing.terms and the printed
lines. And the settings by which an agency quotes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from agencies.models import Agency
from catalog.pricing.formula import Line, Price
from catalog.pricing.terms import Adjustment, CustomLine, Terms
from quotes.models import OrderQuote, QuoteLine, QuoteSettings, QuoteTerm

if TYPE_CHECKING:
    from quotes.models import QuoteVersion

#: Own lines of one quote, at most.
MOST_CUSTOMS = 20


def settings_of(agency: Agency) -> QuoteSettings:
    """The agency's settings, the defaults where it has none stored. One query."""
    return QuoteSettings.objects.filter(agency=agency).first() or QuoteSettings(agency=agency)


def terms_of(rows: Iterable[QuoteTerm]) -> Terms:
    """The terms that are stored in rows."""
    found = list(rows)
    split = [(*row.key.partition(":")[::2], row) for row in found if row.kind == "adjustment"]
    discount = next((row for row in found if row.kind == "discount"), None)
    return Terms(
        adjustments=tuple(Adjustment(kind, key, row.amount, row.reason) for kind, key, row in split),
        customs=tuple(
            CustomLine(row.key, row.label, row.reason, row.amount) for row in found if row.kind == "custom"
        ),
        discount=discount.amount if discount else Decimal(0),
        discount_percent=discount.percent if discount else Decimal(0),
    )


def rows_of(quote: OrderQuote, terms: Terms) -> list[QuoteTerm]:
    """The rows of these terms for the quote, not stored yet."""
    facts: list[dict[str, Any]] = [
        {
            "kind": "adjustment",
            "key": f"{row.kind}:{row.key}",
            "reason": row.reason.strip(),
            "amount": row.delta,
        }
        for row in terms.adjustments
    ]
    facts += [
        {
            "kind": "custom",
            "key": row.key,
            "label": row.label.strip(),
            "reason": row.reason.strip(),
            "amount": row.amount,
        }
        for row in terms.customs
    ]
    if terms.discount or terms.discount_percent:
        facts.append({"kind": "discount", "amount": terms.discount, "percent": terms.discount_percent})
    return [
        QuoteTerm(agency_id=quote.agency_id, quote=quote, position=position, **fact)
        for position, fact in enumerate(facts, start=1)
    ]


def as_price(version: QuoteVersion) -> Price:
    """The stored lines of a version as the price that they were. Reads prefetched lines."""
    lines = tuple(_line(row) for row in version.lines.all())
    return Price(lines, version.currency, 0)


def _line(row: QuoteLine) -> Line:
    return Line(row.kind, row.key, row.label, row.rule, row.base, row.multiplier, row.amount)
