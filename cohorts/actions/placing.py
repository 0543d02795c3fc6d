"""The orders of a class are placed at a price that was read, one for each member: what a person starts. The
orders themselves are written by a job (placing_job)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.rules.opening import require_open
from cohorts.models import Cohort, CohortMember, Placing
from cohorts.pricing.prices import ClassPrice, price_class
from cohorts.rules.cohorts import can_place
from cohorts.rules.placeholders import fault_of, filled_commission, values_by_member
from cohorts.states.cohorts import FEATURE, PlacingState
from orders.actions.placing import SeenPrice, held_book
from orders.models import Order
from project.base.errors import Conflict, Invalid, WrongState, require
from project.base.features import require_on
from project.base.formatting import money
from project.base.jobs import defer
from project.base.viewer import Member

from .members import locked_member
from .moving import COHORTS, locked_cohort, move_cohort
from .placing_job import order_prepared


class ClassPriceMoved(Conflict):
    """The price of a class, or who is in it, is no longer what was read."""

    title = gettext_lazy("The price has changed")

    def __init__(self, new: ClassPrice) -> None:
        super().__init__(
            _("The price, or the roster, has changed since you saw it. Check the total before you order.")
        )
        self.new = new


def place_orders(*, actor: Member, cohort: Cohort, seen: SeenPrice, now: dt.datetime) -> Placing:
    """Have a job place one order for each member who has none, at the price `seen`, which is held from now
    on. Members whose brief is asked for get a draft at this price, which becomes an order with their brief.

    A second click while it runs answers with the same placing. Raises Invalid with what the common brief or a
    member lacks (under "members"), and under "budget" for a total beyond it; ClassPriceMoved; WrongState
    where nobody is to be ordered for."""
    require(can_place(actor, cohort))
    require_on(actor.agency, FEATURE)
    require_open(actor.agency)
    with transaction.atomic():
        stored = locked_cohort(actor, cohort)
        if running := stored.placings.filter(state=PlacingState.RUNNING, total=seen.total).first():
            return running
        COHORTS.check("place", actor, stored)
        members = list(stored.members.to_place().select_related("group").order_by("pk"))
        found = price_class(stored, len(members), now)
        _check(stored, members, found, seen.total)
        placing = _begin(actor, stored, found, now)
        CohortMember.objects.filter(pk__in=[member.pk for member in members]).update(placing=placing)
        facts = {"placing": placing, "count": found.count, "amount": found.total}
        move_cohort(stored, "place", actor=actor, now=now, **facts)
        defer("cohorts.place_orders", placing_id=placing.pk)
    return placing


def _check(cohort: Cohort, members: list[CohortMember], found: ClassPrice, seen: Decimal) -> None:
    if faults := faults_of(cohort, members):
        raise Invalid({"members": [f"{member.name}: {words}" for member, words in faults[:5]]})
    if found.total != seen:
        raise ClassPriceMoved(found)
    if found.over:
        words = _("This is %(over)s beyond the budget. Raise the budget first, or order for fewer members.")
        raise Invalid({"budget": words % {"over": money(found.over, found.each.currency)}})


def faults_of(cohort: Cohort, members: list[CohortMember]) -> list[tuple[CohortMember, str]]:
    """The members whose order could not be placed, each with the reason. One query."""
    values = values_by_member(cohort, members)
    judged = [(member, fault_of(cohort, filled_commission(cohort, values[member.pk]))) for member in members]
    return [(member, words) for member, words in judged if words]


def _begin(actor: Member, cohort: Cohort, found: ClassPrice, now: dt.datetime) -> Placing:
    assert cohort.deadline is not None  # price_class has asked for it
    return Placing.objects.create(
        agency_id=cohort.agency_id,
        cohort=cohort,
        by=actor.membership,
        asked_at=now,
        book=held_book(actor.agency, found.book_id),
        currency=found.each.currency,
        count=found.count,
        unit=found.unit,
        total=found.total,
        deadline=cohort.deadline,
        moved_at=now,
    )


def order_as_it_is(*, actor: Member, member: CohortMember, now: dt.datetime) -> Order:
    """Order for a member whose brief is asked for without waiting for it: with the common brief, at the price
    that was held, by the deadline of now (pricing.late_briefs). A second call answers with the same order.
    Raises WrongState for any other member."""
    require(can_place(actor, member.cohort))
    with transaction.atomic():
        stored = locked_cohort(actor, member.cohort)
        found = locked_member(actor, member)
        if found.order is not None:
            return found.order
        if not stored.is_live or found.draft_id is None or found.removed_at:
            raise WrongState(_("There is nothing to order for this member."))
        return order_prepared(actor=actor, cohort=stored, member=found, now=now)
