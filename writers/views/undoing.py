"""Undoing an automatic acceptance."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies.rules.agencies import is_writer
from orders.views.fetching import offered_or_404
from project.base import clock
from project.base.access import area
from project.base.http import MemberRequest
from writers.actions.auto_acceptance import undo_acceptance


@area(is_writer)
@require_POST
def undo(request: MemberRequest, number: str) -> HttpResponse:
    """Give the order back. It is no longer visible then, so the way leads to the offers."""
    order = offered_or_404(request, number)
    undo_acceptance(actor=request.viewer, order=order, now=clock.now())
    messages.success(request, _("Acceptance undone."))
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": reverse("writers:offers")})
    return redirect("writers:offers")
