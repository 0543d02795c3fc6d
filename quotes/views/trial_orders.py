"""Placing a trial order, and deleting it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.rules.marks import handles_marks
from project.base import clock
from project.base.access import area
from project.base.http import MemberRequest
from quotes.actions.trial_orders import delete_trial_order, place_trial_order
from quotes.rules.trial_orders import standing_trial


@area(handles_marks)
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: MemberRequest) -> HttpResponse:
    """What a trial order is; the one that stands, or the button that places one."""
    if request.method == "POST":
        order = place_trial_order(actor=request.viewer, now=clock.now())
        messages.success(request, _("Trial order placed. Do with it what you would do with any other."))
        return redirect("orders:order", order.number)
    context = {
        "order": standing_trial(request.viewer),
        "breadcrumbs": [
            {"label": _("Setup"), "url": reverse("agencies:setup")},
            {"label": _("Trial order"), "url": ""},
        ],
    }
    return render(request, "quotes/trial.html", context)


@area(handles_marks)
@require_POST
def delete(request: MemberRequest) -> HttpResponse:
    """Delete it with everything that was done with it."""
    if delete_trial_order(actor=request.viewer, now=clock.now()):
        messages.success(request, _("Trial order deleted, with everything that belonged to it."))
    return redirect("quotes:trial")
