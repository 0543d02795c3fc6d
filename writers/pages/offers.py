"""The open offers of a writer, prepared for rows above their work and for the page of offers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from orders.hooks.eligibility import Reason
from orders.models import Offer
from orders.pages.lists.rows import PREFIX, work_words
from project.base import formatting, marks
from project.base.compiled import Slot, compiled
from project.base.http import MemberRequest
from project.base.paging import Page, cut, page_of
from project.base.text import excerpt
from project.base.viewer import Member
from writers.querysets.own_offers import answerable
from writers.rules.own_offers import against_offers

#: How many stand above one's work, and on each page of offers.
FIRST, PAGE = 5, 20
ORDER, KINDS = ("answer_by", "id"), (dt.datetime, int)
EXCERPT = 240


@dataclass(frozen=True)
class OfferLine:
    """One printed offer. `against`: why it cannot be accepted now."""

    number: str
    title: str
    url: str
    excerpt: str
    work: str
    fee: str
    answer_by: SafeString
    deliver_by: SafeString
    accept_url: str
    decline_url: str
    against: str


@dataclass(frozen=True)
class FirstOffers:
    """The offers to answer first; `more`: there are others."""

    lines: list[OfferLine]
    more: bool


def first_offers(viewer: Member, now: dt.datetime) -> FirstOffers:
    """What the viewer is to answer first of what is offered to them, the nearest on top. One query; four or
    five more when there is any."""
    offers = _offers(viewer, now=now, size=FIRST, back=False, answer_by=None, pk=None)
    return FirstOffers(_lines(viewer, offers[:FIRST], now), more=len(offers) > FIRST)


def offers_page(request: MemberRequest, now: dt.datetime) -> Page[OfferLine]:
    """One page of everything that is offered to the viewer, in the same order and for as many queries."""

    def read(cursor: Sequence[Any] | None, back: bool) -> list[Offer]:
        answer_by, pk = cursor or (None, None)
        return _offers(request.viewer, now=now, size=PAGE, back=back, answer_by=answer_by, pk=pk)

    page = page_of(read, request, order=ORDER, kinds=KINDS, size=PAGE)
    return page.with_rows(_lines(request.viewer, page.rows, now))


def _lines(viewer: Member, offers: Sequence[Offer], now: dt.datetime) -> list[OfferLine]:
    against = against_offers(viewer, [offer.order for offer in offers], now)
    return [_line(offer, against[offer.order_id], now) for offer in offers]


@compiled
def _offers(
    viewer: Member, now: Slot, size: int, back: bool, answer_by: Slot | None, pk: Slot | None
) -> QuerySet[Offer]:
    cursor = None if answer_by is None else (answer_by, pk)
    return cut(answerable(viewer, now), ORDER, cursor, back=back, size=size)


def _line(offer: Offer, against: Sequence[Reason], now: dt.datetime) -> OfferLine:
    order, language = offer.order, get_language() or "en"
    return OfferLine(
        number=order.number,
        title=order.title,
        url=f"{PREFIX}{order.number}/",
        excerpt=excerpt(order.brief, EXCERPT),
        work=work_words(order.quantity or 0, order.service.unit, order.service.name, language),
        fee=formatting.money(offer.fee, order.currency),
        answer_by=marks.deadline(offer.answer_by, now=now),
        deliver_by=marks.deadline(order.writer_deadline, now=now),
        accept_url=reverse("orders:order_offer_accept", args=[order.number]),
        decline_url=reverse("orders:order_offer_decline", args=[order.number]),
        against=" ".join(reason.words for reason in against),
    )
