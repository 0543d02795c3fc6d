"""Lists of revisions: of what I write, and of what I review."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from agencies.rules.agencies import is_editor, is_writer
from orders.pages.revisions.listing import answer
from project.base.access import area
from project.base.http import MemberRequest


@area(is_writer)
@require_safe
def studio(request: MemberRequest) -> HttpResponse:
    """The revisions of what I write, and those that I do for somebody else."""
    return answer(request, "writer")


@area(is_editor)
@require_safe
def editing(request: MemberRequest) -> HttpResponse:
    """The revisions that I have been given as an editor, and those of the orders that I review."""
    return answer(request, "editor")
