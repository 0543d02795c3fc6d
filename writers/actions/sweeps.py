"""What the clock does in the writers' app. As orders' sweeps: each may run twice and beside itself, and skips
orders that somebody else holds locked."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from agencies.models import Agency
from orders.actions.moving import record
from orders.actions.offer_steps import settle_giving
from orders.models import Offer, Order, OrderEvent, OrderLine
from orders.states.offers import OfferState
from orders.states.orders import State
from orders.states.promises import RELEASED
from project.base.viewer import System
from writers.models import AutoAcceptance, PoolEntry

from .pool_moves import open_to_everyone

#: Orders that one call deals with at most.
MOST = 100
#: The event of an acceptance that became final with nothing left to take back.
SETTLED = "settle_acceptance"
#: How long after the end of the time to undo an acceptance is looked for: a worker may have been away.
LOOKED_FOR = dt.timedelta(days=7)


def open_pool_to_all(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """End the time in which only the preferred writer sees an order of the pool; returns of how many."""
    due = PoolEntry.objects.filter(agency=agency, ended_at=None, preferred_until__lte=now)
    done = 0
    for pk, order_id in list(due.order_by("preferred_until").values_list("pk", "order_id")[:most]):
        with transaction.atomic():
            rows = Order.objects.filter(agency=agency, pk=order_id)
            order = rows.select_for_update(of=("self",), skip_locked=True).first()
            entry = due.filter(pk=pk).first() if order else None
            if order and entry:
                open_to_everyone(order, entry, now)
                done += 1
    return done


def settle_acceptances(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Once an automatic acceptance can no longer be undone: end the offers that others still hold, and take
    back what the client paid for another writer. Returns of how many orders. Where nothing is left to take
    back, that is noted, so that nobody looks again."""
    due = Order.objects.filter(Exists(_unsettled(agency, now)), agency=agency, state=State.ASSIGNED)
    done = 0
    for pk in list(due.order_by("pk").values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            order = due.filter(pk=pk).select_for_update(of=("self",), skip_locked=True).first()
            if order and settle_giving(order, now):
                done += 1
            elif order:
                record(order, SETTLED, actor=System(agency), now=now)
    return done


def _unsettled(agency: Agency, now: dt.datetime) -> QuerySet[AutoAcceptance]:
    """Acceptances of an order of the outer query that are final, while something waits for that."""
    rows = AutoAcceptance.objects.filter(agency=agency, order=OuterRef("pk"), undone_at=None)
    final = rows.filter(undo_until__lte=now, undo_until__gt=now - LOOKED_FOR)
    held = Offer.objects.filter(agency=agency, order=OuterRef("order"), state=OfferState.OPEN)
    released = OrderEvent.objects.filter(agency=agency, order=OuterRef("order"), verb__in=(RELEASED, SETTLED))
    paid = OrderLine.objects.filter(agency=agency, order=OuterRef("order"), kind="surcharge")
    other = Q(order__preferred_writer__isnull=False) & ~Q(order__preferred_writer=F("member"))
    return final.filter(Exists(held) | (other & Exists(paid) & ~Exists(released)))
