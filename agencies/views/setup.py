"""The checklist of a new agency: where its first hour begins, and where it goes on at any time."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.pages.setup import checklist_of
from agencies.rules.agencies import sees_agency
from project.base.access import area
from project.base.http import MemberRequest


@area(sees_agency)
@require_safe
def setup(request: MemberRequest) -> HttpResponse:
    """The steps, those that are done and those that are not, each with the page where it is done."""
    context = {"checklist": checklist_of(request.viewer), "is_closed": not request.agency.is_open}
    return render(request, "agencies/setup.html", context)
