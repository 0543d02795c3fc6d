"""Rates and levels for tests."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agencies.models import Agency, Membership
from catalog.models import ServiceType
from project.base import clock
from tests.helpers.cast import START, Cast
from writers.actions import levels, rates
from writers.models import FeeRate, HeldLevel, WriterLevel


def set_rate(
    cast: Cast,
    service: ServiceType,
    amount: str,
    *,
    level: WriterLevel | None = None,
    days: int = 0,
    **facts: Any,
) -> FeeRate:
    """Max sets a rate on the first day of the tests' stories, from so many days later on."""
    facts = {"actor": cast.max, "now": START, **facts}
    day = START.date() + dt.timedelta(days)
    return rates.set_rate(service=service, level=level, amount=Decimal(amount), from_day=day, **facts)


def rated(agency: Agency) -> None:
    """Every service of the agency has a rate, since long ago."""
    common = {"agency": agency, "level": None, "from_day": dt.date(2020, 1, 1)}
    manager = Membership.objects.filter(agency=agency, roles__contains=["manager"])[0]
    for service in ServiceType.objects.filter(agency=agency):
        facts = {"amount": Decimal("0.10"), "set_by": manager, "set_at": START}
        FeeRate.objects.get_or_create(service=service, **common, defaults=facts)


@dataclass(frozen=True)
class Stored:
    """One of each."""

    level: WriterLevel
    rate: FeeRate
    held: HeldLevel


def stored_rates(cast: Cast) -> Stored:
    """A level, a rate and Wanda's level, both from tomorrow on."""
    now = clock.now()
    day = now.astimezone(cast.inkwell.zone).date() + dt.timedelta(1)
    level = levels.add_level(actor=cast.max, name="Lead", position=20)
    service = ServiceType.objects.filter(agency=cast.inkwell, archived_at=None)[0]
    amount = Decimal("0.08")
    rate = rates.set_rate(actor=cast.max, service=service, level=level, amount=amount, from_day=day, now=now)
    wanda = cast.wanda.membership
    held = levels.hold_level(actor=cast.max, person=wanda, level=level, from_day=day, now=now)
    return Stored(level, rate, held)
