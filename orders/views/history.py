"""Everything that happened to an order, as its reader may read it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from orders.pages import timeline
from orders.rules.sides import sides_of
from orders.views.fetching import order_or_404
from project.base import clock
from project.base.access import member_only
from project.base.http import MemberRequest
from project.base.paging import PAGE_SIZE, page_of


@member_only
@require_safe
def show(request: MemberRequest, number: str) -> HttpResponse:
    """The whole timeline, the newest first, page by page."""
    order = order_or_404(request, number)
    events = timeline.reader_of(order, PAGE_SIZE)
    found = page_of(
        events, request, order=timeline.ORDER, kinds=[int], size=PAGE_SIZE, key=lambda event: [event.pk]
    )
    rows = timeline.sentences(order, sides_of(request.viewer, order), found.rows, clock.now())
    return render(request, "orders/order/history.html", {"order": order, "page": found.with_rows(rows)})
