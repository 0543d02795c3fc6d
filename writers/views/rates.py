"""Rates of writers, for managers: those of today and to come, setting one, the history."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.pricing.offering import current_offering
from project.base import clock, query
from project.base.access import area
from project.base.errors import Conflict, Invalid
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of
from writers.actions import rates
from writers.forms.rates import RateForm
from writers.models import FeeRate
from writers.pages import rates as pages
from writers.rules.rates import keeps_rates, today_at

form_page = require_http_methods(["GET", "HEAD", "POST"])


def today_of(request: MemberRequest) -> dt.date:
    """The day that it is at the agency."""
    return today_at(request.agency, clock.now())


def rate_or_404(request: MemberRequest, key: str) -> FeeRate:
    """The rate of this id in the viewer's scope."""
    return get_object_or_404(pages.history(request.viewer), public_id=key)


@area(keeps_rates)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """What each service earns, and the levels."""
    context = {
        "services": pages.overview(request.viewer, today_of(request)),
        "levels": pages.level_rows(request.viewer),
    }
    return render(request, "writers/rates/index.html", context)


@area(keeps_rates)
@form_page
@takes(RateForm)
def new(request: MemberRequest) -> HttpResponse:
    """Set a rate from a day on."""
    posted = request.POST if request.method == "POST" else None
    asked = {name: query.text(request.GET, name, most=40) for name in ("service", "level")}
    initial = {**asked, "from_day": today_of(request)}
    form = RateForm(posted, **form_options(request), initial=initial)
    if posted is not None and form.is_valid():
        try:
            rates.set_rate(actor=request.viewer, now=clock.now(), **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Rate saved. Agreed fees do not change."))
            return redirect("writers:rates")
    return render(request, "writers/rates/new.html", {"form": form}, status=422 if form.errors else 200)


def form_options(request: MemberRequest) -> dict[str, Any]:
    """What RateForm needs."""
    return {
        "services": current_offering(request.agency).services,
        "levels": pages.levels_of(request.viewer),
        "currency": request.agency.currency,
    }


@area(keeps_rates)
@require_safe
def history(request: MemberRequest) -> HttpResponse:
    """Every rate that was set, the latest first."""
    found = page_of(pages.history(request.viewer), request, order=pages.NEWEST, kinds=pages.NEWEST_KINDS)
    today, currency = today_of(request), request.agency.currency
    page = found.with_rows([pages.rate_row(rate, currency, today) for rate in found.rows])
    return render(request, "writers/rates/history.html", {"page": page})


@area(keeps_rates)
@require_POST
def remove(request: MemberRequest, public_id: str) -> HttpResponse:
    """Withdraw a rate that has not begun."""
    rate = rate_or_404(request, public_id)
    try:
        rates.remove_rate(actor=request.viewer, rate=rate, now=clock.now())
    except Conflict as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Rate removed."))
    return redirect("writers:rate_history")
