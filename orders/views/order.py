"""The order page, one for every role; and what a former writer still reads of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from orders.pages.order.past_work import past_work
from orders.views.fetching import order_or_404, past_order_or_404, unread_or_404
from project.base import clock, query
from project.base.access import member_only
from project.base.errors import NotVisible
from project.base.http import MemberRequest

from .answering import page
from .unread import unread_page


@member_only
@require_safe
def show(request: MemberRequest, number: str) -> HttpResponse:
    """Everything about one order that this viewer may see, and the verbs that they may use. Who wrote it
    until a hand-over reads it as it was then."""
    try:
        order = order_or_404(request, number)
    except NotVisible:
        return _otherwise(request, number)
    return page(request, order)


def _otherwise(request: MemberRequest, number: str) -> HttpResponse:
    """What is left of it for who pays for what another receives, or for who wrote it until a hand-over."""
    try:
        order = unread_or_404(request, number)
    except NotVisible:
        return _past(request, number)
    return unread_page(request, order)


def _past(request: MemberRequest, number: str) -> HttpResponse:
    order = past_order_or_404(request, number)
    found = past_work(request.viewer, order, clock.now(), query.number(request.GET, "version", most=32_767))
    return render(request, "orders/order/past.html", {"page": found, "order": order})
