"""Who writes and who reviews the orders of a class: for those who give them out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cohorts.actions.assignment import share_out
from cohorts.forms.assignment import AssignmentForm
from cohorts.models import Cohort
from cohorts.models.assignment import MOST_WRITERS
from cohorts.pages.assignment import SPARE, ClassHands, assignment_page, hands_of, initial_of, people_of
from cohorts.rules.cohorts import can_share_out
from orders.rules.offers import gives_out
from project.base import clock
from project.base.access import area
from project.base.errors import Invalid, require
from project.base.forms import takes
from project.base.http import MemberRequest

from .fetching import cohort_or_404


@area(gives_out)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(AssignmentForm)
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """Writers with their shares, and one editor for all."""
    cohort = cohort_or_404(request.viewer, public_id)
    require(can_share_out(request.viewer, cohort))
    hands = hands_of(cohort)
    form = assignment_form(cohort, hands, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            share_out(
                actor=request.viewer,
                cohort=cohort,
                shares=form.shares,
                editor=form.chosen_editor,
                now=clock.now(),
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("cohorts:writers", public_id)
    context = assignment_page(cohort, form, hands)
    return render(request, "cohorts/assignment/edit.html", context, status=422 if form.errors else 200)


def assignment_form(cohort: Cohort, hands: ClassHands, data: Any) -> AssignmentForm:
    """With what is stored, or bound to what was sent. Two queries."""
    writers, editors = people_of(cohort)
    rows = len(hands.writers) + SPARE if data is None else MOST_WRITERS
    return AssignmentForm(data, initial=initial_of(hands), writers=writers, editors=editors, rows=rows)
