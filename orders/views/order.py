"""The order page, one for every role."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from orders.views.fetching import order_or_404
from project.base.access import member_only
from project.base.http import MemberRequest

from .answering import page


@member_only
@require_safe
def show(request: MemberRequest, number: str) -> HttpResponse:
    """Everything about one order that this viewer may see, and the verbs that they may use."""
    return page(request, order_or_404(request, number))
