"""Search: everything that a member may see, in one place."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from orders.pages.search import order_of_number, search_context
from project.base import query
from project.base.access import member_only
from project.base.http import MemberRequest

MAX_TEXT = 100


@member_only
@require_safe
def search(request: MemberRequest) -> HttpResponse:
    """Orders, drafts, people and messages that fit every word. The whole number of a visible order leads
    straight to it."""
    typed = query.text(request.GET, "q", most=MAX_TEXT)
    if order := order_of_number(request.viewer, typed):
        return redirect("orders:order", order.number)
    return render(request, "orders/search/page.html", search_context(request.viewer, typed))
