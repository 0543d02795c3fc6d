"""Putting a first-run hint away."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from agencies.actions.hints import dismiss_hint
from agencies.states.hints import PAGES
from project.base.access import member_only
from project.base.http import MemberRequest


@member_only
@require_POST
def dismiss(request: MemberRequest, key: str) -> HttpResponse:
    """Back to the page without the hint; for HTMX nothing, which takes its place."""
    dismiss_hint(actor=request.viewer, key=key)
    return HttpResponse() if request.htmx else redirect(PAGES[key])
