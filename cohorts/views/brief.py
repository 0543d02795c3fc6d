"""The common brief of a class: edited like a draft, and read as it is for one member."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from catalog.pricing.offering import current_offering
from cohorts.actions.cohorts import save_cohort
from cohorts.actions.files import attach_files, remove_file
from cohorts.forms.cohorts import BriefForm
from cohorts.models import Cohort, CohortFile
from cohorts.pages.brief import brief_page
from cohorts.rules.cohorts import sees_classes
from drafts.forms.drafts import initial_of
from drafts.rules.named_writers import writers_for
from project.base import clock, query
from project.base.access import area
from project.base.errors import Conflict, Invalid, NotVisible
from project.base.forms import takes
from project.base.http import MemberRequest

from .fetching import planned_or_404

planners = area(sees_classes)


def brief_form(request: MemberRequest, cohort: Cohort, data: Any = None) -> BriefForm:
    """With what is stored, or bound to what was sent. Two queries: the add-ons, the writers."""
    offering = current_offering(request.agency)
    initial = initial_of(cohort, offering)  # type: ignore[arg-type]  # it has what a draft has
    writers = writers_for(request.viewer, cohort.account_id, None)
    return BriefForm(data, initial=initial, offering=offering, writers=writers)


@planners
@require_http_methods(["GET", "HEAD", "POST"])
@takes(BriefForm, "version", "files")
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """Edit it; beside it stands how it reads for one member."""
    cohort = planned_or_404(request, public_id)
    form = brief_form(request, cohort, request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            _save(request, cohort, form)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            form.add_error(None, str(refusal.message))
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect("cohorts:brief", public_id)
    status = 422 if form.errors and status == 200 else status
    context = brief_page(cohort, form, query.public_id(request.GET, "member"))
    return render(request, "cohorts/classes/brief.html", context, status=status)


def _save(request: MemberRequest, cohort: Cohort, form: BriefForm) -> None:
    """The files first: they belong to no version, so a stale save must not cost an upload."""
    now = clock.now()
    if uploads := query.files(request.FILES, "files"):
        attach_files(actor=request.viewer, cohort=cohort, uploads=uploads, now=now)
    version = query.number(request.POST, "version")
    save_cohort(actor=request.viewer, cohort=cohort, version=version, fields=form.saved_fields(), now=now)


@planners
@require_POST
def file_remove(request: MemberRequest, public_id: str, file_id: str) -> HttpResponse:
    """Take a file away."""
    cohort = planned_or_404(request, public_id)
    rows = CohortFile.objects.filter(agency_id=cohort.agency_id, cohort=cohort)
    found = rows.select_related("member").filter(public_id=file_id).first()
    if found is None:
        raise NotVisible()
    found.cohort, member = cohort, found.member
    remove_file(actor=request.viewer, use=found, now=clock.now())
    messages.success(request, _("File removed."))
    if member is not None:
        return redirect("cohorts:member", public_id, member.public_id)
    return redirect("cohorts:brief", public_id)
