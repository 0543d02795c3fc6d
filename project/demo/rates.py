"""What the demo's writers earn: levels, rates that rose once and will rise again, and who holds which."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from agencies.models import Agency, Membership
from catalog.models import PriceBook, ServicePrice
from project.base.viewer import Member
from writers.actions import levels, rates
from writers.models import WriterLevel
from writers.rules.rates import today_at

DAY = dt.timedelta(days=1)
#: A level, and which part of the list price its work earns.
LEVELS = (("Junior", "0.42"), ("Regular", ""), ("Senior", "0.56"))
GENERAL, RAISED, PLACES = Decimal("0.48"), Decimal("0.50"), Decimal("0.001")
#: Who holds which, from so many days after the beginning on. Names are those of the demo's people.
HOLDERS = (
    ("Wanda K.", "Senior", 0),
    ("Wendell H.", "Regular", 0),
    ("Wendell H.", "Senior", 110),
    ("Inés P.", "Junior", 0),
    ("Tobias R.", "Regular", 30),
)


def keep(manager: Member, begun: dt.datetime, now: dt.datetime) -> None:
    """Play what management decided about fees since the agency's first days."""
    found = {
        name: levels.add_level(actor=manager, name=name, position=10 * place)
        for place, (name, _part) in enumerate(LEVELS, start=1)
    }
    _pay(manager, None, GENERAL, begun, begun)
    for name, part in LEVELS:
        if part:
            _pay(manager, found[name], Decimal(part), begun, begun)
    _pay(manager, None, RAISED, begun + 90 * DAY, begun + 90 * DAY)
    _pay(manager, found["Senior"], Decimal("0.58"), now + 30 * DAY, now)
    _promote(manager, found, begun)


def _pay(
    manager: Member, level: WriterLevel | None, part: Decimal, day: dt.datetime, now: dt.datetime
) -> None:
    """Set a part of the list price as the rate of every service."""
    agency: Agency = manager.agency
    book = PriceBook.objects.visible_to(manager).standing()[0]
    prices = ServicePrice.objects.filter(book=book, service__archived_at=None).select_related("service")
    for price in prices.order_by("pk"):
        amount = (price.rate * part).quantize(PLACES)
        rates.set_rate(
            actor=manager,
            service=price.service,
            level=level,
            amount=amount,
            from_day=today_at(agency, day),
            now=now,
        )


def _promote(manager: Member, found: dict[str, WriterLevel], begun: dt.datetime) -> None:
    people = {row.public_name: row for row in Membership.objects.visible_to(manager).writers()}
    for name, level, days in HOLDERS:
        if name in people:
            at = begun + days * DAY
            day = today_at(manager.agency, at)
            levels.hold_level(actor=manager, person=people[name], level=found[level], from_day=day, now=at)
