"""May this person take a revision of an order that somebody else wrote?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from agencies.models import Role
from orders.hooks.eligibility import Reason
from writers.querysets.people import Facts, people_facts
from writers.states.capacity import ReasonCode

from . import reason_words
from .against import (
    Found,
    against_accepting,
    against_client_side,
    against_presence,
    said,
)
from .working_time import free_time

if TYPE_CHECKING:
    from agencies.models import Membership
    from orders.models import Order

C = ReasonCode


def explain_revisions(
    *, people: Sequence[Membership], order: Order, until: dt.datetime, now: dt.datetime
) -> Mapping[int, Sequence[Reason]]:
    """Answers orders.hooks.eligibility.revision_eligibility. Three queries."""
    facts = people_facts(order.agency, [person.pk for person in people], now)
    return {
        person.pk: [] if person.pk == order.writer_id else said(_all(person, order, facts, until, now))
        for person in people
    }


def _all(
    person: Membership, order: Order, known: Mapping[int, Facts], until: dt.datetime, now: dt.datetime
) -> Found:
    facts = known.get(person.pk)
    if facts is None:
        yield C.MEMBERSHIP, _("No longer a member of this agency.")
        return
    yield from against_presence(person)
    if not {Role.WRITER, Role.EDITOR} & set(person.roles):
        yield C.ROLE, _("Is neither a writer nor an editor.")
    yield from against_client_side(person, order, facts)
    yield from against_accepting(facts, now)
    yield from _room(order, facts, until, now)


def _room(order: Order, facts: Facts, until: dt.datetime, now: dt.datetime) -> Found:
    """A revision counts as one order; of hours it says nothing."""
    if facts.active >= (most := facts.capacity.max_active):
        yield C.FULL, reason_words.full(facts.active, most)
    time = free_time(order.agency, facts, now, until)
    if time.working and not time.free:
        yield C.AWAY, reason_words.away(time.away, time.working, 1)
