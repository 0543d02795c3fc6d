"""The plan of a class, as its page prints it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cohorts.forms.plans import InstallmentsForm, MilestonesForm
from cohorts.models import Cohort
from cohorts.pricing.prices import committed
from cohorts.rules.installments import paid_for
from project.base import formatting

from .installments import installment_rows

#: Rows that a form shows at most, with errors or without.
MOST_SHOWN = 24


def plan_page(
    cohort: Cohort, milestones: MilestonesForm, parts: InstallmentsForm, now: dt.datetime
) -> dict[str, Any]:
    """Both forms, and what the class costs and has been paid."""
    currency, paid = cohort.agency.currency, paid_for(cohort)
    filled = [pair for pair in parts.pairs if pair[0].value() or pair[1].value()]
    empty = [pair for pair in parts.pairs if pair not in filled][:3]
    return {
        "cohort": cohort,
        "milestones": milestones,
        "parts": parts,
        "pairs": [*filled, *empty][:MOST_SHOWN],
        "total": formatting.money(committed(cohort), currency),
        "paid": formatting.money(paid, currency),
        "plan": installment_rows(cohort, now),
    }
