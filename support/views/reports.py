"""Reports of support, and the tickets behind their numbers."""

from __future__ import annotations

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from project.base import clock
from project.base.access import area
from project.base.csv_export import csv_response
from project.base.http import MemberRequest
from project.base.paging import page_of
from support.pages.reports import behind, report_context, report_csv
from support.pages.tickets import KINDS, ORDER, ticket_row, with_people
from support.rules.tickets import works_on_tickets


@area(works_on_tickets)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """What was kept and missed by week, and what is open now."""
    return render(request, "support/reports.html", report_context(request.viewer, clock.now()))


@area(works_on_tickets)
@require_safe
def tickets(request: MemberRequest) -> HttpResponse:
    """The tickets behind one number; the reports, where the address names none."""
    now = clock.now()
    rows = behind(request.viewer, request.GET, now)
    if rows is None:
        return redirect("support:reports")
    page = page_of(with_people(rows), request, order=ORDER, kinds=KINDS)
    context = {"page": page.with_rows([ticket_row(row, now) for row in page.rows])}
    return render(request, "support/report_tickets.html", context)


@area(works_on_tickets)
@require_safe
def export(request: MemberRequest) -> StreamingHttpResponse:
    """The figures as a file."""
    now = clock.now()
    day = now.astimezone(request.viewer.agency.zone).date()
    return csv_response(report_csv(request.viewer, now), f"support-{day}.csv")
