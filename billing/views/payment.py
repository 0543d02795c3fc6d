"""The QR code by which an order is paid."""

from __future__ import annotations

import io

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from billing.pages.payment import money_for, payable_of
from orders.views import ledger
from project.base.access import member_only
from project.base.errors import NotVisible
from project.base.http import MemberRequest


@member_only
@require_safe
def code(request: MemberRequest, number: str) -> HttpResponse:
    """The code for what is open of an order, as a picture; 404 when nothing is, or it cannot be paid so."""
    order = ledger.order_of_ledger(request, number)
    payable = payable_of(order, *money_for(order))
    drawn = payable.code if payable else None
    if drawn is None:
        raise NotVisible()
    picture = io.BytesIO()
    drawn.save(picture, kind="svg", scale=4, light="#ffffff", svgclass=None, lineclass=None)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")
