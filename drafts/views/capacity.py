"""By when a draft could be done, from what writers have in hand: beside the live price, never inside it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from clients.rules.accounts import is_client
from drafts.rules.capacity import room_for
from drafts.views.fetching import draft_or_404
from project.base import clock
from project.base.access import area
from project.base.http import MemberRequest


@area(is_client)
@require_safe
def capacity(request: MemberRequest, public_id: str) -> HttpResponse:
    """Of the draft as it is stored: the fragment for HTMX, else a page."""
    draft = draft_or_404(request, public_id)
    room = room_for(request.viewer, draft, clock.now())
    tight = bool(room and draft.deadline and draft.deadline < room.earliest)
    template = "drafts/draft/_capacity.html" if request.htmx else "drafts/draft/capacity.html"
    response = render(request, template, {"draft": draft, "room": room, "tight": tight})
    patch_vary_headers(response, ["HX-Request"])
    return response
