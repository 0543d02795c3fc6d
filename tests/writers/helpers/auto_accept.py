"""Writers' rules, and offers that they accept."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F

from agencies.models import Agency
from catalog.models import ServiceType, Subject
from orders.actions import offers
from orders.models import Order
from project.base.viewer import Member
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.helpers.story import FEE
from tests.writers.helpers.rates import rated
from writers.actions.auto_accept import create_rule
from writers.models import AutoAcceptRule


def rule(member: Member, **fields: Any) -> AutoAcceptRule:
    """A rule of the writer's that is switched on, at an agency with rates; it accepts everything unless told
    otherwise."""
    rated(member.agency)
    return create_rule(actor=member, now=START, fields={"enabled": True, **fields})


def offer(cast: Cast, *writers: Member, order: Order | None = None, now: dt.datetime = START) -> Order:
    """An order (else a new one of Clara's) that Max has just offered to these writers."""
    order = order or place_order(cast.clara)
    people = [writer.membership for writer in writers or (cast.wendell,)]
    offers.offer_order(actor=cast.max, order=order, writers=people, fee=FEE, now=now)
    return Order.objects.get(pk=order.pk)


def archive(*rows: ServiceType | Subject) -> None:
    """These are no longer offered, in the next version of the catalog."""
    for row in rows:
        type(row)._default_manager.filter(pk=row.pk).update(archived_at=START)
        Agency.objects.filter(pk=row.agency_id).update(catalog_version=F("catalog_version") + 1)
