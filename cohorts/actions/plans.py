"""What is planned for a class: days of milestones, and the installments in which it is paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Installment, Milestone
from cohorts.models.plans import MOST_INSTALLMENTS
from cohorts.pricing.prices import committed
from cohorts.rules.cohorts import can_plan
from cohorts.rules.progress import kinds_of
from cohorts.states.cohorts import MilestoneKind
from project.base.errors import Invalid, require
from project.base.formatting import money
from project.base.viewer import Member

from .cohorts import require_live
from .moving import locked_cohort, note


def save_milestones(
    *, actor: Member, cohort: Cohort, days: Mapping[str, dt.date | None], now: dt.datetime
) -> Cohort:
    """Say by which day each milestone is to be reached; one without a day is not planned. Nobody ticks that
    it is reached. Raises Invalid for days that do not follow each other, under the later one."""
    require(can_plan(actor, cohort))
    with transaction.atomic():
        stored = locked_cohort(actor, cohort)
        require_live(stored)
        wanted = {kind: day for kind, day in days.items() if day is not None}
        _check_order(stored, wanted)
        kept = {row.kind: row for row in stored.milestones.all()}
        if {kind: row.due_on for kind, row in kept.items()} == wanted:
            return stored
        stored.milestones.exclude(kind__in=wanted).delete()
        for kind, day in wanted.items():
            Milestone.objects.update_or_create(
                agency_id=stored.agency_id, cohort=stored, kind=kind, defaults={"due_on": day}
            )
        note(stored, "milestones", actor=actor, now=now, count=len(wanted))
    return stored


def _check_order(cohort: Cohort, wanted: Mapping[str, dt.date]) -> None:
    known = [*kinds_of(cohort), MilestoneKind.ATTENDED.value]
    if unknown := set(wanted) - set(known):
        raise ValueError(f"not milestones of this class: {sorted(unknown)}")
    before: dt.date | None = None
    for kind in kinds_of(cohort):
        day = wanted.get(kind)
        if day and before and day < before:
            raise Invalid({kind: _("Choose a day that is not before the milestone above.")})
        before = day or before


def save_installments(
    *, actor: Member, cohort: Cohort, parts: Sequence[tuple[dt.date, Decimal]], now: dt.datetime
) -> Cohort:
    """Replace the payment plan by these parts: days and amounts. None ends it. It moves no money: charges
    stay with the orders. Raises Invalid, under "parts", unless the amounts come to what the class costs so
    far, for a day twice, an amount of nothing, and beyond MOST_INSTALLMENTS."""
    require(can_plan(actor, cohort))
    with transaction.atomic():
        stored = locked_cohort(actor, cohort)
        require_live(stored)
        if parts:
            _check_parts(stored, parts)
        if sorted(parts) == list(stored.installments.values_list("due_on", "amount")):
            return stored
        stored.installments.all().delete()
        Installment.objects.bulk_create(
            Installment(agency_id=stored.agency_id, cohort=stored, due_on=day, amount=amount)
            for day, amount in parts
        )
        total = sum((amount for _day, amount in parts), Decimal(0))
        note(stored, "installments", actor=actor, now=now, count=len(parts), amount=total)
    return stored


def _check_parts(cohort: Cohort, parts: Sequence[tuple[dt.date, Decimal]]) -> None:
    if len(parts) > MOST_INSTALLMENTS:
        raise Invalid({"parts": _("Plan at most %(most)s installments.") % {"most": MOST_INSTALLMENTS}})
    if len({day for day, _amount in parts}) < len(parts):
        raise Invalid({"parts": _("Two installments are due on the same day.")})
    if any(amount <= 0 for _day, amount in parts):
        raise Invalid({"parts": _("Enter an amount above zero for each installment.")})
    total, sum_of = committed(cohort), sum((amount for _day, amount in parts), Decimal(0))
    if sum_of != total:
        currency = cohort.agency.currency
        words = _("The installments come to %(sum)s, but the class costs %(total)s.")
        raise Invalid({"parts": words % {"sum": money(sum_of, currency), "total": money(total, currency)}})
