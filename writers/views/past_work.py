"""Orders that a writer has handed over."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from agencies.rules.agencies import is_writer
from orders.models import Order
from orders.pages.lists.rows import state_badge, work_words
from orders.states.orders import State
from project.base import formatting
from project.base.access import area
from project.base.http import MemberRequest
from project.base.paging import page_of


@area(is_writer)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """What I wrote until the agency gave it to somebody else, the latest first, as it was then."""
    rows = Order.objects.handed_over_by(request.viewer).select_related("service").defer("search", "brief")
    found = page_of(rows, request, order=["-handed_over"], kinds=[int])
    language = get_language() or "en"
    page = found.with_rows([_row(order, language) for order in found.rows])
    return render(request, "writers/past_work.html", {"page": page})


def _row(order: Any, language: str) -> dict[str, Any]:
    unit, name = order.service.unit, order.service.name
    return {
        "number": order.number,
        "title": order.title,
        "work": work_words(order.quantity or 0, unit, name, language),
        "badge": state_badge(State(order.handed_state), language),
        "handed_at": order.handed_at,
        "fee": "" if order.handed_fee is None else formatting.money(order.handed_fee, order.currency),
    }
