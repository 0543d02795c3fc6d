"""The check of a sample: what in it could tell whose text it is."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.rules.agencies import is_writer
from project.base import clock
from project.base.access import area
from project.base.errors import NotVisible, WrongState
from project.base.forms import takes
from project.base.http import MemberRequest
from writers.actions.redaction import clear_finding
from writers.forms.redaction import ClearForm
from writers.models import PortfolioSample
from writers.pages.redaction import check_context


@area(is_writer)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(ClearForm)
def check(request: MemberRequest, public_id: str) -> HttpResponse:
    """The passages of one's own sample that are left to judge; a POST says that one may be shown."""
    sample = own_sample_or_404(request, public_id)
    form, problem, status = ClearForm(request.POST if request.method == "POST" else None), "", 200
    if form.is_valid():
        try:
            clear_finding(actor=request.viewer, sample=sample, now=clock.now(), **form.cleaned_data)
        except WrongState as refusal:
            problem, status = str(refusal.message), refusal.status
        else:
            messages.success(request, _("Passage cleared."))
            return redirect("writers:sample_check", sample.public_id)
    context = {**check_context(sample), "sample": sample, "problem": problem}
    return render(request, "writers/redaction/check.html", context, status=422 if form.errors else status)


def own_sample_or_404(request: MemberRequest, public_id: str) -> PortfolioSample:
    """The viewer's own sample, with all that its text is checked by. Raises NotVisible."""
    rows = PortfolioSample.objects.visible_to(request.viewer)
    own = rows.filter(portfolio__member_id=request.viewer.member_id, public_id=public_id)
    found = own.select_related(
        "portfolio__member", "order__account", "order__requested_by__user", "delivery", "file__file"
    ).first()
    if found is None:
        raise NotVisible()
    return found
