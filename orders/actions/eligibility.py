"""What every path into work asks: a fee that can be paid, people under their locks,
and that nothing speaks against them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from agencies.models import Membership
from orders.hooks.eligibility import eligibility
from orders.models import Order
from project.base.errors import Invalid, NotVisible

MAX_FEE = Decimal(1_000_000)


def check_fee(fee: Decimal) -> None:
    """Raises Invalid for a fee that no writer is paid."""
    if not 0 <= fee <= MAX_FEE:
        raise Invalid({"fee": _("Enter a fee between 0 and 1,000,000.")})


def locked_people(order: Order, people: Iterable[Membership]) -> list[Membership]:
    """The memberships under their locks, by id. The lock is what keeps two
    orders from taking a person's last place."""
    ids = [person.pk for person in people]
    rows = Membership.objects.filter(agency_id=order.agency_id, pk__in=ids).select_for_update(of=("self",))
    found = list(rows.order_by("id").prefetch_related("account_people"))
    if not found:
        raise Invalid({"writers": _("Choose a writer.")})
    if len(found) != len(set(ids)):
        raise NotVisible()
    return found


def check_eligible(order: Order, people: Iterable[Membership], now: dt.datetime) -> None:
    """Raises Invalid under "writers" with every reason against each of the (locked) people."""
    reasons = []
    for person in people:
        why = eligibility().explain(writer=person, order=order, now=now)
        reasons += [f"{person.public_name}: {reason}" for reason in why]
    if reasons:
        raise Invalid({"writers": reasons})
