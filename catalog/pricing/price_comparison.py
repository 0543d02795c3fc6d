"""Two prices side by side: in which lines they differ, and what would
make an order cheaper. Pure functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalog.pricing.formula import KINDS, ZERO, Facts, Price, PriceBook, price, urgency_of

#: How long a deadline that is named to somebody stays as cheap as it was said to be, at least.
TO_DECIDE = dt.timedelta(hours=1)

Settled = Callable[[dt.datetime], dt.datetime]


@dataclass(frozen=True)
class Change:
    """A line of two quotes that differ in it; None where one of them has no such line."""

    label: str
    old: Decimal | None
    new: Decimal | None


@dataclass(frozen=True)
class Saving:
    """One way to pay less, and how much it saves with tax: a later deadline, or without the `addon`, in the
    cheaper `quality`, or `unnamed`, with any writer."""

    what: str
    facts: Facts
    saves: Decimal
    addon: str = ""
    quality: str = ""
    unnamed: bool = False


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


def cheaper(
    book: PriceBook, facts: Facts, total: Decimal | None = None, *, settled: Settled = lambda moment: moment
) -> list[Saving]:
    """What would make the same work cheaper: a deadline beyond an urgency tier, a cheaper quality, no named
    writer, one add-on less. Largest first. `total` is what these facts cost, where that is known. A tier ends
    after elapsed hours; `settled` moves that moment to one at which work is due, never to an earlier one."""
    now = price(book, facts).total if total is None else total
    found: list[Saving] = []
    for words, other, way in _ways(book, facts, settled):
        saves = now - price(book, other).total
        # A deadline later still is named where it saves more.
        if saves > max((each.saves for each in found if not way and _is_date(each)), default=ZERO):
            found.append(Saving(words, other, saves, **way))
    return sorted(found, key=_by_saving)


def _ways(book: PriceBook, facts: Facts, settled: Settled) -> Iterator[tuple[str, Facts, dict[str, Any]]]:
    """In words, as facts, and what a button would change, nothing for a deadline."""
    if tier := urgency_of(book, facts.placed_at, facts.deadline):
        for slower in book.urgencies:
            if slower.within_hours >= tier.within_hours:
                words = _("A less urgent deadline than “%(tier)s”") % {"tier": slower.name}
                deadline = settled(_beyond(facts.placed_at, slower.within_hours))
                yield words, replace(facts, deadline=deadline), {}
    for quality in book.qualities.values():
        if quality.multiplier < book.qualities[facts.quality].multiplier:
            words = _("In “%(quality)s” quality") % {"quality": quality.name}
            yield words, replace(facts, quality=quality.key), {"quality": quality.key}
    if facts.preferred_writer:
        yield _("With any writer"), replace(facts, preferred_writer=False), {"unnamed": True}
    for key in dict.fromkeys(facts.addons):
        rest = tuple(other for other in facts.addons if other != key)
        words = _("Without “%(addon)s”") % {"addon": book.addons[key].name}
        yield words, replace(facts, addons=rest), {"addon": key}


def _is_date(saving: Saving) -> bool:
    return not (saving.addon or saving.quality or saving.unnamed)


def _beyond(placed_at: dt.datetime, hours: int) -> dt.datetime:
    """The first full hour that is still beyond so many hours when somebody takes TO_DECIDE to order."""
    later = placed_at + dt.timedelta(hours=hours) + TO_DECIDE
    return later.replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)


def _by_saving(saving: Saving) -> Decimal:
    return -saving.saves
