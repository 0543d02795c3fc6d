"""What the orders of a class cost: each, all together, and beside its budget."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from agencies.models import Agency
from catalog.pricing.formula import Price, PricingProblem, price
from catalog.pricing.offering import current_offering, price_book
from cohorts.models import Cohort, CohortMember, Placing
from drafts.models import OrderDraft
from drafts.pricing.draft_price import facts_of_draft, missing_fields
from orders.models import LedgerEntry
from orders.models.ledger import BILLED
from project.base.errors import Invalid

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class ClassPrice:
    """The price of ordering for `count` members. `committed`: what is ordered already, and what is asked for
    at a price that stands."""

    each: Price
    count: int
    committed: Decimal
    budget: Decimal | None
    book_id: int
    at: dt.datetime

    @property
    def unit(self) -> Decimal:
        return self.each.total

    @property
    def total(self) -> Decimal:
        return self.each.total * self.count

    @property
    def over(self) -> Decimal:
        """By how much the budget would be exceeded."""
        if self.budget is None:
            return ZERO
        return max(self.committed + self.total - self.budget, ZERO)


def price_class(cohort: Cohort, count: int, now: dt.datetime) -> ClassPrice:
    """What ordering for `count` members costs now. Raises Invalid with what the common brief lacks."""
    agency: Agency = cohort.agency
    cohort.volume = max(count, 1)
    if missing := missing_fields(cohort, now):  # type: ignore[arg-type]  # it has what a draft has
        raise Invalid(missing)
    offering = current_offering(agency)
    facts = facts_of_draft(agency, cohort, now)  # type: ignore[arg-type]
    try:
        each = price(offering.book, facts)
    except PricingProblem as problem:
        raise Invalid(problem.errors) from problem
    return ClassPrice(each, count, committed(cohort), cohort.budget, offering.book_id, now)


def price_held(agency: Agency, draft: OrderDraft, placing: Placing) -> Price:
    """What one order costs by the price book, and at the time, of its placing."""
    return price(price_book(placing.book_id), facts_of_draft(agency, draft, placing.asked_at))


def committed(cohort: Cohort) -> Decimal:
    """What the class has cost so far, as its orders were billed, and what it will for members whose order is
    on its way at a price that stands. Two queries."""
    billed = LedgerEntry.objects.filter(
        agency_id=cohort.agency_id, kind__in=BILLED, order__cohort_member__cohort=cohort
    ).aggregate(sum=Sum("amount"))["sum"]
    waiting = cohort.members.present().filter(placing__isnull=False, order=None)
    expected = waiting.aggregate(sum=Sum("placing__unit"))["sum"] if cohort.is_live else None
    return (billed or ZERO) + (expected or ZERO)


def committed_by_class(agency_id: int, cohorts: Sequence[Cohort]) -> dict[int, Decimal]:
    """The same of several classes, by primary key. Two queries."""
    keys = {row.pk for row in cohorts}
    live = {row.pk for row in cohorts if row.is_live}
    billed = LedgerEntry.objects.filter(
        agency_id=agency_id, kind__in=BILLED, order__cohort_member__cohort__in=keys
    )
    sums = dict(
        billed.order_by()
        .values("order__cohort_member__cohort")
        .annotate(sum=Sum("amount"))
        .values_list("order__cohort_member__cohort", "sum")
    )
    rows = CohortMember.objects.filter(agency_id=agency_id, cohort__in=live, order=None).present()
    waiting = rows.filter(placing__isnull=False).order_by().values("cohort")
    for key, expected in waiting.annotate(sum=Sum("placing__unit")).values_list("cohort", "sum"):
        sums[key] = sums.get(key, ZERO) + expected
    return sums
