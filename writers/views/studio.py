"""The studio: what a writer does next."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from orders import filters, lists, rules
from orders.filters import Tab, states
from orders.models import Offer, Order
from orders.models.offers import OfferState
from orders.pricing import units
from orders.states import CLOSED_STATES, IN_WORK, OPEN_STATES, State
from project.base import clock
from project.base.access import area
from project.base.money import format_money

WITH_OTHERS = [state for state in OPEN_STATES if state not in IN_WORK]
STUDIO = lists.ListKind(
    side="writer",
    tabs=(
        Tab("todo", _("To do"), states(*IN_WORK)),
        Tab("others", _("With others"), states(*WITH_OTHERS)),
        Tab("done", _("Done"), states(*CLOSED_STATES), counted=False),
        Tab("all", _("All"), states(*State.values), counted=False),
    ),
    columns=("turn", "work", "due", "money"),
    sorts={"due": filters.BY_WRITER, "new": filters.NEWEST},
)
#: Offers on one page; more than that nobody holds open at once, and the oldest come first.
MOST_OFFERS = 50


@area(rules.is_writer)
@require_safe
def index(request: Any) -> HttpResponse:
    """My work by deadline, and the offers that wait for an answer above it."""
    orders = Order.objects.as_writer(request.viewer)
    waiting = _offers(request, 3)
    return lists.answer(request, STUDIO, orders, "writers/studio.html", lambda counted: {"offers": waiting})


@area(rules.is_writer)
@require_safe
def offers(request: Any) -> HttpResponse:
    """Everything that is offered to me, the one to answer first on top."""
    return render(request, "writers/offers.html", {"offers": _offers(request, MOST_OFFERS)})


def _offers(request: Any, most: int) -> list[dict[str, Any]]:
    now = clock.now()
    rows = Offer.objects.visible_to(request.viewer).filter(
        writer_id=request.viewer.member_id, state=OfferState.OPEN, answer_by__gt=now, order__state=State.OFFERED
    )
    found = rows.select_related("order__service").order_by("answer_by", "id")[:most]
    return [_offer(offer, now) for offer in found]


def _offer(offer: Offer, now: Any) -> dict[str, Any]:
    order = offer.order
    quantity = order.quantity or 0
    return {
        "number": order.number,
        "title": order.title,
        "excerpt": order.brief[:280],
        "work": f"{order.service.name}, {quantity:,} {units(order.service.unit, quantity)}",
        "fee": format_money(offer.fee, order.currency),
        "answer_by": offer.answer_by,
        "deadline": order.writer_deadline,
    }
