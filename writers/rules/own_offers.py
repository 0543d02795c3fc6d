"""What a writer has in hand, and what speaks against accepting each of their offers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from orders.hooks.eligibility import Reason
from project.base.compiled import Among, Slot, compiled
from project.base.viewer import Member
from writers.models import EligibilityOverride
from writers.querysets.people import Facts, efforts_of, people_facts

from .eligibility import held_hours, objected, reasons_with

if TYPE_CHECKING:
    from orders.models import Order


@dataclass(frozen=True)
class Standing:
    """A writer at one moment: what they have set, and have in hand."""

    facts: Facts
    efforts: dict[int, Decimal]

    @property
    def hours(self) -> Decimal:
        """Hours of work in hand."""
        return held_hours(self.facts, self.efforts)


def standing_of(viewer: Member, now: dt.datetime) -> Standing:
    """The viewer's. Four queries."""
    return Standing(
        people_facts(viewer.agency, [viewer.member_id], now)[viewer.member_id], efforts_of(viewer.agency)
    )


def against_offers(
    viewer: Member, orders: Sequence[Order], now: dt.datetime
) -> Mapping[int, Sequence[Reason]]:
    """Why the viewer could not accept each of these orders now, by their ids, but for what a manager overrode
    for them. Five queries, one more when anything speaks against any; none for no orders."""
    if not orders:
        return {}
    found = standing_of(viewer, now)
    against: dict[int, list[Reason]] = {}
    ruled = objected([viewer.membership], orders)
    for order in orders:
        order.agency = viewer.agency
        reasons = reasons_with(viewer.membership, order, found.facts, found.efforts, now)
        against[order.pk] = [*reasons, *ruled.get((viewer.member_id, order.pk), ())]
    passed = _overridden(viewer, [pk for pk, reasons in against.items() if reasons])
    return {
        pk: [each for each in reasons if each.hard or (pk, each.code) not in passed]
        for pk, reasons in against.items()
    }


def _overridden(viewer: Member, ids: Sequence[int]) -> set[tuple[int, str]]:
    if not ids:
        return set()
    rows = _overrides(viewer, ids=list(ids))
    return {(pk, code) for pk, codes in rows for code in codes}


@compiled
def _overrides(viewer: Member, ids: Slot) -> QuerySet[EligibilityOverride, tuple[int, list[str]]]:
    rows = EligibilityOverride.objects.filter(Among("order_id", ids), agency_id=viewer.agency_id)
    return rows.filter(member_id=viewer.member_id).values_list("order_id", "codes")
