"""The end of an order: the client accepts, or the review window ends."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from agencies.models import Agency
from orders.models import Order, OrderEvent
from orders.models.ledger import EntryKind
from orders.models.revisions import RevisionState
from orders.rules import guards
from orders.rules import orders as rules
from orders.states.orders import State
from project.base.errors import require
from project.base.viewer import Member, System, Viewer

from .ledger import book
from .moving import TABLE, check, locked, move_order
from .revision_moving import move_revision


def accept_order(*, actor: Member, order: Order, now: dt.datetime) -> Order:
    """Accept the delivered work: completes the order, accepts its answered revision, books the writer's fee. Once."""
    require(rules.can_accept(actor, order))
    with transaction.atomic():
        order = locked(actor, order)
        if check("accept", actor, order):
            _complete(order, "accept", actor, now)
    return order


def complete_due_reviews(*, agency: Agency, now: dt.datetime) -> int:
    """Complete the agency's delivered orders whose review window is over. Run by a job; returns how many.

    Skips rows that somebody else holds locked; the next run takes them.
    """
    clock, done = System(agency), 0
    due = Order.objects.filter(agency=agency, state=State.DELIVERED, review_ends_at__lte=now)
    for pk in list(due.order_by("review_ends_at").values_list("pk", flat=True)[:500]):
        with transaction.atomic():
            order = due.filter(pk=pk).select_for_update(of=("self",), skip_locked=True).first()
            if order and TABLE.may("lapse", clock, order):
                _complete(order, "lapse", clock, now)
                done += 1
    return done


def _complete(order: Order, verb: str, actor: Viewer, now: dt.datetime) -> None:
    revision = guards.active_revision(order)
    if revision:
        move_revision(revision, RevisionState.ACCEPTED, now)
    order.closed_at = now
    event = move_order(order, verb, actor=actor, now=now, revision=revision)
    _book_fee(order, event, now)


def _book_fee(order: Order, event: OrderEvent, now: dt.datetime) -> None:
    if order.writer_id is None or order.writer_fee is None:
        return
    if order.ledger.filter(kind=EntryKind.WRITER_FEE).exists():
        return  # Completed before, and opened again for a revision: the fee is owed once.
    book(order, EntryKind.WRITER_FEE, order.writer_fee, event=event, now=now, writer_id=order.writer_id)
