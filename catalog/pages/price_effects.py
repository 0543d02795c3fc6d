"""What a next version would do: to one example order, to drafts in writing, to orders that are under way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency
from catalog.models import Part, ServiceType
from catalog.pricing import comparison as price_changes
from catalog.pricing import formula as pricing
from catalog.pricing.sections import Change, Row, Section
from catalog.pricing.words import units
from drafts.models import OrderDraft
from drafts.rules.holding import in_writing
from orders.models import Order
from orders.states.orders import CLOSED_STATES
from project.base import formatting
from project.base.paging import CAP, CappedCount, count_words
from quotes.models import OrderQuote
from quotes.models.quotes import QuoteState

from .price import changes, plain


def example(
    old: pricing.PriceBook, new: pricing.PriceBook, section: Section, changed: Sequence[Change], now: dt.datetime
) -> dict[str, Any] | None:
    """One order that the change touches, priced by both books; None when no order could be placed with both."""
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
    facts = pricing.Facts(
        service=service,
        quality=_first(qualities, keys if section.part == Part.QUALITIES else ()),
        quantity=least if is_general else min(least * 4, most),
        placed_at=now,
        deadline=now + dt.timedelta(hours=_hours(old, new, keys if section.part == Part.URGENCIES else ())),
        addons=tuple(touched[:1]),
        preferred_writer=is_general and any(change.field == "preferred_surcharge" for change in changed),
    )
    return _priced(old, new, facts)


def _first(known: Sequence[str], wanted: Iterable[str]) -> str:
    return next((key for key in wanted if key in known), known[0])


def _hours(old: pricing.PriceBook, new: pricing.PriceBook, wanted: Iterable[str]) -> int:
    """The time to the example's deadline: that of the first tier that changes, else longer than any tier."""
    tiers = {tier.key: tier.within_hours for tier in (*new.urgencies, *old.urgencies)}
    return next((tiers[key] for key in wanted if key in tiers), max(tiers.values(), default=0) + 24)


def _priced(old: pricing.PriceBook, new: pricing.PriceBook, facts: pricing.Facts) -> dict[str, Any] | None:
    try:
        was, then = pricing.price(old, facts), pricing.price(new, facts)
    except pricing.PricingProblem:
        return None
    service = new.services[facts.service]
    words = [f"{service.name}, {formatting.whole(facts.quantity)} {units(service.unit, facts.quantity)}"]
    words.append(new.qualities[facts.quality].name)
    words += [new.addons[key].name for key in facts.addons]
    hours = int((facts.deadline - facts.placed_at).total_seconds()) // 3600
    words.append(_due(hours))
    if facts.preferred_writer:
        words.append(_("with a named writer"))
    return {
        "what": " · ".join(words),
        "changes": changes(price_changes.compare(was, then), new.currency),
        "total": formatting.money(then.total, new.currency),
    }


def _due(hours: int) -> str:
    if hours % 24:
        return ngettext("due in %(n)s hour", "due in %(n)s hours", hours) % {"n": formatting.whole(hours)}
    return ngettext("due in %(n)s day", "due in %(n)s days", hours // 24) % {"n": formatting.whole(hours // 24)}


def reach(agency: Agency, section: Section, changed: Sequence[Change]) -> list[str]:
    """Sentences about the drafts and orders that are there: which are priced anew, which keep their price. One query."""
    drafts = in_writing(OrderDraft.objects.filter(agency=agency))
    archived = {change.key for change in changed if change.field == "offered" and not change.new}
    counts = ServiceType.objects.filter(agency=agency)[:1].values_list(
        CappedCount(drafts.filter(service__isnull=False)),
        CappedCount(drafts.filter(_USES[section.part](archived)) if archived else drafts.none()),
        CappedCount(Order.objects.filter(agency=agency).exclude(state__in=CLOSED_STATES)),
        CappedCount(OrderQuote.objects.filter(agency=agency, state=QuoteState.SENT)),
    )
    priced, losing, orders, quotes = next(iter(counts), (0, 0, 0, 0))
    said = [*_drafts(priced), *_losing(losing), *_quotes(quotes), *_orders(orders)]
    return said or [_("Nobody: there is no open draft, no open quote and no open order.")]


_USES: dict[str, Callable[[set[str]], Q]] = {
    Part.SERVICES: lambda keys: Q(service__key__in=keys),
    Part.SUBJECTS: lambda keys: Q(subject__key__in=keys),
    Part.QUALITIES: lambda keys: Q(quality__key__in=keys),
    Part.URGENCIES: lambda keys: Q(pk=None),  # a draft names no tier: it follows from the deadline
    Part.ADDONS: lambda keys: Q(addon_rows__addon__key__in=keys),
    Part.GENERAL: lambda keys: Q(pk=None),
}


def _drafts(count: int) -> list[str]:
    words = ngettext(
        "%(n)s open draft is priced by the new version. It keeps the price that its client sees until the page is opened "
        "or ordered from: then old and new stand side by side, and nothing is ordered unasked.",
        "%(n)s open drafts are priced by the new version. Each keeps the price that its client sees until the page is "
        "opened or ordered from: then old and new stand side by side, and nothing is ordered unasked.",
        count,
    )
    return [words % {"n": count_words(count, CAP)}] if count else []


def _losing(count: int) -> list[str]:
    words = ngettext(
        "%(n)s draft names what is archived here: its client has to choose something else.",
        "%(n)s drafts name what is archived here: their clients have to choose something else.",
        count,
    )
    return [words % {"n": count_words(count, CAP)}] if count else []


def _quotes(count: int) -> list[str]:
    words = ngettext(
        "%(n)s quote that is out keeps the price that it was sent with.",
        "%(n)s quotes that are out keep the price that they were sent with.",
        count,
    )
    return [words % {"n": count_words(count, CAP)}] if count else []


def _orders(count: int) -> list[str]:
    words = ngettext(
        "%(n)s open order keeps the price that it was placed with.",
        "%(n)s open orders keep the price that they were placed with.",
        count,
    )
    return [words % {"n": count_words(count, CAP)}] if count else []


def oddities(section: Section, rows: Iterable[Row], changed: Iterable[Change]) -> list[str]:
    """What can be stored but looks like a slip, among the urgency tiers: prices against the clock, words left behind."""
    if section.part != Part.URGENCIES:
        return []
    tiers = sorted((row for row in rows if row["offered"]), key=lambda row: row["within_hours"])
    return [*_cheaper_when_sooner(tiers), *_words_left_behind(tiers, list(changed))]


def _cheaper_when_sooner(tiers: Sequence[Row]) -> Iterator[str]:
    for tight, loose in pairwise(tiers):
        if tight["multiplier"] < loose["multiplier"]:
            yield _("“%(tight)s” costs less than “%(loose)s”, which leaves more time.") % {
                "tight": tight["name"],
                "loose": loose["name"],
            }
    for row in tiers:
        if row["multiplier"] < 1:
            yield _("“%(name)s” makes work cheaper: × %(factor)s.") % {
                "name": row["name"],
                "factor": plain(row["multiplier"]),
            }


def _words_left_behind(tiers: Sequence[Row], changed: Sequence[Change]) -> Iterator[str]:
    fields = {(change.key, change.field) for change in changed if change.old}
    for row in tiers:
        key, words = row["key"], row["description"]
        if words and (key, "within_hours") in fields and (key, "description") not in fields:
            yield _("“%(name)s” has other hours now, but still says “%(words)s”") % {
                "name": row["name"],
                "words": words,
            }
