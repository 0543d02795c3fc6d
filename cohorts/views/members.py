"""One member of a class: added, changed, removed, ordered for without waiting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.actions.files import attach_files
from cohorts.actions.members import add_member, change_member, remove_member
from cohorts.actions.placing import order_as_it_is
from cohorts.forms.members import MemberForm
from cohorts.models import Cohort, CohortMember
from cohorts.pages.members import initial_of, member_page
from cohorts.rules.cohorts import sees_classes
from project.base import clock, query
from project.base.access import area
from project.base.errors import Conflict, Invalid
from project.base.forms import takes
from project.base.http import MemberRequest

from .fetching import member_or_404, planned_or_404

planners = area(sees_classes)
form_page = require_http_methods(["GET", "HEAD", "POST"])


@planners
@form_page
@takes(MemberForm)
def new(request: MemberRequest, public_id: str) -> HttpResponse:
    """Add one by hand."""
    cohort = planned_or_404(request, public_id)
    fields = list(cohort.fields.all())
    form = MemberForm(request.POST if request.method == "POST" else None, fields=fields)
    if form.is_bound and form.is_valid():
        try:
            add_member(actor=request.viewer, cohort=cohort, now=clock.now(), **form.facts)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Member added."))
            return redirect("cohorts:class", public_id)
    return _page(request, cohort, form, None)


@planners
@form_page
@takes(MemberForm)
def edit(request: MemberRequest, public_id: str, member_id: str) -> HttpResponse:
    """Change what is known of one."""
    cohort = planned_or_404(request, public_id)
    member = member_or_404(cohort, member_id)
    fields = list(cohort.fields.all())
    posted = request.POST if request.method == "POST" else None
    form = MemberForm(posted, initial=initial_of(member), fields=fields, new=False)
    if form.is_bound and form.is_valid():
        try:
            change_member(actor=request.viewer, member=member, now=clock.now(), **form.facts)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("cohorts:class", public_id)
    return _page(request, cohort, form, member)


def _page(
    request: MemberRequest, cohort: Cohort, form: MemberForm, member: CohortMember | None
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(
        request, "cohorts/members/edit.html", member_page(cohort, form, member, clock.now()), status=status
    )


@planners
@require_POST
def remove(request: MemberRequest, public_id: str, member_id: str) -> HttpResponse:
    """Take one out of the class."""
    member = member_or_404(planned_or_404(request, public_id), member_id)
    remove_member(actor=request.viewer, member=member, now=clock.now())
    messages.success(request, _("Member removed."))
    return redirect("cohorts:class", public_id)


@planners
@require_POST
def order(request: MemberRequest, public_id: str, member_id: str) -> HttpResponse:
    """Order for one without waiting for the brief."""
    member = member_or_404(planned_or_404(request, public_id), member_id)
    try:
        made = order_as_it_is(actor=request.viewer, member=member, now=clock.now())
    except (Invalid, Conflict) as refusal:
        told = refusal.errors.values() if isinstance(refusal, Invalid) else [[refusal.message]]
        messages.error(request, " ".join(str(text) for texts in told for text in texts))
        return redirect("cohorts:member", public_id, member_id)
    messages.success(request, _("Order %(number)s placed.") % {"number": made.number})
    return redirect("cohorts:class", public_id)


@planners
@require_POST
@takes("files")
def files(request: MemberRequest, public_id: str, member_id: str) -> HttpResponse:
    """Add files for one member's order."""
    cohort = planned_or_404(request, public_id)
    member = member_or_404(cohort, member_id)
    uploads = query.files(request.FILES, "files")
    try:
        attach_files(actor=request.viewer, cohort=cohort, uploads=uploads, member=member, now=clock.now())
    except Invalid as refusal:
        messages.error(request, " ".join(str(text) for texts in refusal.errors.values() for text in texts))
    return redirect("cohorts:member", public_id, member_id)
