"""Fees of people: what was booked, by month, and what is agreed and not booked yet."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from orders.models import ChangeOrder, LedgerEntry, Order, RevisionRequest
from orders.models.ledger import EntryKind
from orders.rules.fees import PAID_STATES
from orders.states.orders import OPEN_STATES
from orders.states.revision_choices import ChangeState


def booked(agency_id: int, start: dt.datetime, end: dt.datetime) -> QuerySet[LedgerEntry]:
    """The fees that an agency booked in a time."""
    rows = LedgerEntry.objects.filter(agency_id=agency_id, kind=EntryKind.WRITER_FEE)
    return rows.filter(at__gte=start, at__lt=end)


def of_person(agency_id: int, member_id: int) -> QuerySet[LedgerEntry]:
    """Every fee of one person."""
    return LedgerEntry.objects.filter(agency_id=agency_id, kind=EntryKind.WRITER_FEE, writer_id=member_id)


def by_month(rows: QuerySet[LedgerEntry], zone: dt.tzinfo) -> QuerySet[Any, Any]:
    """Sums of fees by their month in a zone, as dicts with `month`, `total` and `count`."""
    months = rows.order_by().annotate(month=TruncMonth("at", tzinfo=zone)).values("month")
    return months.annotate(total=Sum("amount"), count=Count("pk")).order_by("month")


def by_person(rows: QuerySet[LedgerEntry]) -> QuerySet[Any, Any]:
    """Sums of fees by whose they are, as dicts."""
    people = rows.order_by().values("writer_id", "writer__public_id", "writer__public_name")
    return people.annotate(total=Sum("amount"), count=Count("pk"))


def works_to_come(agency_id: int, member_id: int) -> QuerySet[Order]:
    """Open orders whose writer is still owed the fee for writing them."""
    paid = LedgerEntry.objects.filter(
        agency_id=agency_id,
        order=OuterRef("pk"),
        writer_id=member_id,
        kind=EntryKind.WRITER_FEE,
        revision=None,
        change=None,
    )
    rows = Order.objects.filter(agency_id=agency_id, writer_id=member_id, state__in=OPEN_STATES)
    return rows.filter(~Exists(paid), writer_fee__isnull=False).defer("search", "brief")


def revisions_to_come(agency_id: int, member_id: int) -> QuerySet[RevisionRequest]:
    """Live revisions that somebody was given for a fee."""
    rows = RevisionRequest.objects.live().filter(agency_id=agency_id, assignee_id=member_id)
    return rows.filter(fee__isnull=False, order__state__in=OPEN_STATES)


def changes_to_come(agency_id: int, member_id: int) -> QuerySet[ChangeOrder]:
    """Accepted change orders of open orders whose fee is not booked: of the revisions that somebody was
    given, and of those that they do as the order's writer."""
    given = Q(revision__assignee_id=member_id)
    own = Q(revision__assignee=None, order__writer_id=member_id)
    rows = ChangeOrder.objects.filter(given | own, agency_id=agency_id, state=ChangeState.ACCEPTED)
    paid = LedgerEntry.objects.filter(agency_id=agency_id, change=OuterRef("pk"))
    return rows.filter(
        ~Exists(paid),
        writer_fee__isnull=False,
        order__state__in=OPEN_STATES,
        revision__state__in=PAID_STATES,
    ).annotate(due_at=F("revision__due_at"))
