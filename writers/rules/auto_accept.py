"""Which offers a rule accepts in its writer's name, and how long that can be undone. The matcher is pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from agencies.rules.agencies import is_writer
from orders.querysets.orders import GIVING
from orders.states.orders import State
from project.base import clock
from writers.models import AutoAcceptance
from writers.states.assignment import RuleClients

if TYPE_CHECKING:
    from orders.models import Order
    from project.base.viewer import Viewer
    from writers.models import AutoAcceptRule

#: Rules that one writer has at most.
MOST_RULES = 20
#: How long an automatic acceptance can be undone.
UNDO_FOR = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Asked:
    """What is asked of a writer, as rules judge it. `left`: the time until the writer's deadline;
    `preferred`: whether the client is one of the writer's preferred clients."""

    subject_id: int | None
    service_id: int
    fee: Decimal
    quantity: int
    left: dt.timedelta
    preferred: bool


def keeps_rules(viewer: Viewer) -> bool:
    """Writers have rules of their own."""
    return is_writer(viewer)


def matches(rule: AutoAcceptRule, asked: Asked) -> bool:
    """Whether all that the rule asks is met, be it switched on or not. Its empty columns ask nothing."""
    return (
        (rule.clients == RuleClients.ANY or asked.preferred)
        and rule.subject_id in (None, asked.subject_id)
        and rule.service_id in (None, asked.service_id)
        and (rule.min_fee is None or asked.fee >= rule.min_fee)
        and (rule.min_days is None or asked.left >= dt.timedelta(days=rule.min_days))
        and (rule.max_quantity is None or asked.quantity <= rule.max_quantity)
    )


def first_match(rules: Iterable[AutoAcceptRule], asked: Asked) -> AutoAcceptRule | None:
    """The oldest of the rules that are switched on and that it meets."""
    found = (rule for rule in rules if rule.enabled and matches(rule, asked))
    return min(found, key=lambda rule: rule.pk or 0, default=None)


def asked_of(order: Order, fee: Decimal, at: dt.datetime, *, preferred: bool) -> Asked:
    """What an offer of this order for `fee`, made `at`, asks."""
    return Asked(
        subject_id=order.subject_id,
        service_id=order.service_id or 0,
        fee=fee,
        quantity=order.quantity or 0,
        left=order.writer_deadline - at,
        preferred=preferred,
    )


def can_undo_acceptance(viewer: Viewer, order: Order) -> bool:
    """Its writer, of what a rule accepted, for ten minutes. One query, only for the writer of an order that
    is assigned."""
    if order.state != State.ASSIGNED or order.writer_id != viewer.member_id:
        return False
    return undoable(order, viewer.member_id, clock.now()) is not None


def undoable(order: Order, member_id: int, now: dt.datetime) -> AutoAcceptance | None:
    """The automatic acceptance by which the member has the order, if it can still be undone at `now`: nobody
    has given the order to anybody since."""
    rows = AutoAcceptance.objects.filter(agency_id=order.agency_id, order=order)
    last = rows.order_by("-id").first()
    if last is None or last.member_id != member_id or last.undone_at is not None or last.undo_until <= now:
        return None
    return None if order.events.filter(verb__in=GIVING, pk__gt=last.event_id).exists() else last
