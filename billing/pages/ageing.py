"""How long money has been owed: sums of open invoices by currency and age, each with the list of its rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy

from billing.models import InvoicePart
from billing.models.invoices import InvoiceQuerySet
from project.base import formatting

#: Key in the address -> how it reads, and the days since the due date from which and up to which it counts.
AGES: dict[str, Any] = {
    "due": gettext_lazy("Not due yet"),
    "30": gettext_lazy("1–30 days"),
    "60": gettext_lazy("31–60 days"),
    "90": gettext_lazy("61–90 days"),
    "older": gettext_lazy("Over 90 days"),
}
DAYS = {"due": (None, 0), "30": (1, 30), "60": (31, 60), "90": (61, 90), "older": (91, None)}


@dataclass(frozen=True)
class AgeSum:
    """What is open of one age. `url` lists its rows."""

    key: str
    label: Any
    amount: Decimal
    count: int
    shown: str
    url: str = ""


@dataclass(frozen=True)
class Ageing:
    """What is open in one currency, and of which age."""

    currency: str
    amount: Decimal
    overdue: Decimal
    count: int
    ages: tuple[AgeSum, ...]

    @property
    def shown(self) -> str:
        return formatting.money(self.amount, self.currency)

    @property
    def overdue_shown(self) -> str:
        return formatting.money(self.overdue, self.currency)


def of_age(key: str, today: dt.date) -> Q:
    """Invoices of this age on `today`, a day in the agency's zone: on its due day one is not overdue yet. One
    that is paid in parts is of the age of each that is open."""
    return between(key, today) | part_due(between(key, today))


def part_due(when: Q) -> Q:
    """Invoices with a part that is open and due then."""
    return Q(pk__in=InvoicePart.objects.unpaid().filter(when).values("invoice_id"))


def between(key: str, today: dt.date, field: str = "due_on") -> Q:
    """Days of this age."""
    least, most = DAYS[key]
    newest = Q() if least is None else Q(**{f"{field}__lte": today - dt.timedelta(days=least)})
    return newest & (Q() if most is None else Q(**{f"{field}__gte": today - dt.timedelta(days=most)}))


def ageing_of(rows: InvoiceQuerySet, today: dt.date) -> list[Ageing]:
    """The open amounts of these invoices by currency, of each part by its own day. Two queries."""
    open_rows = rows.filter(open__isnull=False).order_by()
    sums = {f"sum_{key}": Sum("open__amount", filter=between(key, today), default=Decimal(0)) for key in AGES}
    counts = {f"count_{key}": Count("pk", filter=between(key, today)) for key in AGES}
    grouped = list(open_rows.values("currency").annotate(**sums, **counts).order_by("currency"))
    moved = _moved(open_rows, today)
    return [_group(row, moved.get(row["currency"], {})) for row in grouped]


def _moved(open_rows: InvoiceQuerySet, today: dt.date) -> dict[str, dict[str, Any]]:
    """By currency, what the parts of invoices add to each age: theirs in place of that of their invoice,
    which is due with its last part."""
    parts = InvoicePart.objects.unpaid().filter(invoice__in=open_rows).order_by()
    found: dict[str, Any] = {}
    for key in AGES:
        own, whole = between(key, today), between(key, today, "invoice__due_on")
        found[f"sum_{key}"] = Sum("left", filter=own, default=Decimal(0))
        found[f"less_{key}"] = Sum("left", filter=whole, default=Decimal(0))
        found[f"count_{key}"] = Count("invoice", filter=own, distinct=True)
        found[f"fewer_{key}"] = Count("invoice", filter=whole, distinct=True)
    rows: Any = parts.values("invoice__currency").annotate(**found)
    return {row["invoice__currency"]: row for row in rows}


def _group(row: Any, moved: Any) -> Ageing:
    currency = row["currency"]
    count = sum(row[f"count_{key}"] for key in AGES)
    for key in AGES if moved else ():
        row[f"sum_{key}"] += moved[f"sum_{key}"] - moved[f"less_{key}"]
        row[f"count_{key}"] += moved[f"count_{key}"] - moved[f"fewer_{key}"]
    ages = tuple(
        AgeSum(
            key,
            label,
            row[f"sum_{key}"],
            row[f"count_{key}"],
            formatting.money(row[f"sum_{key}"], currency),
        )
        for key, label in AGES.items()
    )
    amount = sum((each.amount for each in ages), Decimal(0))
    return Ageing(currency, amount, amount - ages[0].amount, count, ages)
