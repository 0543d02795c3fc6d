"""What the desk ordered in the name of a client account, once somebody has joined it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from agencies.models import Agency, Membership
from clients.actions.account_events import note_account
from clients.actions.joining import first_to_order, placeholders_of
from clients.models import AccountVerb, ClientAccount
from orders.models import Order
from orders.states.orders import OPEN_STATES
from project.base.locks import locked
from project.base.viewer import System

from .moving import record


def take_over_orders(*, account: ClientAccount, now: dt.datetime) -> int:
    """Make the first person who may order for the account the one who asked for its open orders, where its
    placeholder stands for nobody yet. Returns how many. Each in its own transaction, with an event; what is
    closed keeps the account's name. Does nothing a second time, nor while nobody has joined.

    Asks no right: the agency's clock does it.
    """
    person = first_to_order(account)
    if person is None:
        return 0
    taken = [order for order in _in_its_name(account) if _take_over(order, person, now)]
    if taken:
        clock = System(taken[0].agency)
        note_account(account, AccountVerb.TAKE_OVER, actor=clock, now=now, person=person)
    return len(taken)


def _in_its_name(account: ClientAccount) -> QuerySet[Order]:
    nobody = placeholders_of(account).values("membership_id")
    rows = Order.objects.filter(agency_id=account.agency_id, requested_by__in=nobody)
    return rows.filter(account__in=ClientAccount.objects.family(account), state__in=OPEN_STATES).order_by(
        "pk"
    )


def _take_over(order: Order, person: Membership, now: dt.datetime) -> bool:
    clock = System(Agency.objects.get(pk=order.agency_id))
    with transaction.atomic():
        stored = locked(clock, order)
        if stored.requested_by_id != order.requested_by_id or stored.state not in OPEN_STATES:
            return False
        stored.agency = order.agency = clock.agency
        stored.requested_by = person
        stored.save(update_fields=["requested_by"])
        record(stored, "take_over", actor=clock, now=now, person=person)
    return True
