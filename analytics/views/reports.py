"""Scheduled reports: the list, a new one, the page of one with its verbs, and a report that was made."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analytics.actions import reports as acts
from analytics.actions.report_runs import send_now
from analytics.forms.reports import ReportForm, initial_of
from analytics.models import ScheduledReport
from analytics.pages import report_form as forms_page
from analytics.pages import reports as pages
from analytics.rules.reports import can_change, has_reports, open_board
from project.base import clock
from project.base.access import area, member_only
from project.base.errors import Conflict, Invalid, NotVisible, Stale, require
from project.base.forms import takes
from project.base.http import MemberRequest

from .report_fetching import report_or_404, run_or_404

readers = area(has_reports)
form_page = require_http_methods(["GET", "HEAD", "POST"])


@readers
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """The reports that one set up or receives, the newest first; managers and owners see all."""
    return render(request, "analytics/reports/list.html", {"page": pages.page_for(request)})


@readers
@form_page
@takes(ReportForm)
def new(request: MemberRequest) -> HttpResponse:
    """A board, as it is shown, is put on a schedule."""
    asked = forms_page.report_form(request.viewer, request.GET, clock.now())
    form = asked.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        about = asked.scope.subject.public_id if asked.scope.subject else ""
        try:
            made = acts.add_report(
                actor=request.viewer,
                board=asked.rule.board.value,
                subject=about,
                plan=form.plan,
                now=clock.now(),
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Scheduled."))
            return redirect("analytics:report", made.public_id)
    return _form(request, form, asked, None)


@readers
@require_safe
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """One report: when it is made, who receives it, and what it would say now."""
    report = report_or_404(request.viewer, public_id)
    return render(
        request, "analytics/reports/report.html", pages.report_page(request.viewer, report, clock.now())
    )


@readers
@form_page
@takes(ReportForm)
def edit(request: MemberRequest, public_id: str) -> HttpResponse:
    """Change a report that one set up."""
    report = report_or_404(request.viewer, public_id)
    require(can_change(request.viewer, report) and open_board(request.viewer, report.board) is not None)
    asked = forms_page.asked_of_stored(request.viewer, report, clock.now())
    form = asked.form(request.POST if request.method == "POST" else None, initial=initial_of(report))
    if form.is_bound and form.is_valid():
        try:
            acts.change_report(
                actor=request.viewer,
                report=report,
                version=form.cleaned_data["version"],
                plan=form.plan,
                now=clock.now(),
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Stale as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("analytics:report", public_id)
    return _form(request, form, asked, report)


def _form(
    request: MemberRequest, form: ReportForm, asked: forms_page.Beginning, report: ScheduledReport | None
) -> HttpResponse:
    context = {"form": form, "report": report, **asked.context()}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "analytics/reports/edit.html", context, status=status)


#: By the verb of an address: what is said once it is done.
DONE = {
    "pause": gettext_lazy("Paused. Nothing is sent until you resume it."),
    "resume": gettext_lazy("Resumed."),
    "remove": gettext_lazy("Removed. Reports that were sent can still be read."),
    "leave": gettext_lazy("You no longer receive this report."),
    "rejoin": gettext_lazy("You receive this report again."),
    "send": gettext_lazy("Sent to you."),
}


@member_only
@require_POST
def act(request: MemberRequest, public_id: str, verb: str) -> HttpResponse:
    """Pause, resume or remove it; leave it or come back to it; or send it to oneself now. Whoever has lost
    all figures can still leave it."""
    if verb not in DONE:
        raise NotVisible()
    report, who = report_or_404(request.viewer, public_id), {"actor": request.viewer}
    page = redirect("analytics:report", public_id)
    if not has_reports(request.viewer):
        page = redirect("account_notice_settings")
    if verb == "send":
        run = send_now(**who, report=report, now=clock.now())
        page = redirect("analytics:report_run", run.public_id)
    else:
        _do(verb, who, report)
    messages.success(request, str(DONE[verb]))
    return redirect("analytics:reports") if verb == "remove" else page


def _do(verb: str, who: dict[str, Any], report: ScheduledReport) -> None:
    now = clock.now()
    if verb == "pause":
        acts.pause_report(**who, report=report, now=now)
    elif verb == "resume":
        acts.resume_report(**who, report=report, now=now)
    elif verb == "remove":
        acts.remove_report(**who, report=report, now=now)
    elif verb == "rejoin":
        acts.return_to_report(**who, report=report)
    else:
        acts.leave_own(**who, report=report, now=now)


@readers
@require_safe
def run(request: MemberRequest, public_id: str) -> HttpResponse:
    """A report that was made for oneself, with the numbers of then."""
    found = run_or_404(request.viewer, public_id, clock.now())
    return render(request, "analytics/reports/run.html", pages.run_page(request.viewer, found))
