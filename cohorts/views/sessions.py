"""Sessions of a class: the list, a new one, the page of one, its change and its end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.actions.sessions import add_session, cancel_session, change_session
from cohorts.forms.sessions import SessionForm, initial_of
from cohorts.pages import sessions as pages
from cohorts.rules.cohorts import sees_classes
from cohorts.rules.sessions import can_organise
from project.base import clock, query
from project.base.access import area
from project.base.errors import Conflict, Invalid
from project.base.forms import takes
from project.base.http import MemberRequest

from .fetching import cohort_or_404, planned_or_404, session_or_404

planners = area(sees_classes)
form_page = require_http_methods(["GET", "HEAD", "POST"])


@planners
@require_safe
def index(request: MemberRequest, public_id: str) -> HttpResponse:
    """The sessions of a class, those ahead first."""
    cohort, now = cohort_or_404(request.viewer, public_id), clock.now()
    tab = query.choice(request.GET, "tab", tuple(pages.TABS), "ahead")
    context = {
        "cohort": cohort,
        "may_plan": can_organise(request.viewer, cohort) and cohort.is_live,
        "page": pages.page_for(request, cohort, tab, now),
        "tab": tab,
        "tabs": [
            {"label": label, "url": f"?tab={key}", "active": key == tab} for key, label in pages.TABS.items()
        ],
        **pages.attendance_summary(cohort),
    }
    return render(request, "cohorts/sessions/list.html", context)


@planners
@form_page
@takes(SessionForm)
def new(request: MemberRequest, public_id: str) -> HttpResponse:
    """A new session."""
    cohort = planned_or_404(request, public_id)
    form = SessionForm(request.POST if request.method == "POST" else None, groups=list(cohort.groups.all()))
    if form.is_bound and form.is_valid():
        try:
            made = add_session(actor=request.viewer, cohort=cohort, fields=form.facts, now=clock.now())
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Session added."))
            return redirect("cohorts:session", public_id, made.public_id)
    context = {"cohort": cohort, "form": form, "session": None}
    return render(request, "cohorts/sessions/edit.html", context, status=422 if form.errors else 200)


@planners
@require_safe
def show(request: MemberRequest, public_id: str, session_id: str) -> HttpResponse:
    """One session: who has a seat, and who was there."""
    session = session_or_404(cohort_or_404(request.viewer, public_id), session_id)
    context = pages.session_page(request.viewer, session, clock.now())
    return render(request, "cohorts/sessions/session.html", context)


@planners
@form_page
@takes(SessionForm)
def edit(request: MemberRequest, public_id: str, session_id: str) -> HttpResponse:
    """Change one."""
    cohort = planned_or_404(request, public_id)
    session = session_or_404(cohort, session_id)
    posted = request.POST if request.method == "POST" else None
    form = SessionForm(posted, groups=list(cohort.groups.all()), initial=initial_of(session))
    status = 200
    if form.is_bound and form.is_valid():
        facts = {"version": form.cleaned_data["version"], "fields": form.facts, "now": clock.now()}
        try:
            change_session(actor=request.viewer, session=session, **facts)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            form.add_error(None, str(refusal.message))
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect("cohorts:session", public_id, session_id)
    context = {"cohort": cohort, "form": form, "session": session}
    status = 422 if form.errors and status == 200 else status
    return render(request, "cohorts/sessions/edit.html", context, status=status)


@planners
@require_POST
def cancel(request: MemberRequest, public_id: str, session_id: str) -> HttpResponse:
    """Cancel one."""
    session = session_or_404(planned_or_404(request, public_id), session_id)
    cancel_session(actor=request.viewer, session=session, now=clock.now())
    messages.success(request, _("Session cancelled. Those who had a seat are told."))
    return redirect("cohorts:session", public_id, session_id)
