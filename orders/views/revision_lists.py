"""Lists of revisions: the client's own, and the desk's of the whole agency."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from agencies.rules.agencies import is_staff
from clients.rules.accounts import is_client
from orders.pages.revisions.listing import answer
from project.base.access import area
from project.base.http import MemberRequest


@area(is_client)
@require_safe
def client(request: MemberRequest) -> HttpResponse:
    """The revisions of the orders of my client accounts."""
    return answer(request, "client")


@area(is_staff)
@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    """Every revision of the agency."""
    return answer(request, "desk")
