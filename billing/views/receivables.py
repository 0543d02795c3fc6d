"""What is owed: exports of the list of invoices, and orders that are on no invoice."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from billing.pages import invoice_export, unbilled
from billing.pages.invoice_filters import wanted_of
from project.base import clock
from project.base.access import member_only
from project.base.csv_export import csv_response
from project.base.http import MemberRequest


@member_only
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    """The list of invoices as the address narrows it, as CSV."""
    today = clock.now().astimezone(request.agency.zone).date()
    lines = invoice_export.as_csv(request.viewer, wanted_of(request.GET), request.agency.code, today)
    return csv_response(lines, f"invoices-{today}.csv")


@member_only
@require_safe
def unbilled_orders(request: MemberRequest) -> HttpResponse:
    """Orders with money that no invoice holds yet, newest first."""
    return render(request, "billing/unbilled.html", unbilled.context(request))


@member_only
@require_safe
def export_unbilled(request: MemberRequest) -> HttpResponseBase:
    """Those orders as CSV."""
    today = clock.now().astimezone(request.agency.zone).date()
    lines = unbilled.as_csv(request.viewer, unbilled.wanted_orders(request.GET))
    return csv_response(lines, f"not-invoiced-{today}.csv")
