"""What every path into work asks: a fee that can be paid, people under their locks,
and that nothing speaks against them, or nothing that a manager has not overridden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from agencies.models import Membership
from orders.hooks.eligibility import Reason, eligibility
from orders.models import Order, OrderEvent
from project.base.errors import Invalid, NotVisible, WrongState

MAX_FEE = Decimal(1_000_000)
#: How long the reason of an override may be.
OVERRIDE_LIMIT = 300

#: By the id of a member: the soft reasons that a manager overrides.
Overridden = Mapping[int, Sequence[Reason]]


def check_fee(fee: Decimal, field: str = "fee") -> None:
    """Raises Invalid under `field` for a fee that nobody is paid."""
    if not 0 <= fee <= MAX_FEE:
        raise Invalid({field: _("Enter a fee between 0 and 1,000,000.")})


def locked_people(order: Order, people: Iterable[Membership]) -> list[Membership]:
    """The memberships under their locks, by id. The lock is what keeps two
    orders from taking a person's last place; events of other orders may name the person meanwhile."""
    ids = [person.pk for person in people]
    rows = Membership.objects.filter(agency_id=order.agency_id, pk__in=ids)
    rows = rows.select_for_update(of=("self",), no_key=True)
    found = list(rows.order_by("id").prefetch_related("account_people"))
    if not found:
        raise Invalid({"writers": _("Choose a writer.")})
    if len(found) != len(set(ids)):
        raise NotVisible()
    return found


def check_eligible(
    order: Order, people: Sequence[Membership], now: dt.datetime, *, override: str = ""
) -> Overridden:
    """Raises Invalid under "writers" with every reason against each of the (locked) people.

    With `override`, a manager's reason, soft ones do not count: they are returned, for note_overrides. Raises
    Invalid under "override" when it is too long.
    """
    check_override(override)
    found = eligibility().explain_all(people=people, orders=[order], now=now)
    against = {person.pk: found[person.pk, order.pk] for person in people}
    if problems := _refusals(people, against, override):
        raise Invalid({"writers": problems})
    return {pk: reasons for pk, reasons in against.items() if reasons}


def _refusals(people: Sequence[Membership], against: Overridden, override: str) -> list[str]:
    return [
        f"{person.public_name}: {reason}"
        for person in people
        for reason in against[person.pk]
        if reason.hard or not override
    ]


def check_override(override: str) -> None:
    """Raises Invalid for a reason that cannot be stored."""
    if len(override) > OVERRIDE_LIMIT:
        raise Invalid({"override": _("Use no more than %(most)s characters.") % {"most": OVERRIDE_LIMIT}})


def note_override(event: OrderEvent, person: Membership, overridden: Overridden, reason: str) -> None:
    """Log what `event` did for `person` although something spoke against it; nothing when nothing did."""
    if against := overridden.get(person.pk):
        eligibility().note_override(event=event, person=person, against=against, reason=reason)


def check_acceptance(order: Order, person: Membership, now: dt.datetime) -> None:
    """Raises WrongState, with every reason, when a (locked) person cannot take what they were offered, but
    for what a manager overrode for them and this order."""
    found = eligibility().explain(writer=person, order=order, now=now)
    passed = eligibility().overridden(person=person, order=order) if found else frozenset()
    reasons = [reason for reason in found if reason.hard or reason.code not in passed]
    if reasons:
        raise WrongState(" ".join([str(_("You can’t accept this order now.")), *map(str, reasons)]))
