"""Two prices side by side: in which lines they differ, and what would
make an order cheaper. Pure functions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from catalog.pricing.formula import KINDS, Facts, Price, PriceBook, price, urgency_of

#: How long a deadline that is named to somebody stays as cheap as it was said to be, at least.
TO_DECIDE = dt.timedelta(hours=1)


@dataclass(frozen=True)
class Change:
    """A line of two quotes that differ in it; None where one of them has no such line."""

    label: str
    old: Decimal | None
    new: Decimal | None


@dataclass(frozen=True)
class Saving:
    """One way to pay less, and how much it saves with tax. `addon` is the key of the one that is left out, ""
    where the deadline is later."""

    what: str
    facts: Facts
    saves: Decimal
    addon: str = ""


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
    """What would make the same work cheaper: a deadline beyond the urgency tier, one add-on less. Largest
    first. `total` is what these facts cost, where that is known."""
    now = price(book, facts).total if total is None else total
    options: list[tuple[str, Facts, str]] = []
    if tier := urgency_of(book, facts.placed_at, facts.deadline):
        words = _("A less urgent deadline than “%(tier)s”") % {"tier": tier.name}
        options.append((words, replace(facts, deadline=_beyond(facts.placed_at, tier.within_hours)), ""))
    for key in dict.fromkeys(facts.addons):
        rest = tuple(other for other in facts.addons if other != key)
        words = _("Without “%(addon)s”") % {"addon": book.addons[key].name}
        options.append((words, replace(facts, addons=rest), key))
    savings = [Saving(words, other, now - price(book, other).total, key) for words, other, key in options]
    return sorted((saving for saving in savings if saving.saves > 0), key=_by_saving)


def _beyond(placed_at: dt.datetime, hours: int) -> dt.datetime:
    """The first full hour that is still beyond so many hours when somebody takes TO_DECIDE to order."""
    later = placed_at + dt.timedelta(hours=hours) + TO_DECIDE
    return later.replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)


def _by_saving(saving: Saving) -> Decimal:
    return -saving.saves
