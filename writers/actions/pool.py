"""The pool: orders that the desk puts there, and the writers who take them or say they would."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from orders.actions.eligibility import check_fee
from orders.actions.moving import ORDERS, record
from orders.models import Order
from orders.rules.promises import was_released
from orders.states.orders import GIVABLE
from project.base.errors import Invalid, Taken, WrongState, require
from project.base.features import require_on
from project.base.locks import locked
from project.base.viewer import Member
from writers.models import PoolEntry
from writers.rules.pool import MOST_HOURS, can_put_into_pool
from writers.rules.rates import has_rate
from writers.states.assignment import PoolEnd, PoolMode

from .pool_moves import end_entry


def put_into_pool(
    *,
    actor: Member,
    order: Order,
    mode: str,
    fee: Decimal,
    now: dt.datetime,
    confidential: bool = False,
    preferred_hours: int | None = None,
) -> PoolEntry:
    """Put an order that waits for a writer into the pool, for `fee`.

    For `preferred_hours`, but no longer than the writer's deadline, only the writer whom the client prefers
    sees it; without such a writer, or once the surcharge for them was taken back, everybody does at once. The
    same again changes nothing. Raises WrongState when the order has a writer or is closed, Taken when it is
    in the pool otherwise than asked, Invalid for a fee or hours that cannot be, and for a service that the
    agency has no rate for.
    """
    require_on(actor.agency, "pool")
    require(can_put_into_pool(actor, order))
    check_fee(fee)
    _check_choices(mode, preferred_hours)
    with transaction.atomic():
        order = locked(actor, order)
        if order.state not in GIVABLE:
            raise WrongState(ORDERS.why_not("offer", order))
        facts = {"mode": mode, "fee": fee, "confidential": confidential}
        if standing := order.pool_entries.filter(ended_at=None).first():
            return _same(standing, facts)
        if not has_rate(order.agency, order.service_id, now):
            raise Invalid({"fee": _("Set a rate for this service first. The pool needs one.")})
        until = _preferred_until(order, preferred_hours, now)
        record(order, "put_into_pool", actor=actor, now=now, amount=fee, until=until)
        return PoolEntry.objects.create(
            agency_id=order.agency_id,
            order=order,
            preferred_until=until,
            put_by=actor.membership,
            put_at=now,
            **facts,
        )


def withdraw_from_pool(*, actor: Member, order: Order, now: dt.datetime) -> None:
    """Take an order out of the pool. Nobody there sees it any more. Does nothing when it is not in it."""
    require(can_put_into_pool(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        if entry := order.pool_entries.filter(ended_at=None).first():
            end_entry(entry, PoolEnd.WITHDRAWN, now)
            record(order, "withdraw_from_pool", actor=actor, now=now)


def _check_choices(mode: str, hours: int | None) -> None:
    if mode not in PoolMode.values:
        raise Invalid({"mode": _("Choose an option from the list.")})
    if hours is not None and not 1 <= hours <= MOST_HOURS:
        bounds = {"least": 1, "most": MOST_HOURS}
        raise Invalid({"preferred_hours": _("Enter a number between %(least)s and %(most)s.") % bounds})


def _same(standing: PoolEntry, facts: dict[str, object]) -> PoolEntry:
    if any(getattr(standing, name) != value for name, value in facts.items()):
        raise Taken(_("This order is already in the pool. Withdraw it first to change how it is assigned."))
    return standing


def _preferred_until(order: Order, hours: int | None, now: dt.datetime) -> dt.datetime | None:
    if hours is None or order.preferred_writer_id is None or was_released(order):
        return None
    until = min(now + dt.timedelta(hours=hours), order.writer_deadline)
    return until if until > now else None
