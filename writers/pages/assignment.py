"""Waiting orders with their writers, ranked: who can take which, what speaks against the others, and how well
each fits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from agencies.models import Membership
from orders.hooks.eligibility import Reason
from orders.hooks.fit import Fit
from orders.models import Order
from orders.pages.lists.rows import PREFIX, order_badge, work_words
from orders.rules.offers import can_assign
from orders.states.orders import State
from project.base import marks
from project.base.viewer import Viewer
from writers.rules.eligibility import WriterEligibility
from writers.rules.fit import fits

#: Writers that one order of the list shows.
TOP = 5


@dataclass(frozen=True)
class Candidate:
    """One writer for one order."""

    person: Membership
    fit: Fit
    against: Sequence[Reason]

    @property
    def name(self) -> str:
        return self.person.public_name

    @property
    def never(self) -> bool:
        """Whether no reason could override what speaks against them."""
        return any(reason.hard for reason in self.against)

    @property
    def rank(self) -> tuple[bool, bool, int, int]:
        return self.never, bool(self.against), -self.fit.score, self.person.pk


@dataclass(frozen=True)
class AssignmentRow:
    """One waiting order. `givable`: may be given out by the viewer; `more`: writers beyond those shown."""

    number: str
    title: str
    url: str
    badge: SafeString
    work: str
    subject: str
    account: str
    due: SafeString
    writer_due: SafeString
    givable: bool
    candidates: Sequence[Candidate]
    more: int
    offer_url: str
    assign_url: str
    list_url: str


def ranked(
    people: Sequence[Membership], orders: Sequence[Order], now: dt.datetime
) -> Mapping[int, list[Candidate]]:
    """By an order's id, every writer: those who can take it first, those who fit best before others; those
    who never can last. Ten queries, however many there are."""
    against = WriterEligibility().explain_all(people=people, orders=orders, now=now)
    fit = fits(people, orders, now)
    return {
        order.pk: sorted(
            (Candidate(person, fit[person.pk, order.pk], against[person.pk, order.pk]) for person in people),
            key=lambda one: one.rank,
        )
        for order in orders
    }


def assignment_rows(
    viewer: Viewer, orders: Sequence[Order], people: Sequence[Membership], now: dt.datetime
) -> list[AssignmentRow]:
    """The orders of one page, prepared for printing."""
    found = ranked(people, orders, now)
    return [_row(viewer, order, found[order.pk], now) for order in orders]


def _row(viewer: Viewer, order: Order, candidates: Sequence[Candidate], now: dt.datetime) -> AssignmentRow:
    language = get_language() or "en"
    shown = [one for one in candidates if not one.never][:TOP]
    return AssignmentRow(
        number=order.number,
        title=order.title,
        url=f"{PREFIX}{order.number}/",
        badge=order_badge(order.number, State(order.state), language),
        work=work_words(order.quantity or 0, order.service.unit, order.service.name, language),
        subject=order.subject.name if order.subject else "",
        account=order.account.name,
        due=marks.deadline(order.client_deadline, now=now),
        writer_due=marks.deadline(order.writer_deadline, now=now),
        givable=can_assign(viewer, order),
        candidates=shown,
        more=len(candidates) - len(shown),
        offer_url=reverse("orders:order_offer", args=[order.number]),
        assign_url=reverse("orders:order_assign", args=[order.number]),
        list_url=reverse("writers:waiting_list", args=[order.number]),
    )
