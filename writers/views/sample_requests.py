"""Reading a sample on request: asked for by a client, granted or declined by its writer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.rules.agencies import is_writer
from clients.rules.accounts import is_client
from project.base import clock
from project.base.access import area
from project.base.errors import NotVisible
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of
from writers.actions.sample_requests import answer_request, ask_to_see
from writers.forms.sample_requests import RequestAnswerForm, RequestForm
from writers.models import PortfolioSample
from writers.pages.sample_links import html_of
from writers.pages.sample_requests import KINDS, ORDER, own_request, received, request_row, state_of


@area(is_writer)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Who asked to read one's own samples, the newest first."""
    page, now = page_of(received(request.viewer), request, order=ORDER, kinds=KINDS), clock.now()
    rows = [request_row(row, now) for row in page.rows]
    return render(request, "writers/sample_requests/list.html", {"page": page.with_rows(rows)})


@area(is_writer)
@require_POST
@takes(RequestAnswerForm)
def answer(request: MemberRequest, public_id: str) -> HttpResponse:
    """Grant or decline one."""
    found = received(request.viewer).select_related("sample__portfolio").filter(public_id=public_id).first()
    if found is None:
        raise NotVisible()
    form = RequestAnswerForm(request.POST)
    if form.is_valid():
        grant = form.cleaned_data["answer"] == "grant"
        answer_request(actor=request.viewer, request=found, grant=grant, now=clock.now())
        messages.success(request, _("Access granted.") if grant else _("Request declined."))
    return redirect("writers:sample_requests")


@area(is_client)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(RequestForm)
def ask(request: MemberRequest, public_id: str) -> HttpResponse:
    """A sample that is shown on request: what it is, and its text for whoever was granted it."""
    viewer, now = request.viewer, clock.now()
    rows = PortfolioSample.objects.on_request(viewer).filter(public_id=public_id)
    sample = rows.select_related("portfolio__member", "file__file").first()
    if sample is None:
        raise NotVisible()
    form = RequestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ask_to_see(actor=viewer, sample=sample, now=now, **form.cleaned_data)
        messages.success(request, _("Request sent."))
        return redirect("writers:sample_ask", sample.public_id)
    asked = own_request(viewer, sample)
    granted = asked is not None and asked.granted_until is not None and asked.granted_until > now
    waits = asked is not None and asked.answered_at is None
    context = {
        "sample": sample,
        "form": form,
        "state": state_of(asked, now) if asked else "",
        "may_ask": not granted and not waits,
        "html": html_of(sample) if granted else "",
    }
    status = 422 if form.errors else 200
    return render(request, "writers/sample_requests/sample.html", context, status=status)
