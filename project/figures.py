"""How much the agencies of an installation have: numbers alone, for its operator. No text of an agency, and
no name but its own, is read here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Q, Sum

from agencies.models import Agency, Membership, StoredFile
from agencies.rules.quotas import month_of
from orders.models import Order


@dataclass(frozen=True)
class Figures:
    """An agency with its numbers. `storage`: bytes of stored files; `orders`: placed in all, and this month
    by its own clock."""

    agency: Agency
    people: int
    storage: int
    orders: int
    orders_of_month: int

    @property
    def megabytes(self) -> int:
        """Of the files, rounded down."""
        return self.storage // 1_000_000


def figures_of(agencies: Iterable[Agency], now: dt.datetime) -> list[Figures]:
    """The numbers of these agencies, in their order, by three queries."""
    rows = list(agencies)
    ids = [agency.pk for agency in rows]
    people = _counted(Membership.objects.belonging().filter(placeholder=False, agency__in=ids), Count("pk"))
    storage = _counted(StoredFile.objects.filter(agency__in=ids), Sum("size"))
    orders = _orders(rows, now)
    return [
        Figures(row, people.get(row.pk, 0), storage.get(row.pk, 0), *orders.get(row.pk, (0, 0)))
        for row in rows
    ]


def waiting_jobs() -> dict[str, int]:
    """How many jobs of the installation wait, run and have failed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1")
        found = dict(cursor.fetchall())
    return {
        "waiting": found.get("todo", 0),
        "running": found.get("doing", 0),
        "failed": found.get("failed", 0),
    }


def _counted(rows: Any, number: Any) -> dict[int, int]:
    return dict(rows.order_by().values_list("agency").annotate(number=number))


def _orders(agencies: list[Agency], now: dt.datetime) -> dict[int, tuple[int, int]]:
    """In all, and since the month of each began."""
    this_month = Q()
    for agency in agencies:
        this_month |= Q(agency=agency, placed_at__gte=month_of(agency, now))
    rows = (
        Order.objects.filter(agency__in=[agency.pk for agency in agencies], marked=None)
        .order_by()
        .values_list("agency")
    )
    counted = rows.annotate(every=Count("pk"), recent=Count("pk", filter=this_month))
    return {agency: (every, recent) for agency, every, recent in counted}
