"""The file of a dispute, as a page and as a PDF."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from orders.views.fetching import order_or_404
from project.base import clock
from project.base.access import member_only
from project.base.http import MemberRequest
from support.models import Dispute
from support.pages.disputes_file import Section, file_of
from support.pages.disputes_pdf import render_file

from .disputes_page import dispute_or_404


@member_only
@require_safe
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """All that there is of the matter on one page."""
    dispute, sections = _read(request, public_id)
    context = {"dispute": dispute, "order": dispute.order, "sections": sections}
    return render(request, "support/disputes/file.html", context)


@member_only
@require_safe
def document(request: MemberRequest, public_id: str) -> HttpResponse:
    """The same as a PDF, in the reader's language and zone."""
    dispute, sections = _read(request, public_id)
    body = render_file(dispute, sections, request.agency, clock.now())
    response = HttpResponse(body, content_type="application/pdf")
    name = f"dispute-{dispute.order.number}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _read(request: MemberRequest, public_id: str) -> tuple[Dispute, list[Section]]:
    dispute = dispute_or_404(request, public_id)
    order = order_or_404(request, dispute.order.number)
    return dispute, file_of(request.viewer, dispute, order, clock.now())
