"""What writers earn: rates by service and level, from a day on. A rate that has begun stays as it was."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import ServiceType
from project.base.errors import Conflict, Invalid, require
from project.base.locks import locked
from project.base.viewer import Member
from writers.models import FeeRate, WriterLevel
from writers.models.rates import MOST_RATE
from writers.rules.rates import FARTHEST, keeps_rates, today_at

PLACES = Decimal("0.0001")


def set_rate(
    *,
    actor: Member,
    service: ServiceType,
    level: WriterLevel | None,
    amount: Decimal,
    from_day: dt.date,
    now: dt.datetime,
) -> FeeRate:
    """Let a unit of `service` earn `amount` from a day on: today, or up to a year ahead. Without `level` it
    holds for every level that has no rate of its own.

    Fees that were agreed stay as they are. The same day again takes the new amount; its `is_new` is false
    then. Raises Invalid.
    """
    require(keeps_rates(actor))
    if not 0 <= amount <= MOST_RATE or amount != amount.quantize(PLACES):
        raise Invalid({"amount": _("Enter a rate between 0 and 100,000 with at most 4 decimal places.")})
    check_day(actor, from_day, now)
    with transaction.atomic():
        service = locked(actor, service)
        if service.archived_at:
            raise Invalid({"service": _("This service is archived. Choose another one.")})
        level = offered_level(actor, level)
        facts = {"amount": amount, "set_by_id": actor.member_id, "set_at": now}
        key: dict[str, Any] = {
            "agency_id": actor.agency_id,
            "service": service,
            "level": level,
            "from_day": from_day,
        }
        rate, made = FeeRate.objects.update_or_create(**key, defaults=facts)
        rate.is_new = made
    return rate


def remove_rate(*, actor: Member, rate: FeeRate, now: dt.datetime) -> None:
    """Withdraw a rate that has not begun. Raises Conflict for one that has: set another one instead."""
    require(keeps_rates(actor))
    with transaction.atomic():
        rate = locked(actor, rate)
        if rate.from_day <= today_at(actor.agency, now):
            raise Conflict(_("This rate is already in use. Set a new rate instead."))
        rate.delete()


def check_day(actor: Member, from_day: dt.date, now: dt.datetime) -> None:
    """Raises Invalid for a day that is over, or too far away, at the agency."""
    today = today_at(actor.agency, now)
    if not today <= from_day <= today + FARTHEST:
        raise Invalid({"from_day": _("Choose a day from today up to a year ahead.")})


def offered_level(actor: Member, level: WriterLevel | None) -> WriterLevel | None:
    """The level under its lock, None for none. Raises Invalid for one that is archived."""
    if level is None:
        return None
    level = locked(actor, level)
    if level.archived_at:
        raise Invalid({"level": _("This level is archived. Choose another one.")})
    return level
