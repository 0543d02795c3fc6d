"""Several orders to give out at once: what their page (writers/views/assignment_several.py) and the API have
in common, and the way from its former address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agencies.models import Membership
from orders.forms.offers_bulk import GiveOutForm
from orders.hooks.fees import fees
from orders.models import Order
from orders.rules.offers import gives_out
from project.base import clock
from project.base.access import area
from project.base.forms import takes
from project.base.http import MemberRequest


@area(gives_out)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(GiveOutForm, "how", "n", "view")
def give(request: MemberRequest) -> HttpResponse:
    """To the assignment desk, with all that was asked or sent (308: as it was sent)."""
    query = request.META["QUERY_STRING"]
    url = reverse("writers:assignment") + (f"?{query}" if query else "")
    return HttpResponse(status=308, headers={"Location": url})


def chosen_orders(request: MemberRequest, numbers: Sequence[str]) -> list[Order]:
    """The chosen orders that the viewer may see, the most urgent first; no stranger's."""
    rows = Order.objects.visible_to(request.viewer).filter(number__in=numbers)
    rows = rows.select_related("service", "agency", "preferred_writer")
    return list(rows.prefetch_related("lines", "offers").order_by("client_deadline", "id"))


def form_options(
    request: MemberRequest, verb: str, orders: Sequence[Order], people: Sequence[Membership]
) -> dict[str, Any]:
    """What GiveOutForm needs for these orders."""
    proposed = fees().propose_each(orders=orders, now=clock.now())
    return {
        "people": people,
        "fees": {order: proposed[order][0] for order in orders},
        "hours": request.agency.offer_hours,
        "single": verb == "assign",
    }
