"""What the clock does with orders: end reviews and offers whose time is over, remind of revisions. Each sweep
may run twice and beside itself, and skips orders that somebody else holds locked; the next run takes them.
Each is a step of a sweep in slices (project.base.sweeps)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F, Q, QuerySet

from agencies.models import Agency
from orders.models import Offer, Order, RevisionRequest
from orders.models.revisions import RevisionState, Scope
from orders.rules import revision_policy
from orders.states.offers import OfferState
from orders.states.orders import State
from project.base.viewer import System

from .acceptance import settle_review
from .offer_steps import expire_due
from .revision_moving import note_event
from .waiting_files import delete_old_waiting

#: Orders or requests that one call deals with at most, the most urgent first.
MOST = 100


def complete_due_reviews(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Complete the agency's delivered orders whose review window is over; returns how many."""
    done = 0
    due = Order.objects.filter(agency=agency, state=State.DELIVERED, review_ends_at__lte=now)
    for pk in list(due.order_by("review_ends_at").values_list("pk", flat=True)[:most]):
        with transaction.atomic():
            order = due.filter(pk=pk).select_for_update(of=("self",), skip_locked=True).first()
            done += bool(order and settle_review(order, now))
    return done


def expire_offers(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """End the open offers of the agency whose time to answer is over; returns how many ended. While an order
    is on hold, so is this clock."""
    due = Offer.objects.filter(agency=agency, state=OfferState.OPEN, answer_by__lte=now)
    due = due.filter(order__state=State.OFFERED)
    ended = 0
    for order_id in due.order_by("order_id").values_list("order_id", flat=True).distinct()[:most]:
        with transaction.atomic():
            rows = Order.objects.select_for_update(of=("self",), skip_locked=True)
            if order := rows.filter(agency=agency, pk=order_id, state=State.OFFERED).first():
                ended += expire_due(System(agency), order, now)
    return ended


def remind_of_revisions(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Remind whoever works on a revision that is due within a day, and tell the desk of those that are late;
    returns how many events that made. A revision whose clock rests is left alone; a new due time is reminded
    of anew."""
    soon = RevisionRequest.objects.filter(
        _waits(), agency=agency, due_at__gt=now, due_at__lte=now + revision_policy.REMIND_BEFORE
    ).filter(Q(reminded_for=None) | ~Q(reminded_for=F("due_at")))
    late = RevisionRequest.objects.filter(_waits(), agency=agency, due_at__lte=now).filter(
        Q(escalated_for=None) | ~Q(escalated_for=F("due_at"))
    )
    told = sum(_tell(pk, soon, "remind_revision", "reminded_for", now) for pk in _first(soon, most))
    late_ones = _first(late, most - told)
    return told + sum(_tell(pk, late, "revision_overdue", "escalated_for", now) for pk in late_ones)


def forget_waiting_files(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Take away files that were uploaded for an order and not used since; returns how many went."""
    return delete_old_waiting(agency=agency, now=now, most=most)


def _waits() -> Q:
    """Of requests: that somebody of the agency owes an answer now."""
    states = [RevisionState.OPEN, RevisionState.IN_PROGRESS]
    in_work = Q(order__state__in=[State.REVISION_REQUESTED, State.IN_PROGRESS])
    return Q(state__in=states, paused_at=None) & ~Q(scope=Scope.PENDING) & in_work


def _first(rows: QuerySet[RevisionRequest], most: int) -> list[tuple[int, int]]:
    return list(rows.order_by("due_at", "id").values_list("pk", "order_id")[:most])


def _tell(
    found: tuple[int, int],
    rows: QuerySet[RevisionRequest],
    verb: str,
    mark: str,
    now: dt.datetime,
) -> bool:
    pk, order_id = found
    with transaction.atomic():
        order = Order.objects.filter(pk=order_id).select_for_update(of=("self",), skip_locked=True).first()
        revision = rows.filter(pk=pk).first() if order else None
        if order is None or revision is None:
            return False
        revision.order = order
        setattr(revision, mark, revision.due_at)
        revision.save(update_fields=[mark])
        note_event(revision, verb, actor=System(order.agency), now=now, until=revision.due_at)
    return True
