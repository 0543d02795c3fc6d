"""Lists of revisions: of what I write, and of what I review."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from agencies.rules.agencies import is_editor, is_writer
from orders.models import Order, RevisionRequest
from orders.pages.revisions.listing import answer
from project.base.access import area
from project.base.http import MemberRequest


@area(is_writer)
@require_safe
def studio(request: MemberRequest) -> HttpResponse:
    """The revisions of what I write, and those that I do for somebody else."""
    orders = Order.objects.as_writer(request.viewer)
    rows = RevisionRequest.objects.visible_to(request.viewer).filter(order__in=orders)
    return answer(request, "writer", rows)


@area(is_editor)
@require_safe
def editing(request: MemberRequest) -> HttpResponse:
    """The revisions that I have been given as an editor, and those of the orders that I review."""
    mine = Q(assignee_id=request.viewer.member_id) | Q(order__editor_id=request.viewer.member_id)
    return answer(request, "editor", RevisionRequest.objects.visible_to(request.viewer).filter(mine))
