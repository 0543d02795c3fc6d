"""The editor's page of one review: the new version beside brief and points."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from agencies.rules.agencies import is_editor
from orders.pages.order.page import order_page
from orders.rules.reviews import can_claim_review, can_review
from orders.states.orders import State
from orders.views.fetching import order_or_404
from project.base import clock
from project.base.access import area
from project.base.errors import require
from project.base.http import MemberRequest


@area(is_editor)
@require_safe
def read(request: MemberRequest, number: str) -> HttpResponse:
    """The text, what it is measured by, and the verdict. When nothing
    waits for a review, the page of the order."""
    order = order_or_404(request, number)
    viewer = request.viewer
    require(can_review(viewer, order) or can_claim_review(viewer, order))
    if order.state != State.IN_REVIEW:
        return redirect("orders:order", number)
    page = order_page(viewer, order, clock.now())
    points = [row for row in page.rounds if row.number == page.versions[0].revision] if page.versions else []
    return render(request, "writers/review.html", {"page": page, "order": order, "points": points})
