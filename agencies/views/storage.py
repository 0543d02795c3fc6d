"""What the agency's files take."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.pages.storage import storage_of
from agencies.rules.agencies import sees_storage
from project.base.access import area
from project.base.http import MemberRequest


@area(sees_storage)
@require_safe
def storage(request: MemberRequest) -> HttpResponse:
    """How many files, of which types, how large; and those that wait for their end."""
    return render(request, "agencies/storage.html", {"storage": storage_of(request.viewer)})
