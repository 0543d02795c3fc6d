"""What writers do about an order in the pool: take it, say that they would, or leave it to others."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from orders.actions.eligibility import check_acceptance, locked_people
from orders.actions.locking import locked_order
from orders.actions.offer_steps import take_offer
from orders.actions.offers import make_offer
from orders.models import Order
from orders.states.offers import OfferState
from orders.states.orders import State
from project.base.errors import NotVisible, Taken, WrongState, require
from project.base.locks import locked
from project.base.viewer import Member, System
from writers.models import PoolEntry, PoolInterest
from writers.rules.pool import is_live, is_open_to, takes_from_pool
from writers.states.assignment import PoolMode

from .pool_moves import open_to_everyone


def take_from_pool(*, actor: Member, entry: PoolEntry, now: dt.datetime) -> Order:
    """Take an order that the first who wants it may have: it is offered by the clock and accepted at once.

    Exactly one writer gets it; the second click of the same writer changes nothing. Raises Taken for whoever
    comes too late, and WrongState with every reason against them.
    """
    require(takes_from_pool(actor))
    with transaction.atomic():
        order = locked_order(actor, entry.order, now)
        if order.writer_id == actor.member_id and order.state == State.ASSIGNED:
            return order
        entry = _live(actor, order, entry, now)
        if entry.mode != PoolMode.TAKE:
            raise WrongState(_("The agency chooses among the interested writers."))
        (person,) = locked_people(order, [actor.membership])
        if order.offers.filter(writer=person, state=OfferState.OPEN).exists():
            raise WrongState(_("You have an open offer for this order. Accept that instead."))
        check_acceptance(order, person, now)
        clock = System(order.agency)
        span = dt.timedelta(hours=order.agency.offer_hours)
        offer = make_offer(clock, order, person, entry.fee, now, span, overridden={})
        take_offer(actor, order, offer, person, now)
    return order


def show_interest(*, actor: Member, entry: PoolEntry, now: dt.datetime) -> PoolInterest:
    """Say that one would take the order; the desk chooses. Again: nothing more. Raises as take_from_pool."""
    require(takes_from_pool(actor))
    with transaction.atomic():
        order = locked(actor, entry.order)
        entry = _live(actor, order, entry, now)
        if entry.mode != PoolMode.INTEREST:
            raise WrongState(_("You can accept this order at once."))
        check_acceptance(order, actor.membership, now)
        own = {"agency_id": order.agency_id, "entry": entry, "member": actor.membership}
        standing = PoolInterest.objects.filter(withdrawn_at=None, **own).first()
        return standing or PoolInterest.objects.create(at=now, **own)


def withdraw_interest(*, actor: Member, entry: PoolEntry, now: dt.datetime) -> None:
    """Take back that one would take the order. Does nothing when one has not said so."""
    require(takes_from_pool(actor))
    with transaction.atomic():
        locked(actor, entry.order)
        rows = PoolInterest.objects.filter(entry=entry, member_id=actor.member_id, withdrawn_at=None)
        rows.update(withdrawn_at=now)


def leave_to_others(*, actor: Member, entry: PoolEntry, now: dt.datetime) -> None:
    """The preferred writer does not want the order: everybody may see it, and the client's surcharge is taken
    back, once. Does nothing when it is open to everyone already; raises as take_from_pool."""
    require(takes_from_pool(actor))
    with transaction.atomic():
        order = locked(actor, entry.order)
        entry = _live(actor, order, entry, now)
        if order.preferred_writer_id != actor.member_id:
            raise NotVisible()
        open_to_everyone(order, entry, now)


def _live(actor: Member, order: Order, entry: PoolEntry, now: dt.datetime) -> PoolEntry:
    """The entry as it is now, of a locked order. Raises Taken when it has left the pool."""
    entry = PoolEntry.objects.get(agency_id=actor.agency_id, pk=entry.pk)
    entry.order = order
    if not is_live(entry):
        raise Taken(_("This order is no longer in the pool."))
    if not is_open_to(entry, actor.member_id, now):
        raise NotVisible()
    return entry
