"""What a next version would do: to one example order, and to what is there already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency
from catalog.hooks import price_uses
from catalog.models import Part, ServiceType
from catalog.models import PriceBook as StoredBook
from catalog.pages.price import changes, plain
from catalog.pricing import sections
from catalog.pricing.formula import Facts, PriceBook, PricingProblem, price
from catalog.pricing.offering import price_book
from catalog.pricing.price_comparison import compare
from catalog.pricing.sections import Change, Row, Section
from catalog.pricing.words import units
from project.base import formatting
from project.base.errors import Stale
from project.base.paging import CAP, CappedCount, count_words


@dataclass(frozen=True)
class Preview:
    """What a next version would change, `rows` being all of its part; whom that reaches, what looks like a
    slip."""

    changes: Sequence[Change]
    rows: Sequence[Row]
    reach: Sequence[str]
    oddities: Sequence[str]

    def example(self, section: Section, book: StoredBook, now: dt.datetime) -> dict[str, Any] | None:
        """One order priced by `book` and by the version that would follow it."""
        old = price_book(book.pk)
        return example(old, sections.candidate(section, self.rows, old), section, self.changes, now)


def preview_of(
    agency: Agency,
    section: Section,
    book: StoredBook,
    before: Sequence[Row],
    rows: Sequence[Row],
    *,
    base: int,
) -> Preview:
    """What these rows, typed on top of version `base`, would change. Raises Stale unless `book` is that
    version. Asks the database whom a change reaches, in one query."""
    if base != book.version:
        raise Stale(_("The prices have changed since you started editing."), current=book)
    keyed = sections.with_keys(section, rows, before)
    changes = sections.compare(section, before, keyed)
    sent = {row["key"] for row in keyed}
    every = [*keyed, *(row for row in before if row["key"] not in sent)]
    found = reach(agency, section, changes) if changes else []
    return Preview(changes, every, found, oddities(section, every, changes) if changes else [])


def example(
    old: PriceBook, new: PriceBook, section: Section, changed: Sequence[Change], now: dt.datetime
) -> dict[str, Any] | None:
    """One order that the change touches, priced by both books; None
    when no order could be placed with both."""
    keys = [change.key for change in changed]
    services = [key for key in old.services if key in new.services]
    qualities = [key for key in old.qualities if key in new.qualities]
    if not (services and qualities):
        return None
    is_general = section.part == Part.GENERAL
    service = _first(services, keys if section.part == Part.SERVICES else ())
    rates = old.services[service], new.services[service]
    least, most = max(rate.minimum_quantity for rate in rates), min(rate.maximum_quantity for rate in rates)
    addons = [key for key in old.addons if key in new.addons]
    touched = [key for key in addons if section.part == Part.ADDONS and key in keys]
    facts = Facts(
        service=service,
        quality=_first(qualities, keys if section.part == Part.QUALITIES else ()),
        quantity=least if is_general else min(least * 4, most),
        placed_at=now,
        deadline=now + dt.timedelta(hours=_hours(old, new, keys if section.part == Part.URGENCIES else ())),
        addons=tuple(touched[:1]),
        preferred_writer=is_general and any(change.field == "preferred_surcharge" for change in changed),
        volume=_pieces(old, new, keys) if section.part == Part.VOLUMES else 1,
    )
    return _priced(old, new, facts)


def _first(known: Sequence[str], wanted: Iterable[str]) -> str:
    return next((key for key in wanted if key in known), known[0])


def _hours(old: PriceBook, new: PriceBook, wanted: Iterable[str]) -> int:
    """The time to the example's deadline: that of the first tier that changes, else longer than any tier."""
    tiers = {tier.key: tier.within_hours for tier in (*new.urgencies, *old.urgencies)}
    return next((tiers[key] for key in wanted if key in tiers), max(tiers.values(), default=0) + 24)


def _pieces(old: PriceBook, new: PriceBook, wanted: Iterable[str]) -> int:
    """How many pieces the example is one of: as many as reach the first tier that changes, in both books."""
    tiers = (*old.volumes, *new.volumes)
    first = next((key for key in wanted if any(tier.key == key for tier in tiers)), "")
    return max((tier.from_pieces for tier in tiers if tier.key == first), default=1)


def _priced(old: PriceBook, new: PriceBook, facts: Facts) -> dict[str, Any] | None:
    try:
        was, then = price(old, facts), price(new, facts)
    except PricingProblem:
        return None
    service = new.services[facts.service]
    words = [f"{service.name}, {formatting.whole(facts.quantity)} {units(service.unit, facts.quantity)}"]
    words.append(new.qualities[facts.quality].name)
    words += [new.addons[key].name for key in facts.addons]
    hours = int((facts.deadline - facts.placed_at).total_seconds()) // 3600
    words.append(_due(hours))
    if facts.preferred_writer:
        words.append(_("with a preferred writer"))
    if facts.volume > 1:
        words.append(_("one of %(n)s pieces") % {"n": formatting.whole(facts.volume)})
    return {
        "what": " · ".join(words),
        "changes": changes(compare(was, then), new.currency),
        "total": formatting.money(then.total, new.currency),
    }


def _due(hours: int) -> str:
    if hours % 24:
        return ngettext("due in %(n)s hour", "due in %(n)s hours", hours) % {"n": formatting.whole(hours)}
    return ngettext("due in %(n)s day", "due in %(n)s days", hours // 24) % {
        "n": formatting.whole(hours // 24)
    }


def reach(agency: Agency, section: Section, changed: Sequence[Change]) -> list[str]:
    """Sentences about what is there: which is priced anew, which keeps its
    price. One query, of whichever app it is."""
    found = sorted(
        (row for use in price_uses for row in use.reach(agency, section, changed)), key=attrgetter("place")
    )
    counted = zip(found, _counts(agency, [row.rows for row in found]), strict=True)
    said = [row.words(count) % {"n": count_words(count, CAP)} for row, count in counted if count]
    return said or [_("No open drafts, quotes or orders are affected.")]


def _counts(agency: Agency, found: Sequence[QuerySet[Any]]) -> Sequence[int]:
    """How many rows each has, counted no further than CAP. One query."""
    counts = ServiceType.objects.filter(agency=agency)[:1].values_list(*(CappedCount(rows) for rows in found))
    return next(iter(counts), (0,) * len(found)) if found else ()


def oddities(section: Section, rows: Iterable[Row], changed: Iterable[Change]) -> list[str]:
    """What can be stored but looks like a slip: among the urgency tiers prices
    against the clock, words left behind; among the volume tiers one that never counts."""
    if section.part == Part.VOLUMES:
        return list(_never_counts([row for row in rows if row["offered"]]))
    if section.part != Part.URGENCIES:
        return []
    tiers = sorted((row for row in rows if row["offered"]), key=lambda row: row["within_hours"])
    return [*_cheaper_when_sooner(tiers), *_words_left_behind(tiers, list(changed))]


def _cheaper_when_sooner(tiers: Sequence[Row]) -> Iterator[str]:
    for tight, loose in pairwise(tiers):
        if tight["multiplier"] < loose["multiplier"]:
            yield _("“%(tight)s” costs less than “%(loose)s”, although it allows less time.") % {
                "tight": tight["name"],
                "loose": loose["name"],
            }
    for row in tiers:
        if row["multiplier"] < 1:
            yield _("“%(name)s” lowers the price (× %(factor)s).") % {
                "name": row["name"],
                "factor": plain(row["multiplier"]),
            }


def _never_counts(tiers: Sequence[Row]) -> Iterator[str]:
    """Volume tiers beneath one that needs fewer pieces and takes as much off, or more."""
    for few, many in pairwise(sorted(tiers, key=lambda row: row["from_pieces"])):
        if many["percent"] <= few["percent"]:
            words = _(
                "“%(many)s” takes no more off than “%(few)s”, which needs fewer pieces: it never counts."
            )
            yield words % {"many": many["name"], "few": few["name"]}


def _words_left_behind(tiers: Sequence[Row], changed: Sequence[Change]) -> Iterator[str]:
    fields = {(change.key, change.field) for change in changed if change.old}
    for row in tiers:
        key, words = row["key"], row["description"]
        if words and (key, "within_hours") in fields and (key, "description") not in fields:
            yield _("The hours for “%(name)s” have changed, but its description still says “%(words)s”") % {
                "name": row["name"],
                "words": words,
            }
