"""The fairness report: who was offered how much, what they answered, and how much they held."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from orders.rules.offers import gives_out
from project.base import clock
from project.base.access import area
from project.base.csv_export import csv_response
from project.base.http import MemberRequest
from project.base.paging import page_of
from writers.pages import fairness as pages
from writers.querysets.fairness import ORDER, writers_of


@area(gives_out)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Every writer by name, in the period that is asked for."""
    first, last = pages.asked_days(request.GET, clock.now(), request.agency)
    period = pages.period_of(first, last, request.agency)
    page = page_of(writers_of(request.viewer), request, order=ORDER, kinds=(str, int))
    context = {
        "page": page.with_rows(pages.fairness_rows(request.agency, page.rows, period)),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "weeks": len(period.weeks),
    }
    return render(request, "writers/fairness.html", context)


@area(gives_out)
@require_safe
def as_csv(request: MemberRequest) -> HttpResponse:
    """The same of all writers, for a spreadsheet."""
    return csv_of(request)


def csv_of(request: MemberRequest) -> HttpResponse:
    """The report as a file, for page and API."""
    first, last = pages.asked_days(request.GET, clock.now(), request.agency)
    period = pages.period_of(first, last, request.agency)
    lines = pages.fairness_csv(request.viewer, request.agency, period)
    return csv_response(lines, f"fairness-{first}-{last}.csv")  # type: ignore[return-value]
