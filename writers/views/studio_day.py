"""The studio's day, beside the list of work; and the offers that a writer declined."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from agencies.rules.agencies import is_writer
from project.base import clock
from project.base.access import area
from project.base.http import MemberRequest
from project.base.paging import page_of
from writers.pages.studio_day import day_of, declined_row
from writers.querysets.studio_day import declined_by

ORDER, KINDS = ("-answered_at", "-id"), (dt.datetime, int)


@area(is_writer)
@require_safe
def today(request: MemberRequest) -> HttpResponse:
    """What is late and due, my load, two weeks, and money: a page, or its part for HTMX."""
    template = "writers/studio_day/_today.html" if request.htmx else "writers/studio_day/today.html"
    response = render(request, template, day_of(request.viewer, clock.now()))
    patch_vary_headers(response, ["HX-Request"])
    return response


@area(is_writer)
@require_safe
def declined(request: MemberRequest) -> HttpResponse:
    """The offers that I declined, with my reasons, the latest first."""
    rows = (
        declined_by(request.viewer)
        .select_related("order")
        .only("fee", "offered_at", "answered_at", "decline_code", "decline_reason", "order__currency")
    )
    found = page_of(rows, request, order=list(ORDER), kinds=list(KINDS))
    page = found.with_rows([declined_row(offer) for offer in found.rows])
    return render(request, "writers/studio_day/declined.html", {"page": page})
