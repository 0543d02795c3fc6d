"""What an order costs: a pure function of a price book and facts.
Formula and worked examples: docs/pricing.md.

    work      = quantity x rate x quality x urgency                  rounded once
    add-ons   fixed: amount; per unit: amount x quantity; percent: of the work line
    surcharge for a named writer: percent of the work line
    minimum   what is missing to the minimum charge
    volume    percent off all lines above, by how many pieces are commissioned together
    discount  never more than the lines before it
    tax       percent of the net subtotal, or what the lines hold already (catalog/pricing/taxes.py)

Every line is rounded half up to cents when it is made, so the total is the plain sum of what is printed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from catalog.pricing.price_book import AddOn, PriceBook, ServiceRate, Tier, UrgencyTier, VolumeTier
from catalog.pricing.taxes import ADDED, INCLUDED, Tax, line_amount, tax_in, within
from catalog.pricing.words import plain, rate_words, units
from project.base.money import LARGEST, cents, format_money

__all__ = ["AddOn", "Facts", "Line", "Price", "PriceBook", "PricingProblem", "ServiceRate", "Tier"]
__all__ += ["UrgencyTier", "VolumeTier", "price", "tax_lines", "urgency_of"]

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
#: The kinds of lines in printing order.
KINDS = ("work", "addon", "surcharge", "minimum", "volume", "adjustment", "custom", "discount", "tax")


@dataclass(frozen=True)
class Facts:
    """What is ordered, in keys of the price book. `quantity` is in
    the service's unit, `discount` in money. With `reverse_charge` the client accounts for the tax.
    `volume` is how many pieces of work are commissioned together, this one included."""

    service: str
    quality: str
    quantity: int
    placed_at: dt.datetime
    deadline: dt.datetime
    addons: tuple[str, ...] = ()
    preferred_writer: bool = False
    discount: Decimal = ZERO
    reverse_charge: bool = False
    volume: int = 1


@dataclass(frozen=True)
class Line:
    """One printed line: amount = base x multiplier, rounded (work, add-ons,
    surcharge, tax), or the amount itself."""

    kind: str
    key: str
    label: str
    rule: str
    base: Decimal
    multiplier: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Price:
    """A price with its lines, that of the tax the last one when there is a tax."""

    lines: tuple[Line, ...]
    currency: str
    book_version: int

    @property
    def subtotal(self) -> Decimal:
        """Net of tax."""
        return self.total - self.tax

    @property
    def tax(self) -> Decimal:
        return tax_in(self.lines)

    @property
    def total(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal("0.00"))


class PricingProblem(ValueError):
    """The facts have no price. `errors` maps the field's name to a sentence for it."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


def price(book: PriceBook, facts: Facts) -> Price:
    """The price of `facts` by `book`. Raises PricingProblem with everything that is wrong at once."""
    if problems := _problems(book, facts):
        raise PricingProblem(problems)
    work = _work_line(book, facts)
    lines = [work, *(_addon_line(book, facts, work, key) for key in dict.fromkeys(facts.addons))]
    if facts.preferred_writer and book.preferred_surcharge:
        lines.append(_surcharge_line(book, work))
    for make in (_minimum_line, _volume_line, _discount_line, _tax_line):
        lines += make(book, facts, sum((line.amount for line in lines), ZERO))
    quote = Price(tuple(lines), book.currency, book.version)
    if max(quote.total, *(max(line.base, line.amount) for line in lines)) > LARGEST:
        raise PricingProblem(
            {"quantity": _("This is too much for a single order. Split the work into several orders.")}
        )
    return quote


def price_items(items: Sequence[tuple[str, Decimal]], tax: Tax, currency: str) -> tuple[Line, ...]:
    """The lines of a change order: each of `items` (what, amount) as it is, then the tax of their sum, which
    the amounts hold if `tax` says so.

    The total is the plain sum of the lines, as for any price.
    """
    lines = [_line("custom", "", label, "", amount, ONE) for label, amount in items]
    before = sum((line.amount for line in lines), ZERO)
    return (*lines, *tax_lines(tax, currency, before))


def urgency_of(book: PriceBook, placed_at: dt.datetime, deadline: dt.datetime) -> UrgencyTier | None:
    """The tightest tier whose hours cover the time from `placed_at`
    to `deadline`; None for the usual pace."""
    span = deadline - placed_at
    fitting = [tier for tier in book.urgencies if span <= dt.timedelta(hours=tier.within_hours)]
    return min(fitting, key=lambda tier: tier.within_hours, default=None)


def _problems(book: PriceBook, facts: Facts) -> dict[str, str]:
    problems: dict[str, str] = {}
    service = book.services.get(facts.service)
    if service is None:
        problems["service"] = _("Choose a service.")
    elif not service.minimum_quantity <= facts.quantity <= service.maximum_quantity:
        least, most = service.minimum_quantity, service.maximum_quantity
        bounds = {"least": f"{least:,}", "most": f"{most:,}", "units": units(service.unit, most)}
        problems["quantity"] = _("Order between %(least)s and %(most)s %(units)s.") % bounds
    if facts.quality not in book.qualities:
        problems["quality"] = _("Choose a quality tier.")
    if any(key not in book.addons for key in facts.addons):
        problems["addons"] = _("One of the add-ons is no longer offered.")
    if facts.deadline <= facts.placed_at:
        problems["deadline"] = _("Choose a deadline in the future.")
    if facts.volume < 1:
        problems["volume"] = _("Commission at least one piece.")
    if facts.discount < 0:
        problems["discount"] = _("Enter a discount of zero or more.")
    return problems


def _work_line(book: PriceBook, facts: Facts) -> Line:
    service, quality = book.services[facts.service], book.qualities[facts.quality]
    urgency = urgency_of(book, facts.placed_at, facts.deadline)
    base = facts.quantity * service.rate
    multiplier = quality.multiplier * (urgency.multiplier if urgency else ONE)
    parts = [_at_rate(book, facts, service.rate)]
    for tier in (quality, urgency):
        if tier and tier.multiplier != ONE:
            parts.append(f"{tier.name} × {plain(tier.multiplier)}")
    return Line(
        "work", service.key, service.name, ", ".join(parts), base, multiplier, cents(base * multiplier)
    )


def _at_rate(book: PriceBook, facts: Facts, rate: Decimal) -> str:
    return _("%(quantity)s %(units)s at %(rate)s") % {
        "quantity": f"{facts.quantity:,}",
        "units": units(book.services[facts.service].unit, facts.quantity),
        "rate": rate_words(rate, book.currency),
    }


def _addon_line(book: PriceBook, facts: Facts, work: Line, key: str) -> Line:
    addon = book.addons[key]
    if addon.kind == "percent":
        rule = _("%(percent)s%% of the base price") % {"percent": plain(addon.amount)}
        return _line("addon", key, addon.name, rule, work.amount, addon.amount / HUNDRED)
    if addon.kind == "per_unit":
        rule = _at_rate(book, facts, addon.amount)
        return _line("addon", key, addon.name, rule, addon.amount, Decimal(facts.quantity))
    return _line("addon", key, addon.name, _("Fixed amount"), addon.amount, ONE)


def _surcharge_line(book: PriceBook, work: Line) -> Line:
    percent = {"percent": plain(book.preferred_surcharge)}
    rule = _("%(percent)s%% of the base price, for a writer of your choice") % percent
    return _line(
        "surcharge", "preferred", _("Preferred writer"), rule, work.amount, book.preferred_surcharge / HUNDRED
    )


def _minimum_line(book: PriceBook, facts: Facts, before: Decimal) -> list[Line]:
    if before >= book.minimum_charge:
        return []
    rule = _("Our minimum charge is %(minimum)s") % {
        "minimum": format_money(book.minimum_charge, book.currency)
    }
    return [_line("minimum", "", _("Top-up to minimum charge"), rule, book.minimum_charge - before, ONE)]


def _volume_line(book: PriceBook, facts: Facts, before: Decimal) -> list[Line]:
    tier = book.volume(facts.volume)
    if tier is None:
        return []
    numbers = {"pieces": f"{facts.volume:,}", "percent": plain(tier.percent)}
    label = _("Volume: %(pieces)s pieces, %(percent)s%% off") % numbers
    rule = _("%(percent)s%% of the lines above, for pieces commissioned together") % numbers
    line = _line("volume", tier.key, label, rule, before, -tier.percent / HUNDRED)
    return [line] if line.amount else []


def _discount_line(book: PriceBook, facts: Facts, before: Decimal) -> list[Line]:
    amount = min(cents(facts.discount), before)
    if not amount:
        return []
    return [_line("discount", "", _("Discount"), _("Agreed with you"), -amount, ONE)]


def _tax_line(book: PriceBook, facts: Facts, before: Decimal) -> list[Line]:
    return tax_lines(book.tax(reverse=facts.reverse_charge), book.currency, before)


def tax_lines(tax: Tax, currency: str, before: Decimal) -> list[Line]:
    """The line of the tax after lines that come to `before`; none without a rate."""
    if not tax.rate:
        return []
    share = tax.rate / HUNDRED
    label, rule = _tax_words(tax, currency, before)
    return [Line("tax", tax.key, label, rule, before, share, line_amount(tax.key, share, before))]


def _tax_words(tax: Tax, currency: str, before: Decimal) -> tuple[str, str]:
    """What the line is called, and how it comes about."""
    percent, sum_words = plain(tax.rate), format_money(before, currency)
    name = f"{tax.label} {percent}%"
    if tax.key == ADDED:
        return name, _("%(percent)s%% of %(net)s") % {"percent": percent, "net": sum_words}
    if not tax.is_included:
        return _("No %(tax)s: reverse charge") % {"tax": tax.label}, _("You account for the tax.")
    held = format_money(within(before, tax.rate / HUNDRED), currency)
    rule = _("%(tax)s of %(sum)s") % {"tax": held, "sum": sum_words}
    words = _("Including %(tax)s") if tax.key == INCLUDED else _("Less %(tax)s: reverse charge")
    return words % {"tax": name}, rule


def _line(kind: str, key: str, label: str, rule: str, base: Decimal, multiplier: Decimal) -> Line:
    return Line(kind, key, label, rule, base, multiplier, cents(base * multiplier))
