"""Which writers take the orders of a class, and the most of each: asked whenever one of them is given out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from cohorts.models import CohortMember, CohortWriter
from orders.hooks.eligibility import Reason
from orders.models import Order
from orders.states.orders import State
from project.base.compiled import Among, Slot, compiled
from writers.states.capacity import RuleCode

if TYPE_CHECKING:
    from agencies.models import Membership


def most_of(share: int, size: int) -> int:
    """How many of `size` orders a share allows: rounded up, so that shares of 100% cover all of them."""
    return -(-share * size // 100)


@dataclass(frozen=True)
class Shares:
    """One class: how many orders it has or will have, what each of its writers may have at most, and how many
    each has, by the ids of writers."""

    size: int
    shares: Mapping[int, int]
    taken: Mapping[int, int]

    def most(self, writer_id: int) -> int:
        return most_of(self.shares.get(writer_id, 0), self.size)


def shares_of(agency_id: int, cohorts: Collection[int]) -> dict[int, Shares]:
    """Of each of these classes that names its writers, by its id. Three queries. Whose order was cancelled
    does not count; who is in the class without an order yet does."""
    if not cohorts:
        return {}
    own = {"agency_id": agency_id, "cohort__in": cohorts}
    named: dict[int, dict[int, int]] = {}
    for cohort, writer, share in CohortWriter.objects.filter(**own).values_list("cohort", "writer", "share"):
        named.setdefault(cohort, {})[writer] = share
    counts = Q(order=None, removed_at=None) | Q(order__isnull=False) & ~Q(order__state=State.CANCELLED)
    members = CohortMember.objects.filter(counts, **own).order_by()
    sizes = dict(members.values_list("cohort").annotate(n=Count("pk")))
    orders = Order.objects.filter(agency_id=agency_id, cohort_member__cohort__in=cohorts)
    given = orders.filter(writer__isnull=False).exclude(state=State.CANCELLED).order_by()
    taken: dict[int, dict[int, int]] = {}
    rows = given.values_list("cohort_member__cohort", "writer").annotate(n=Count("pk"))
    for cohort, writer, count in rows:
        taken.setdefault(cohort, {})[writer] = count
    return {pk: Shares(sizes.get(pk, 0), named[pk], taken.get(pk, {})) for pk in named}


def against_writers(
    *, people: Sequence[Membership], orders: Sequence[Order]
) -> Mapping[tuple[int, int], Sequence[Reason]]:
    """Answers writers.hooks.objections. One query where no class names its writers, four otherwise."""
    agency_id, known = orders[0].agency_id, {order.pk: order for order in orders}
    of_order = dict(_classes(agency_id=agency_id, orders=list(known)))
    found = shares_of(agency_id, set(of_order.values()))
    return {
        (person.pk, pk): [Reason(RuleCode.CLASS.value, words, True)]
        for pk, cohort in of_order.items()
        for person in people
        if (words := _why_not(person, known[pk], found[cohort]))
    }


@compiled
def _classes(agency_id: Slot, orders: Slot) -> QuerySet[CohortMember, tuple[int, int]]:
    """Which of these orders is of which class that names its writers."""
    named = CohortWriter.objects.filter(agency_id=agency_id, cohort_id=OuterRef("cohort_id"))
    rows = CohortMember.objects.filter(Exists(named), Among("order_id", orders), agency_id=agency_id)
    return rows.values_list("order_id", "cohort_id")


def _why_not(person: Membership, order: Order, shares: Shares) -> str:
    if person.pk not in shares.shares:
        return _("Is not one of the writers of this class.")
    has = shares.taken.get(person.pk, 0) - (order.writer_id == person.pk)
    if has < (most := shares.most(person.pk)):
        return ""
    words = _("Has %(n)s orders of this class; the limit is %(most)s of %(all)s (%(share)s%%).")
    return words % {"n": has, "most": most, "all": shares.size, "share": shares.shares[person.pk]}
