"""The history of feedback: one's own as a writer and as an editor, and anyone's on the desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agencies.models import Membership
from agencies.rules.agencies import is_editor, is_writer
from project.base import clock, query
from project.base.access import area
from project.base.http import MemberRequest
from writers.pages import feedback_history as pages
from writers.querysets.feedback_history import rated_visible_to
from writers.rules.feedback_history import sees_histories


@area(is_writer)
@require_safe
def studio(request: MemberRequest) -> HttpResponse:
    """What editors and clients said of my texts."""
    return _page(request, request.viewer.membership, pages.studio(), own=True)


@area(is_editor)
@require_safe
def editing(request: MemberRequest) -> HttpResponse:
    """What clients said of my reviews."""
    return _page(request, request.viewer.membership, pages.editing(), own=True)


@area(sees_histories)
@require_safe
def person(request: MemberRequest, public_id: str) -> HttpResponse:
    """What a writer or an editor received, for the desk."""
    rows = rated_visible_to(request.viewer).select_related("agency")
    member = get_object_or_404(rows, public_id=public_id)
    return _page(request, member, pages.desk(member), own=False)


def _page(request: MemberRequest, member: Membership, side: pages.Side, *, own: bool) -> HttpResponse:
    tag = query.public_id(request.GET, "tag")
    context = {
        "person": member,
        "own": own,
        "list_url": side.rows_url,
        **pages.history_page(member, side, tag, clock.now()),
    }
    return render(request, "writers/feedback_history/page.html", context)
