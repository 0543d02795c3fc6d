"""What an agency uses of what the operator lets it have."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.pages.limits import limits_of, summary_of
from agencies.rules.agencies import sets_agency
from project.base.access import area
from project.base.clock import now
from project.base.http import MemberRequest


@area(sets_agency)
@require_safe
def limits(request: MemberRequest) -> HttpResponse:
    """People, storage and orders of the month, each against its limit if it has one."""
    rows = limits_of(request.viewer, now())
    return render(request, "agencies/limits.html", {"rows": rows, **summary_of(rows)})
