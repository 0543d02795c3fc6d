"""What speaks against giving somebody any order at all: the part of eligibility that needs no order."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from agencies.models import Role
from orders.hooks.eligibility import Reason
from writers.querysets.people import Facts
from writers.states.capacity import ReasonCode

from . import half_days, reason_words
from .against import Found, against_accepting, against_counts, against_membership, said
from .working_time import held_hours

if TYPE_CHECKING:
    from agencies.models import Membership


def standing(person: Membership, facts: Facts, efforts: dict[int, Decimal], now: dt.datetime) -> list[Reason]:
    """Who they are, whether they accept work, what they have in hand, whether they are away now. Of an order
    itself explain (writers.rules.eligibility) says the rest."""
    return said(_standing(person, facts, efforts, now))


def _standing(person: Membership, facts: Facts, efforts: dict[int, Decimal], now: dt.datetime) -> Found:
    capacity, held = facts.capacity, held_hours(facts, efforts)
    yield from against_membership(person, Role.WRITER)
    yield from against_accepting(facts, now)
    yield from against_counts(facts, now)
    if capacity.max_hours is not None and held >= capacity.max_hours:
        yield ReasonCode.HOURS, reason_words.full_of_hours(held, capacity.max_hours)
    present = half_days.half_of(now, facts.zone)
    if any(first <= present < last for first, last in facts.away):
        yield ReasonCode.AWAY, _("Away now.")
