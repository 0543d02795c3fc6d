"""The studio: what a writer does next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agencies.rules.agencies import is_writer
from orders.models import Offer
from orders.pages.lists import filters, rows
from orders.pages.lists.filters import CLOSED, EVERY, ListKind, Tab
from orders.pages.lists.line import tile
from orders.pages.lists.listing import answer
from orders.states.offers import OfferState
from orders.states.orders import IN_WORK, OPEN_STATES, State
from project.base import clock, formatting
from project.base.access import area
from project.base.http import MemberRequest
from project.base.text import excerpt

WITH_OTHERS = tuple(state for state in OPEN_STATES if state not in IN_WORK)
STUDIO = ListKind(
    side="writer",
    tabs=(
        Tab("todo", _("To do"), tuple(IN_WORK)),
        Tab("others", _("With others"), WITH_OTHERS),
        CLOSED,
        EVERY,
    ),
    sorts={"due": filters.BY_WRITER, "new": filters.NEWEST},
    fields=("state", "due"),
)
#: Offers above the list of work, and on their own page; nobody holds more open at once.
MOST = 50


@area(is_writer)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """The offers that wait for my answer, then my work by its deadlines."""
    waiting = _offers(request)
    return answer(
        request,
        STUDIO,
        "writers/studio.html",
        extra=lambda counted: {"offers": waiting, "others": counted["others"], "tiles": _near(counted)},
    )


def _near(counted: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        tile(counted, "late", _("Late"), "?due=late", "alarm", "bad"),
        tile(counted, "soon", _("Due within a day"), "?due=soon", "clock", "warn"),
    ]


@area(is_writer)
@require_safe
def offers(request: MemberRequest) -> HttpResponse:
    """Everything that is offered to me, the one to answer first on top."""
    return render(request, "writers/offers.html", {"offers": _offers(request)})


def _offers(request: MemberRequest) -> list[dict[str, Any]]:
    now = clock.now()
    open_ones = Offer.objects.visible_to(request.viewer).filter(
        writer_id=request.viewer.member_id,
        state=OfferState.OPEN,
        answer_by__gt=now,
        order__state=State.OFFERED,
    )
    found = (
        open_ones.select_related("order__service").defer("order__search").order_by("answer_by", "id")[:MOST]
    )
    return [_offer(offer, now) for offer in found]


def _offer(offer: Offer, now: dt.datetime) -> dict[str, Any]:
    order = offer.order
    return {
        "number": order.number,
        "title": order.title,
        "excerpt": excerpt(order.brief, 240),
        "work": rows.work_words(
            order.quantity or 0, order.service.unit, order.service.name, get_language() or "en"
        ),
        "fee": formatting.money(offer.fee, order.currency),
        "answer_by": offer.answer_by,
        "deadline": order.writer_deadline,
    }
