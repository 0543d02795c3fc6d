"""What is planned for a class: milestones and installments."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.actions.plans import save_installments, save_milestones
from cohorts.forms.plans import SPARE, InstallmentsForm, MilestonesForm
from cohorts.models import Cohort
from cohorts.models.plans import MOST_INSTALLMENTS
from cohorts.pages.plans import plan_page
from cohorts.rules.cohorts import sees_classes
from cohorts.rules.progress import due_days
from project.base import clock
from project.base.access import area
from project.base.errors import Invalid
from project.base.forms import takes
from project.base.http import MemberRequest

from .fetching import planned_or_404

planners = area(sees_classes)


@planners
@require_http_methods(["GET", "HEAD", "POST"])
@takes(MilestonesForm)
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """Days of milestones; the payment plan has an address of its own to be sent to."""
    cohort = planned_or_404(request, public_id)
    form = MilestonesForm(request.POST if request.method == "POST" else None, days=due_days(cohort))
    if form.is_bound and form.is_valid():
        try:
            save_milestones(actor=request.viewer, cohort=cohort, days=form.days, now=clock.now())
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("cohorts:plan", public_id)
    return _page(request, cohort, form, installments_form(cohort, None))


@planners
@require_POST
@takes(InstallmentsForm)
def installments(request: MemberRequest, public_id: str) -> HttpResponse:
    """The payment plan."""
    cohort = planned_or_404(request, public_id)
    form = installments_form(cohort, request.POST)
    if form.is_valid():
        try:
            save_installments(actor=request.viewer, cohort=cohort, parts=form.parts, now=clock.now())
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Payment plan saved."))
            return redirect("cohorts:plan", public_id)
    return _page(request, cohort, MilestonesForm(days=due_days(cohort)), form)


def installments_form(cohort: Cohort, data: Any) -> InstallmentsForm:
    """With what is stored, or bound to what was sent. One query."""
    rows = list(cohort.installments.all())
    initial = {f"part-{at}-day": row.due_on for at, row in enumerate(rows)}
    initial |= {f"part-{at}-amount": f"{row.amount}" for at, row in enumerate(rows)}  # type: ignore[misc]
    wanted = len(rows) + SPARE if data is None else MOST_INSTALLMENTS
    return InstallmentsForm(data, initial=initial, rows=wanted)


def _page(
    request: MemberRequest, cohort: Cohort, milestones: MilestonesForm, parts: InstallmentsForm
) -> HttpResponse:
    context = plan_page(cohort, milestones, parts, clock.now())
    status = 422 if milestones.errors or parts.errors else 200
    return render(request, "cohorts/plans/edit.html", context, status=status)
