"""Who accepted which version of the legal pages."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.pages import acceptances as pages
from agencies.rules.agencies import sets_branding
from project.base.access import area
from project.base.csv_export import csv_response
from project.base.http import MemberRequest
from project.base.paging import page_of

owners = area(sets_branding)


@owners
@require_safe
def index(request: MemberRequest) -> HttpResponseBase:
    """Everybody who accepted anything, the newest first, or those of one version."""
    wanted = pages.wanted_of(request.viewer, request.GET)
    found = page_of(pages.acceptances(request.viewer, wanted), request, order=pages.NEWEST, kinds=(int,))
    context = {
        "page": found.with_rows([pages.printed(row) for row in found.rows]),
        "wanted": wanted,
        "versions": pages.choices_of(request.viewer),
    }
    return render(request, "agencies/legal/acceptances.html", context)


@owners
@require_safe
def export(request: MemberRequest) -> HttpResponseBase:
    """The same as a file."""
    wanted = pages.wanted_of(request.viewer, request.GET)
    return csv_response(pages.as_csv(request.viewer, wanted), "acceptances.csv")
