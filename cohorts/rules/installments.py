"""The payment plan beside what was paid: which installments are covered, and which are overdue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from billing.models import Invoice
from billing.pricing.parts import Parts
from cohorts.models import Cohort, Installment
from orders.models import LedgerEntry, Order
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


def class_plan(*, order: Order, total: Decimal, today: dt.date, usual: dt.date) -> Parts:
    """Answers billing.hooks.payment_plans for orders of a class. Two queries, one for any other order."""
    rows = Installment.objects.filter(agency_id=order.agency_id, cohort__members__order=order)
    plan = list(rows.values_list("cohort_id", "due_on", "amount"))
    if not plan:
        return []
    invoices = Invoice.objects.filter(agency_id=order.agency_id, order__cohort_member__cohort=plan[0][0])
    before = invoices.aggregate(sum=Sum("total"))["sum"] or ZERO
    days = [(day, amount) for _cohort, day, amount in plan]
    return parts_of(days, max(before, ZERO), total, today, usual)


def parts_of(
    plan: Parts, before: Decimal, total: Decimal, today: dt.date, usual: dt.date
) -> list[tuple[dt.date, Decimal]]:
    """When what of `total` is due by a plan, of which invoices of `before` are taken up already: the plan is
    filled invoice by invoice, so that together they ask for what it says, to the cent. What is beyond it, or
    falls on a day that has passed, is due when it usually would be. Pure."""
    found: dict[dt.date, Decimal] = {}
    gone, left = before, total
    for day, amount in plan:
        part = min(max(amount - gone, ZERO), left)
        gone, left = max(gone - amount, ZERO), left - part
        due = day if day >= today else usual
        found[due] = found.get(due, ZERO) + part
    found[usual] = found.get(usual, ZERO) + left
    return sorted((day, part) for day, part in found.items() if part)


def plan_beside(installments: Iterable[Installment], paid: Decimal, today: dt.date) -> list[Due]:
    """The plan in the order of its days: payments cover what is due first."""
    found, left = [], paid
    for row in installments:
        covered = min(max(left, ZERO), row.amount)
        left -= covered
        found.append(Due(row, covered, covered < row.amount and row.due_on < today))
    return found
