"""By when a draft could be done, from what writers have in hand: beside the live price, never inside it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from clients.rules.accounts import is_client
from drafts.rules.capacity import can_say, room_for
from drafts.views.fetching import draft_or_404
from project.base import clock
from project.base.access import area
from project.base.api.hooks import throttle
from project.base.http import MemberRequest


@area(is_client)
@require_safe
def capacity(request: MemberRequest, public_id: str) -> HttpResponse:
    """Of the draft as it is stored: the fragment for HTMX, else a page. Counted as a price of the API is: it
    looks at the load of every writer."""
    draft = draft_or_404(request, public_id)
    throttle()(request, "price")
    room = room_for(request.viewer, draft, clock.now())
    tight = bool(room and draft.deadline and draft.deadline < room.earliest)
    template = "drafts/draft/_capacity.html" if request.htmx else "drafts/draft/capacity.html"
    context = {"draft": draft, "room": room, "tight": tight, "asked": can_say(draft)}
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
