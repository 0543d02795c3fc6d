"""Lists of revisions: the client's own, and the desk's of the whole agency."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from agencies.rules.agencies import is_staff
from clients.rules.accounts import is_client
from orders.models import Order, RevisionRequest
from orders.pages.revisions.listing import answer
from project.base.access import area
from project.base.http import MemberRequest


@area(is_client)
@require_safe
def client(request: MemberRequest) -> HttpResponse:
    """The revisions of the orders of my client accounts."""
    orders = Order.objects.as_client(request.viewer)
    rows = RevisionRequest.objects.visible_to(request.viewer).filter(order__in=orders)
    return answer(request, "client", rows)


@area(is_staff)
@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    """Every revision of the agency."""
    return answer(request, "desk", RevisionRequest.objects.visible_to(request.viewer))
