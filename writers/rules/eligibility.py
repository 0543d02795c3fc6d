"""May this person take this order, or its review? The one module that every path into work asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from agencies.models import Role
from orders.hooks.eligibility import Reason, Reasons, ReviewCandidate
from orders.rules.live_revision import due, live_revisions
from orders.states.orders import LOADS
from writers.hooks import objections
from writers.models import EligibilityOverride
from writers.querysets.people import Facts, efforts_of, hours_of, people_facts
from writers.states.capacity import ReasonCode

from . import reason_words
from .against import (
    Found,
    against_accepting,
    against_client_side,
    against_counts,
    against_membership,
    said,
)
from .editor_workload import against_a_review, ranked
from .working_time import free_time, held_hours

if TYPE_CHECKING:
    from agencies.models import Membership
    from orders.models import Order, OrderEvent, RevisionRequest

Known = dict[int, Facts]
C = ReasonCode


class WriterEligibility:
    """Answers orders.hooks.eligibility."""

    def explain(self, *, writer: Membership, order: Order, now: dt.datetime) -> list[Reason]:
        """See the hook. Five queries."""
        return list(self.explain_all(people=[writer], orders=[order], now=now)[writer.pk, order.pk])

    def explain_all(
        self, *, people: Sequence[Membership], orders: Sequence[Order], now: dt.datetime
    ) -> Reasons:
        """See the hook. Five queries, one more with orders that were delivered, two more with orders whose
        class names its writers; whoever acts on them holds the lock on the person."""
        efforts = efforts_of(orders[0].agency) if orders else {}
        found = _answers(people, orders, now, _facts(people, orders, now), efforts, _against_writer)
        for pair, reasons in objected(people, orders).items():
            found[pair] = [*found[pair], *reasons]
        return found

    def explain_reviews(
        self, *, editors: Sequence[Membership], orders: Sequence[Order], now: dt.datetime
    ) -> Reasons:
        """See the hook. Three queries, one more with orders that were delivered."""
        return _answers(editors, orders, now, _facts(editors, orders, now), {}, _against_editor)

    def rank_editors(
        self, *, editors: Sequence[Membership], order: Order, now: dt.datetime
    ) -> list[ReviewCandidate]:
        """See the hook. Three queries."""
        facts = _facts(editors, [order], now)
        return ranked(editors, order, facts, _answers(editors, [order], now, facts, {}, _against_editor))

    def prefers_to_review(
        self, *, editor: Membership, now: dt.datetime
    ) -> tuple[frozenset[int], frozenset[int]]:
        """See the hook. Three queries."""
        facts = people_facts(editor.agency, [editor.pk], now)[editor.pk]
        return facts.edited_subjects, facts.edited_services

    def note_override(
        self, *, event: OrderEvent, person: Membership, against: Sequence[Reason], reason: str
    ) -> None:
        """See the hook."""
        codes = sorted({each.code for each in against})
        EligibilityOverride.objects.create(
            agency_id=event.agency_id,
            event=event,
            order_id=event.order_id,
            member=person,
            codes=codes,
            reason=reason,
        )

    def overridden(self, *, person: Membership, order: Order) -> frozenset[str]:
        """See the hook. One query."""
        rows = EligibilityOverride.objects.filter(agency_id=order.agency_id, order=order, member=person)
        return frozenset(code for codes in rows.values_list("codes", flat=True) for code in codes)


@dataclass(frozen=True)
class Question:
    """One person, one order, and what both are judged by."""

    person: Membership
    order: Order
    facts: Facts
    efforts: dict[int, Decimal]
    now: dt.datetime
    revision: RevisionRequest | None = None

    @property
    def reviser_id(self) -> int:
        """Who has been given the order's live revision; 0 for nobody."""
        return (self.revision.assignee_id or 0) if self.revision else 0

    @property
    def ends(self) -> dt.datetime:
        """After this the order is nobody's work: the client's deadline, or that of its live revision."""
        return due(self.revision, self.now) if self.revision else self.order.client_deadline

    @property
    def hours(self) -> Decimal:
        """Hours of work in the order."""
        service = self.order.service
        return hours_of(self.order.quantity or 0, service.unit, self.efforts.get(service.pk))

    @property
    def until(self) -> dt.datetime:
        """The end of the working time: the writer's deadline, the client's once that is over; of a live
        revision its own."""
        first = self.order.writer_deadline
        return first if first > self.now and self.revision is None else self.ends


def objected(people: Sequence[Membership], orders: Sequence[Order]) -> Reasons:
    """What apps to the right say against each pair; those against whom they say nothing are left out."""
    found: dict[tuple[int, int], list[Reason]] = {}
    for each in objections if people and orders else ():
        for pair, reasons in each(people=people, orders=orders).items():
            found.setdefault(pair, []).extend(reasons)
    return found


def _facts(people: Sequence[Membership], orders: Sequence[Order], now: dt.datetime) -> Known:
    return people_facts(orders[0].agency, [person.pk for person in people], now) if people and orders else {}


def _answers(
    people: Sequence[Membership],
    orders: Sequence[Order],
    now: dt.datetime,
    facts: Known,
    efforts: dict[int, Decimal],
    against: Callable[[Question], Found],
) -> dict[tuple[int, int], list[Reason]]:
    live = live_revisions(orders)
    return {
        (person.pk, order.pk): said(
            against(Question(person, order, facts[person.pk], efforts, now, live.get(order.pk)))
        )
        if person.pk in facts
        else said(iter([(C.MEMBERSHIP, _("No longer a member of this agency."))]))
        for person in people
        for order in orders
    }


def reasons_with(
    person: Membership, order: Order, facts: Facts, efforts: dict[int, Decimal], now: dt.datetime
) -> list[Reason]:
    """What `explain` says, of facts that were read before."""
    return said(_against_writer(Question(person, order, facts, efforts, now)))


def _against_writer(asked: Question) -> Found:
    yield from against_membership(asked.person, Role.WRITER)
    yield from against_client_side(asked.person, asked.order, asked.facts)
    if asked.person.pk == asked.order.editor_id:
        yield C.CONFLICT, _("Is the editor of this order.")
    if asked.ends <= asked.now:
        yield C.DEADLINE, _("The order’s deadline has passed.")
        return  # What follows judges the time until then.
    yield from against_accepting(asked.facts, asked.now)
    yield from _load(asked)
    yield from _time(asked)
    yield from _fields(asked)


def _against_editor(asked: Question) -> Found:
    yield from against_membership(asked.person, Role.EDITOR)
    yield from against_client_side(asked.person, asked.order, asked.facts)
    if asked.person.pk in (asked.order.writer_id, asked.reviser_id):
        yield C.CONFLICT, _("Wrote this text.")
    yield from against_a_review(asked.facts, asked.now)


def _load(asked: Question) -> Found:
    facts, capacity = asked.facts, asked.facts.capacity
    revised = facts.revisions - (asked.person.pk == asked.reviser_id and asked.order.state in LOADS)
    yield from against_counts(replace(facts, revisions=revised), asked.now)
    if capacity.max_hours is not None:
        held = held_hours(facts, asked.efforts)
        if held + asked.hours > capacity.max_hours:
            yield C.HOURS, reason_words.hours(held, asked.hours, capacity.max_hours)


def _time(asked: Question) -> Found:
    facts, capacity = asked.facts, asked.facts.capacity
    if asked.until - asked.now < dt.timedelta(days=capacity.buffer_days):
        yield C.BUFFER, reason_words.buffer(capacity.buffer_days)
    found = free_time(asked.order.agency, facts, asked.now, asked.until)
    needed = max(1, ceil(2 * asked.hours / capacity.hours_per_day))
    if found.free < found.working and found.free < needed:
        yield C.AWAY, reason_words.away(found.away, found.working, needed)
    elif not found.working:
        yield C.AWAY, _("Doesn’t work before the deadline.")


def _fields(asked: Question) -> Found:
    facts, order = asked.facts, asked.order
    if facts.capacity.only_subjects and order.subject_id not in facts.subjects:
        yield C.SUBJECT, _("Accepts orders in preferred subjects only.")
    if facts.capacity.only_services and order.service_id not in facts.services:
        yield C.SERVICE, _("Accepts preferred services only.")
    if facts.languages and (order.source_locale, order.locale) not in facts.languages:
        yield C.LANGUAGE, reason_words.language(order)
