"""What can speak against giving somebody work, one kind at a time: eligibility, the reviser's and a writer's
own standing are put together of these."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from agencies.models import Role
from orders.hooks.eligibility import Reason
from writers.querysets.people import Facts
from writers.states.capacity import HARD, ReasonCode

from . import reason_words

if TYPE_CHECKING:
    from agencies.models import Membership
    from orders.models import Order

Found = Iterator[tuple[ReasonCode, str]]
C = ReasonCode


def against_presence(person: Membership) -> Found:
    """They are not here, or shut out."""
    if person.ended_at is not None:
        yield C.MEMBERSHIP, _("No longer a member of this agency.")
    if person.suspended_at is not None:
        yield C.SUSPENDED, _("Suspended.")


def against_membership(person: Membership, role: Role) -> Found:
    """Who they are speaks against them: left, suspended, without the role."""
    yield from against_presence(person)
    if role not in person.roles:
        editing = _("Does not have the editor role.")
        yield C.ROLE, _("Does not have the writer role.") if role == Role.WRITER else editing


def against_client_side(person: Membership, order: Order, facts: Facts) -> Found:
    """They are on the client's side of the order."""
    if person.pk == order.requested_by_id:
        yield C.CONFLICT, _("Placed this order.")
    if order.account_id in facts.accounts:
        yield C.CONFLICT, _("Belongs to this order’s client account.")


def against_accepting(facts: Facts, now: dt.datetime) -> Found:
    """They accept no work now."""
    if not facts.capacity.accepts_on(now.astimezone(facts.zone).date()):
        yield C.NOT_ACCEPTING, reason_words.not_accepting(facts.capacity)


def against_counts(facts: Facts, now: dt.datetime) -> Found:
    """They have as many orders as they take, at once or today."""
    capacity = facts.capacity
    if facts.active >= capacity.max_active:
        yield C.FULL, reason_words.full(facts.active, capacity.max_active)
    if capacity.max_per_day is not None and (given := facts.given_on(now)) >= capacity.max_per_day:
        yield C.DAY_LIMIT, reason_words.day_limit(given, capacity.max_per_day)


def said(found: Found) -> list[Reason]:
    """What was found, as reasons."""
    return [Reason(code.value, words, code in HARD) for code, words in found]
