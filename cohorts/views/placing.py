"""The reviewed step in which the orders of a class are placed."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cohorts.actions.placing import ClassPriceMoved, place_orders
from cohorts.pages.placing import placing_page
from cohorts.rules.cohorts import sees_classes
from orders.actions.placing import SeenPrice
from project.base import clock, query
from project.base.access import area
from project.base.errors import Invalid
from project.base.forms import takes
from project.base.http import MemberRequest

from .fetching import planned_or_404


@area(sees_classes)
@require_http_methods(["GET", "HEAD", "POST"])
@takes("seen_total", "seen_book")
def review(request: MemberRequest, public_id: str) -> HttpResponse:
    """For whom, at which price, beside which budget; then all of them at once."""
    cohort = planned_or_404(request, public_id)
    now = clock.now()
    problems: list[str] = []
    status = 200
    if request.method == "POST":
        try:
            seen = SeenPrice(_total(request), query.number(request.POST, "seen_book"), now)
            placing = place_orders(actor=request.viewer, cohort=cohort, seen=seen, now=now)
        except Invalid as refusal:
            problems, status = [str(text) for texts in refusal.errors.values() for text in texts], 422
        except ClassPriceMoved as refusal:
            problems, status = [str(refusal.message)], 409
        else:
            words = ngettext("%(n)s order is being placed.", "%(n)s orders are being placed.", placing.count)
            messages.success(request, words % {"n": placing.count})
            return redirect("cohorts:class", public_id)
    return render(request, "cohorts/placing/review.html", placing_page(cohort, problems, now), status=status)


def _total(request: MemberRequest) -> Decimal:
    """The total that was read; nothing that can be ordered for what cannot be one."""
    try:
        return Decimal(query.verbatim(request.POST, "seen_total", most=20) or "-1")
    except InvalidOperation:
        return Decimal(-1)
