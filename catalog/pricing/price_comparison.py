"""Two prices side by side: in which lines they differ, and what would
make an order cheaper. Pure functions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from catalog.pricing.formula import KINDS, Facts, Price, PriceBook, price, urgency_of


@dataclass(frozen=True)
class Change:
    """A line of two quotes that differ in it; None where one of them has no such line."""

    label: str
    old: Decimal | None
    new: Decimal | None


@dataclass(frozen=True)
class Saving:
    """One way to pay less, and how much it saves with tax."""

    what: str
    facts: Facts
    saves: Decimal


def compare(old: Price, new: Price) -> list[Change]:
    """The lines, and the total, in which two quotes differ, in printing order."""
    before = {(line.kind, line.key): line for line in old.lines}
    after = {(line.kind, line.key): line for line in new.lines}
    changes = []
    for place in sorted({**before, **after}, key=lambda place: KINDS.index(place[0])):
        was, now = before.get(place), after.get(place)
        amounts = (was.amount if was else None, now.amount if now else None)
        if amounts[0] != amounts[1]:
            label = (now or was).label  # type: ignore[union-attr]
            changes.append(Change(label, *amounts))
    if old.total != new.total:
        changes.append(Change(_("Total"), old.total, new.total))
    return changes


def cheaper(book: PriceBook, facts: Facts, total: Decimal | None = None) -> list[Saving]:
    """What would make the same work cheaper: a deadline just beyond the urgency tier, one add-on less.
    Largest first. `total` is what these facts cost, where that is known."""
    now = price(book, facts).total if total is None else total
    options: list[tuple[str, Facts]] = []
    if tier := urgency_of(book, facts.placed_at, facts.deadline):
        later = facts.placed_at + dt.timedelta(hours=tier.within_hours, minutes=1)
        options.append(
            (
                _("A less urgent deadline than “%(tier)s”") % {"tier": tier.name},
                replace(facts, deadline=later),
            )
        )
    for key in dict.fromkeys(facts.addons):
        rest = tuple(other for other in facts.addons if other != key)
        options.append(
            (_("Without “%(addon)s”") % {"addon": book.addons[key].name}, replace(facts, addons=rest))
        )
    savings = [Saving(what, other, now - price(book, other).total) for what, other in options]
    return sorted((saving for saving in savings if saving.saves > 0), key=_by_saving)


def _by_saving(saving: Saving) -> Decimal:
    return -saving.saves
