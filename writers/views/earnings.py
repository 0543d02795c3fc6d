"""What somebody earned: their own pages, and those on which managers read everybody's."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.models import Membership
from project.base import clock, query
from project.base.access import area
from project.base.csv_export import csv_response
from project.base.http import MemberRequest
from project.base.paging import page_of
from writers.pages import earnings as pages
from writers.pages.earnings_pdf import render_statement
from writers.rules.earnings import (
    FIRST_YEAR,
    Month,
    earns,
    month_at,
    month_named,
    sees_earnings,
)


def person_or_404(request: MemberRequest, key: str) -> Membership:
    """Whoever belongs or belonged to the agency, in the viewer's scope."""
    return get_object_or_404(Membership.objects.visible_to(request.viewer), public_id=key)


def this_month(request: MemberRequest) -> Month:
    """The month that it is at the agency."""
    return month_at(clock.now(), request.agency.zone)


def asked_month(request: MemberRequest) -> Month:
    """The month of `?month=`, the present one without."""
    try:
        return month_named(query.text(request.GET, "month", most=7))
    except ValueError:
        return this_month(request)


@area(earns)
@require_safe
def own(request: MemberRequest) -> HttpResponse:
    """My earnings by month, and what is to come."""
    return _overview(request, request.viewer.membership)


@area(earns)
@require_safe
def own_month(request: MemberRequest, month: str) -> HttpResponse:
    """My fees of a month."""
    return _month(request, request.viewer.membership, month)


@area(earns)
@require_safe
def own_csv(request: MemberRequest, month: str) -> HttpResponse:
    """My statement of a month for a spreadsheet."""
    return as_csv(request, request.viewer.membership, month_named(month))


@area(earns)
@require_safe
def own_pdf(request: MemberRequest, month: str) -> HttpResponse:
    """My statement of a month on paper."""
    return as_pdf(request, request.viewer.membership, month_named(month))


@area(sees_earnings)
@require_safe
def people(request: MemberRequest) -> HttpResponse:
    """Who earned how much in a month."""
    month, agency = asked_month(request), request.agency
    found = page_of(
        pages.people_of(agency, month),
        request,
        order=pages.PEOPLE,
        kinds=pages.PEOPLE_KINDS,
        key=lambda row: [row[name] for name in pages.PEOPLE],
    )
    before, after = pages.around(month, agency, clock.now())
    address = reverse("writers:all_earnings")
    context = {
        "page": found.with_rows([pages.person_row(agency, month, row) for row in found.rows]),
        "month": month,
        "month_words": pages.month_words(month),
        "total": pages.month_total(agency, month),
        "before_url": f"{address}?month={before}" if before.year >= FIRST_YEAR else "",
        "after_url": f"{address}?month={after}" if after else "",
    }
    return render(request, "writers/earnings/people.html", context)


@area(sees_earnings)
@require_safe
def people_csv(request: MemberRequest, month: str) -> HttpResponse:
    """The same for a spreadsheet."""
    found = month_named(month)
    return csv_response(pages.people_csv(request.agency, found), f"fees-{found}.csv")  # type: ignore[return-value]


@area(sees_earnings)
@require_safe
def person(request: MemberRequest, public_id: str) -> HttpResponse:
    """The earnings of one person."""
    return _overview(request, person_or_404(request, public_id))


@area(sees_earnings)
@require_safe
def person_month(request: MemberRequest, public_id: str, month: str) -> HttpResponse:
    """The fees of one person in a month."""
    return _month(request, person_or_404(request, public_id), month)


@area(sees_earnings)
@require_safe
def person_csv(request: MemberRequest, public_id: str, month: str) -> HttpResponse:
    """The statement of one person for a spreadsheet."""
    return as_csv(request, person_or_404(request, public_id), month_named(month))


@area(sees_earnings)
@require_safe
def person_pdf(request: MemberRequest, public_id: str, month: str) -> HttpResponse:
    """The statement of one person on paper."""
    return as_pdf(request, person_or_404(request, public_id), month_named(month))


def _overview(request: MemberRequest, someone: Membership) -> HttpResponse:
    now = clock.now()
    this_year = now.astimezone(request.agency.zone).year
    year = query.number(request.GET, "year", most=this_year, otherwise=this_year)
    year = year if year >= FIRST_YEAR else this_year
    at = _addresses(request, someone)
    context = {"person": someone, "own": at.own, **pages.overview(request.viewer, at, year, now)}
    return render(request, "writers/earnings/overview.html", context)


def _month(request: MemberRequest, someone: Membership, key: str) -> HttpResponse:
    month, agency = month_named(key), request.agency
    rows, at = pages.rows_of(agency, someone, month), _addresses(request, someone)
    found = page_of(rows, request, order=pages.LATEST, kinds=pages.LATEST_KINDS)
    context: dict[str, Any] = {
        "person": someone,
        "own": at.own,
        "page": found.with_rows(pages.printed(request.viewer, found.rows)),
        "month_words": pages.month_words(month),
        "total": pages.total_words(agency, rows),
        "csv_url": at.statement(month, "csv"),
        "pdf_url": at.statement(month, "pdf"),
        "back_url": at.year(month.year),
    }
    return render(request, "writers/earnings/month.html", context)


def _addresses(request: MemberRequest, someone: Membership) -> pages.Addresses:
    """Of the viewer's own pages, or of the managers': by the address, since managers may write, too."""
    return pages.Addresses(someone, own=request.path.startswith(reverse("writers:earnings")))


def as_csv(request: MemberRequest, someone: Membership, month: Month) -> HttpResponse:
    """The answer that is a statement for a spreadsheet."""
    lines = pages.statement_csv(request.agency, pages.rows_of(request.agency, someone, month))
    return csv_response(lines, f"statement-{month}.csv")  # type: ignore[return-value]


def as_pdf(request: MemberRequest, someone: Membership, month: Month) -> HttpResponse:
    """The answer that is a statement as a PDF."""
    body = render_statement(request.agency, someone, month)
    response = HttpResponse(body, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="statement-{month}.pdf"'
    return response
