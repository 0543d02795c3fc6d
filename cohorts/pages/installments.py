"""The payment plan of a class, as pages print it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cohorts.models import Cohort
from cohorts.rules.installments import paid_for, plan_beside
from project.base import formatting


def installment_rows(cohort: Cohort, now: dt.datetime) -> list[dict[str, Any]]:
    """Each installment with what of it is paid. Two queries."""
    currency = cohort.agency.currency
    rows = plan_beside(cohort.installments.all(), paid_for(cohort), now.astimezone(cohort.agency.zone).date())
    return [
        {
            "due": row.installment.due_on,
            "amount": formatting.money(row.installment.amount, currency),
            "covered": formatting.money(row.covered, currency),
            "paid": row.is_paid,
            "overdue": row.overdue,
        }
        for row in rows
    ]
