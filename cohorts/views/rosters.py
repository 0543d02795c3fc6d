"""A roster: uploaded or pasted, matched, checked, saved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cohorts.actions.rosters import discard_roster, match_roster, save_roster, upload_roster
from cohorts.forms.rosters import MatchForm, RosterForm
from cohorts.pages.rosters import roster_page
from cohorts.rules.cohorts import sees_classes
from project.base import clock, query
from project.base.access import area
from project.base.errors import Conflict, Invalid
from project.base.forms import takes
from project.base.http import MemberRequest

from .fetching import planned_or_404, upload_or_404

planners = area(sees_classes)
form_page = require_http_methods(["GET", "HEAD", "POST"])


@planners
@form_page
@takes(RosterForm)
def upload(request: MemberRequest, public_id: str) -> HttpResponse:
    """Choose a file, or paste rows."""
    cohort = planned_or_404(request, public_id)
    form = RosterForm()
    if request.method == "POST":
        form = RosterForm(request.POST, request.FILES)
        if form.is_valid():
            typed = form.cleaned_data
            try:
                made = upload_roster(
                    actor=request.viewer,
                    cohort=cohort,
                    upload=typed["file"] or None,
                    text=typed["text"],
                    now=clock.now(),
                )
            except Invalid as refusal:
                form.add_refusal(refusal)
            else:
                return redirect("cohorts:roster_check", public_id, made.public_id)
    context = {"cohort": cohort, "form": form, "size": cohort.members.present().count()}
    return render(request, "cohorts/rosters/upload.html", context, status=422 if form.errors else 200)


@planners
@form_page
@takes(MatchForm)
def check(request: MemberRequest, public_id: str, upload_id: str) -> HttpResponse:
    """What its columns hold, what is wrong with it, and what saving it would change."""
    found = upload_or_404(planned_or_404(request, public_id), upload_id)
    form = MatchForm(request.POST if request.method == "POST" else None, upload=found)
    if form.is_bound and form.is_valid():
        try:
            match_roster(actor=request.viewer, upload=found, fields=form.matched, now=clock.now())
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("cohorts:roster_check", public_id, upload_id)
    context = roster_page(found, form)
    return render(request, "cohorts/rosters/check.html", context, status=422 if form.errors else 200)


@planners
@require_POST
@takes("seen")
def save(request: MemberRequest, public_id: str, upload_id: str) -> HttpResponse:
    """Bring it into the class."""
    found = upload_or_404(planned_or_404(request, public_id), upload_id)
    try:
        plan = save_roster(
            actor=request.viewer, upload=found, seen=query.text(request.POST, "seen"), now=clock.now()
        )
    except Conflict as refusal:
        messages.error(request, str(refusal.message))
        return redirect("cohorts:roster_check", public_id, upload_id)
    words = ngettext("%(n)s member changed.", "%(n)s members changed.", plan.changes)
    messages.success(request, words % {"n": plan.changes} if plan.changes else _("Nothing has changed."))
    return redirect("cohorts:class", public_id)


@planners
@require_POST
def discard(request: MemberRequest, public_id: str, upload_id: str) -> HttpResponse:
    """Delete what was uploaded."""
    found = upload_or_404(planned_or_404(request, public_id), upload_id)
    discard_roster(actor=request.viewer, upload=found)
    messages.success(request, _("Deleted. The class is as it was."))
    return redirect("cohorts:roster", public_id)
