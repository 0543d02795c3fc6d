"""The payment plan beside what was paid: which installments are covered, and which are overdue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from cohorts.models import Cohort, Installment
from orders.models import LedgerEntry
from orders.models.ledger import EntryKind

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Due:
    """One installment: `covered` of it has been paid by the payments for the orders of the class."""

    installment: Installment
    covered: Decimal
    overdue: bool

    @property
    def is_paid(self) -> bool:
        return self.covered >= self.installment.amount


def paid_for(cohort: Cohort) -> Decimal:
    """What was paid for the orders of the class. One query."""
    rows = LedgerEntry.objects.filter(
        agency_id=cohort.agency_id, kind=EntryKind.PAYMENT, order__cohort_member__cohort=cohort
    )
    return -(rows.aggregate(sum=Sum("amount"))["sum"] or ZERO)


def plan_beside(installments: Iterable[Installment], paid: Decimal, today: dt.date) -> list[Due]:
    """The plan in the order of its days: payments cover what is due first."""
    found, left = [], paid
    for row in installments:
        covered = min(max(left, ZERO), row.amount)
        left -= covered
        found.append(Due(row, covered, covered < row.amount and row.due_on < today))
    return found
