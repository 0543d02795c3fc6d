"""What the clock releases: what waited for the other side, and anonymous feedback in batches."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from agencies.models import Agency, Membership
from orders.models import Order
from writers.models import Feedback
from writers.rules.feedback import ACCOUNTS, BATCH
from writers.states.feedback import DOUBLE_SIDED, WINDOW, Direction

from .feedback_moves import release

#: Rows, or receivers, that one call deals with at most.
MOST = 100
#: Of anonymous feedback nobody reads two batches within this time.
BETWEEN = dt.timedelta(days=1)


def release_due(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Note that what client and writer said is released, the time to wait for each other being over, except
    what is anonymous. Locked orders wait for the next time. Returns of how many orders."""
    rows = Feedback.objects.given().filter(agency=agency, released_at=None, anonymous=False)
    due = rows.filter(direction__in=DOUBLE_SIDED, order__closed_at__lte=now - WINDOW)
    found = list(due.order_by("given_at", "id").values_list("order_id", flat=True)[:most])
    return sum(_release_of(agency, order_id, now) for order_id in dict.fromkeys(found))


def _release_of(agency: Agency, order_id: int, now: dt.datetime) -> int:
    with transaction.atomic():
        orders = Order.objects.filter(agency=agency, pk=order_id)
        order = orders.select_for_update(of=("self",), skip_locked=True).first()
        if order is None or order.closed_at is None or order.closed_at + WINDOW > now:
            return 0
        rows = Feedback.objects.given().filter(order=order, released_at=None, anonymous=False)
        found = list(rows.filter(direction__in=DOUBLE_SIDED).select_for_update(of=("self",)))
        for feedback in found:
            feedback.order = order
            release(feedback, now, since=max(feedback.given_at or now, order.closed_at + WINDOW))
        return bool(found)


def release_anonymous(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Release anonymous feedback of each receiver who has BATCH or more, of ACCOUNTS client accounts or more,
    that wait for no other side: all of them together, by lot, at most once a day. Neither moment nor order
    tells whose is which. Returns of how many receivers."""
    waiting = _waiting(agency, now).filter(~Exists(_released_since(agency, now - BETWEEN)))
    accounts = Count("order__account_id", distinct=True)
    full = waiting.order_by().values("receiver_id").annotate(n=Count("pk"), accounts=accounts)
    full = full.filter(n__gte=BATCH, accounts__gte=ACCOUNTS)
    receivers = list(full.order_by("receiver_id").values_list("receiver_id", flat=True)[:most])
    return sum(_release_batch(agency, receiver_id, now) for receiver_id in receivers)


def _release_batch(agency: Agency, receiver_id: int, now: dt.datetime) -> int:
    with transaction.atomic():
        people = Membership.objects.filter(agency=agency, pk=receiver_id)
        locked = people.select_for_update(no_key=True, of=("self",), skip_locked=True).first()
        rows = _waiting(agency, now).filter(receiver_id=receiver_id)
        rows = rows.filter(~Exists(_released_since(agency, now - BETWEEN)))
        if locked is None:
            return 0
        found = list(rows.select_for_update(of=("self",)).select_related("order__agency"))
        if len(found) < BATCH or len({feedback.order.account_id for feedback in found}) < ACCOUNTS:
            return 0
        secrets.SystemRandom().shuffle(found)
        for feedback in found:
            release(feedback, now)
        return 1


def _waiting(agency: Agency, now: dt.datetime) -> QuerySet[Feedback]:
    """Anonymous feedback that is not released and waits for no other side."""
    rows = Feedback.objects.given().filter(agency=agency, released_at=None, anonymous=True)
    writers = Feedback.objects.given().filter(
        agency=agency,
        order_id=OuterRef("order_id"),
        direction=Direction.WRITER_TO_CLIENT,
        giver_id=OuterRef("receiver_id"),
    )
    ended = Q(order__closed_at__lte=now - WINDOW)
    return rows.filter(~Q(direction__in=DOUBLE_SIDED) | ended | Exists(writers))


def _released_since(agency: Agency, moment: dt.datetime) -> QuerySet[Feedback]:
    """Anonymous feedback to the receiver of the outer row that was released after a moment."""
    rows = Feedback.objects.released().filter(agency=agency, anonymous=True)
    return rows.filter(receiver_id=OuterRef("receiver_id"), released_at__gt=moment)
