"""What was agreed on top of a price: changed lines, lines of one's own, a
discount. A pure function; docs/pricing.md.

    list price  the lines of catalog.pricing.formula.price, minimum charge and volume tier included
    changes     of a line but that of the volume: an amount with a reason; no line falls below zero
    own lines   a label, a reason, an amount above zero
    discount    money, or percent of the lines before it; never more than those
    tax         of what remains, as the price list says (catalog/pricing/taxes.py)

The lines of the list price stay as they are printed, so that a reader sees what was changed and why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from catalog.pricing.formula import Facts, Line, Price, PriceBook, PricingProblem, price, tax_lines
from catalog.pricing.words import plain
from project.base.money import LARGEST, cents

from .formula import HUNDRED, ONE, ZERO

#: What the columns of a priced line hold.
LONGEST_LABEL, LONGEST_REASON = 120, 300
#: Kinds of lines that are no part of the list price.
AGREED = ("adjustment", "custom", "discount", "tax")


@dataclass(frozen=True)
class Adjustment:
    """`delta` more (or less) for the line of this kind and key, and why."""

    kind: str
    key: str
    delta: Decimal
    reason: str


@dataclass(frozen=True)
class CustomLine:
    """Something that the price book does not know. `key` tells it from
    the other ones, in later versions too."""

    key: str
    label: str
    reason: str
    amount: Decimal


@dataclass(frozen=True)
class Terms:
    """Everything agreed about one price. The discount is money or percent, not both."""

    adjustments: tuple[Adjustment, ...] = ()
    customs: tuple[CustomLine, ...] = ()
    discount: Decimal = ZERO
    discount_percent: Decimal = ZERO


def price_agreed(book: PriceBook, facts: Facts, terms: Terms) -> Price:
    """The price of `facts` by `book` on these terms, which take the place of a discount in `facts`.

    Raises PricingProblem with everything that is wrong with the facts,
    else with everything wrong with the terms.
    """
    listed = price(book, replace(facts, discount=ZERO))
    lines = [line for line in listed.lines if line.kind != "tax"]
    if problems := _problems(lines, terms):
        raise PricingProblem(problems)
    lines += [_adjusted(lines, change) for change in terms.adjustments]
    lines += [_custom(item) for item in terms.customs]
    lines += _discount(terms, _sum(lines))
    lines += tax_lines(book.tax(reverse=facts.reverse_charge), book.currency, _sum(lines))
    quote = replace(listed, lines=tuple(lines))
    if quote.total > LARGEST:
        raise PricingProblem(
            {"customs": _("This is too much for a single order. Split the work into several orders.")}
        )
    return quote


def taken_off(quote: Price) -> Decimal:
    """How many percent of the list price were taken off: by the discount and by lines made cheaper, together.

    A line made dearer and an own line do not make up for it, so that nobody
    raises with one hand what the other takes.
    """
    listed = _sum(line for line in quote.lines if line.kind not in AGREED)
    less = -_sum(line for line in quote.lines if line.kind in ("adjustment", "discount") and line.amount < 0)
    if not less:
        return ZERO
    return less * HUNDRED / listed if listed else HUNDRED


def beyond_limit(quote: Price, limit: Decimal | None) -> str:
    """Why somebody who may take off `limit` percent (None: any) may not give this price; "" when they may."""
    if limit is None or taken_off(quote) <= limit:
        return ""
    return _("You have reduced the list price by %(percent)s%%. Your limit is %(limit)s%%.") % {
        "percent": plain(_rounded_up(taken_off(quote))),
        "limit": plain(limit),
    }


def _rounded_up(percent: Decimal) -> Decimal:
    """To hundredths, never down: what is beyond the limit is not shown as the limit."""
    rounded = cents(percent)
    return rounded if rounded >= percent else rounded + Decimal("0.01")


def wrong_terms(terms: Terms) -> dict[str, str]:
    """What is wrong with the terms whatever the lines are, so that they
    cannot even be kept; empty when nothing is."""
    found = {
        "adjustments": _wrong_changes(terms.adjustments),
        "customs": _wrong_customs(terms.customs),
        "discount": _wrong_discount(terms),
    }
    return {name: problem for name, problem in found.items() if problem}


def _problems(lines: list[Line], terms: Terms) -> dict[str, str]:
    adjustable = {(line.kind, line.key): line for line in lines if line.kind != "volume"}
    unfit = _wrong_adjustments(adjustable, terms.adjustments)
    return {**wrong_terms(terms), **({"adjustments": unfit} if unfit else {})}


def _wrong_changes(changes: tuple[Adjustment, ...]) -> str:
    if len({(change.kind, change.key) for change in changes}) < len(changes):
        return _("You can adjust each line only once.")
    if any(abs(change.delta) > LARGEST for change in changes):
        return _("This is too much for a single order. Split the work into several orders.")
    return next((problem for change in changes if (problem := _wrong_reason(change.reason))), "")


def _wrong_adjustments(lines: dict[tuple[str, str], Line], changes: tuple[Adjustment, ...]) -> str:
    if any((change.kind, change.key) not in lines for change in changes):
        return _("One of the lines you adjusted is no longer part of the price. Clear its adjustment.")
    if len({(change.kind, change.key) for change in changes}) < len(changes):
        return _("You can adjust each line only once.")
    for change in changes:
        label = lines[change.kind, change.key].label
        if problem := _wrong_reason(change.reason):
            return f"{label}: {problem}"
        if not cents(change.delta):
            return _("%(line)s: Enter an adjustment.") % {"line": label}
        if lines[change.kind, change.key].amount + cents(change.delta) < 0:
            return _("%(line)s: Enter an adjustment that does not take the line below zero.") % {
                "line": label
            }
        if change.delta > LARGEST:
            return _("%(line)s: This adjustment is too large. Enter a smaller one.") % {"line": label}
    return ""


def _wrong_customs(items: tuple[CustomLine, ...]) -> str:
    if max(Counter(item.key for item in items).values(), default=0) > 1:
        return _("Two of your custom lines have the same name. Change one of them.")
    for item in items:
        if not item.label.strip() or len(item.label) > LONGEST_LABEL:
            return _("Enter a name of at most %(most)s characters for each custom line.") % {
                "most": LONGEST_LABEL
            }
        if problem := _wrong_reason(item.reason):
            return f"{item.label}: {problem}"
        if not 0 < cents(item.amount) <= LARGEST:
            return _("%(line)s: Enter an amount above zero. To reduce the price, use the discount.") % {
                "line": item.label
            }
    return ""


def _wrong_reason(reason: str) -> str:
    if not reason.strip():
        return _("Enter a reason. The client will read it.")
    if len(reason) > LONGEST_REASON:
        return _("Enter a reason of at most %(most)s characters.") % {"most": LONGEST_REASON}
    return ""


def _wrong_discount(terms: Terms) -> str:
    if terms.discount < 0 or terms.discount_percent < 0:
        return _("Enter a discount of zero or more.")
    if terms.discount > LARGEST:
        return _("This is too much for a single order. Split the work into several orders.")
    if terms.discount and terms.discount_percent:
        return _("Enter the discount as an amount or a percentage, not both.")
    if terms.discount_percent > HUNDRED:
        return _("Enter a percentage of 100 or less.")
    if terms.discount_percent != cents(terms.discount_percent):
        return _("Enter the percentage with at most two decimal places.")
    return ""


def _adjusted(lines: list[Line], change: Adjustment) -> Line:
    target = next(line for line in lines if (line.kind, line.key) == (change.kind, change.key))
    delta = cents(change.delta)
    label = _("Adjustment to “%(line)s”") % {"line": target.label}
    return Line("adjustment", f"{change.kind}:{change.key}", label, change.reason.strip(), delta, ONE, delta)


def _custom(item: CustomLine) -> Line:
    amount = cents(item.amount)
    return Line("custom", item.key, item.label.strip(), item.reason.strip(), amount, ONE, amount)


def _discount(terms: Terms, before: Decimal) -> list[Line]:
    if terms.discount_percent:
        rule = _("%(percent)s%% of the lines above, agreed with you") % {
            "percent": plain(terms.discount_percent)
        }
        base, multiplier = before, -terms.discount_percent / HUNDRED
    else:
        rule, base, multiplier = _("Agreed with you"), -min(cents(terms.discount), before), ONE
    amount = cents(base * multiplier)
    return [Line("discount", "", _("Discount"), rule, base, multiplier, amount)] if amount else []


def _sum(lines: Iterable[Line]) -> Decimal:
    return sum((line.amount for line in lines), Decimal("0.00"))
