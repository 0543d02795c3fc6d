"""The open offers of a writer, prepared for rows above their work and for the page of offers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from orders.hooks.eligibility import Reason
from orders.models import Offer
from orders.pages.lists.rows import PREFIX, work_words
from project.base import formatting, marks
from project.base.compiled import Slot, compiled_lookup
from project.base.text import excerpt
from project.base.viewer import Member
from writers.querysets.own_offers import answerable
from writers.rules.own_offers import against_offers

#: Nobody holds more open offers at once.
MOST = 50
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


def open_offers(viewer: Member, now: dt.datetime) -> list[OfferLine]:
    """What the viewer can still answer, the one to answer first on top. One query; four or five more when
    there is any."""
    offers = _offers(viewer, now=now)
    against = against_offers(viewer, [offer.order for offer in offers], now)
    return [_line(offer, against[offer.order_id], now) for offer in offers]


@compiled_lookup
def _offers(viewer: Member, now: Slot) -> QuerySet[Offer]:
    return answerable(viewer, now).order_by("answer_by", "id")[:MOST]


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
