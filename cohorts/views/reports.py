"""Reports of a class: made, read, downloaded, shared by link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.receivers.sessions import browser_facts
from accounts.rules.limits import CALENDAR_LINK, count_try, network_of
from cohorts.actions.nudges import nudge_members
from cohorts.actions.reports import make_report_link, make_snapshot, report_of, revoke_report_link
from cohorts.forms.reports import ReportLinkForm
from cohorts.models import CohortMember, ReportLink, ReportSnapshot
from cohorts.pages.report_files import FORMATS, report_file
from cohorts.pages.reports import link_url, links_of, report_page
from cohorts.rules.cohorts import sees_classes
from project.base import clock, query
from project.base.access import area, public
from project.base.errors import Conflict, Invalid, NotVisible
from project.base.forms import takes
from project.base.http import AgencyRequest, MemberRequest
from project.base.secrecy import shows_secret
from project.base.viewer import Viewer

from .fetching import planned_or_404

planners = area(sees_classes)


def snapshot_or_404(viewer: Viewer, public_id: str) -> ReportSnapshot:
    """The report of that id if the viewer may see it. One query."""
    rows = ReportSnapshot.objects.visible_to(viewer).filter(public_id=public_id)
    found = rows.select_related("cohort__account", "made_by").first()
    if found is None:
        raise NotVisible()
    found.agency = found.cohort.agency = viewer.agency
    return found


@planners
@require_POST
@takes("member")
def nudge(request: MemberRequest, public_id: str) -> HttpResponse:
    """Remind who is late: the chosen member, or everybody."""
    cohort = planned_or_404(request, public_id)
    rows = CohortMember.objects.filter(agency_id=cohort.agency_id, cohort=cohort).present()
    if chosen := query.public_id(request.POST, "member"):
        rows = rows.filter(public_id=chosen)
    made = nudge_members(actor=request.viewer, cohort=cohort, members=list(rows), now=clock.now())
    words = ngettext("%(n)s member reminded.", "%(n)s members reminded.", len(made)) % {"n": len(made)}
    messages.success(request, words if made else _("Everyone who is late was reminded today."))
    return redirect("cohorts:class", public_id)


@planners
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: MemberRequest, public_id: str) -> HttpResponse:
    """The reports of a class, the newest first; POST makes one, GET none."""
    cohort = planned_or_404(request, public_id)
    if request.method == "POST":
        made = make_snapshot(actor=request.viewer, cohort=cohort, now=clock.now())
        return redirect("cohorts:report", made.public_id)
    rows = cohort.snapshots.select_related("made_by").order_by("-pk")[:100]
    return render(request, "cohorts/reports/list.html", {"cohort": cohort, "rows": rows})


@shows_secret
@planners
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("made", "key")
@takes(ReportLinkForm)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """One report with its links. The answer to a POST is the only page that ever holds one."""
    snapshot = snapshot_or_404(request.viewer, public_id)
    if request.method != "POST":
        return _page(request, snapshot, ReportLinkForm(request.typed))
    form = ReportLinkForm(request.POST)
    if form.is_valid():
        if asked := request.require_proof():
            return asked
        try:
            link, key = make_report_link(**_who(request), snapshot=snapshot, **form.cleaned_data)
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Conflict as refusal:
            form.add_error(None, str(refusal.message))
        else:
            made = {"link": link, "url": link_url(request.agency, key)}
            return _page(request, snapshot, ReportLinkForm(), made)
    return _page(request, snapshot, form)


@sensitive_variables("made", "context")
def _page(
    request: MemberRequest,
    snapshot: ReportSnapshot,
    form: ReportLinkForm,
    made: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {
        **report_page(snapshot),
        "cohort": snapshot.cohort,
        "form": form,
        "made": made,
        "live": links_of(request.viewer, snapshot),
    }
    status = 422 if request.method == "POST" and form.errors else 200
    return render(request, "cohorts/reports/report.html", context, status=status)


@planners
@require_safe
def download(request: MemberRequest, public_id: str, kind: str) -> HttpResponseBase:
    """The report as a file."""
    snapshot = snapshot_or_404(request.viewer, public_id)
    if kind not in FORMATS:
        raise NotVisible()
    return report_file(snapshot, kind, outside=False, now=clock.now())


@planners
@require_POST
def revoke(request: MemberRequest, public_id: str) -> HttpResponse:
    """Make a link worthless."""
    rows = ReportLink.objects.visible_to(request.viewer).filter(public_id=public_id)
    link = rows.select_related("snapshot__cohort").first()
    if link is None:
        raise NotVisible()
    revoke_report_link(**_who(request), link=link)
    messages.success(request, _("Link revoked."))
    return redirect("cohorts:report", link.snapshot.public_id)


@public
@require_safe
@sensitive_variables("key")
def shared(request: AgencyRequest, key: str) -> HttpResponseBase:
    """A report by its link, as a page or with `?format=` as a file: without names, and without figures of
    groups that are too small. Whatever opens nothing is answered alike, and counted by network."""
    now = clock.now()
    try:
        snapshot = report_of(key=key, agency=request.agency, now=now)
    except NotVisible:
        count_try(CALENDAR_LINK, network_of(request), now=now)
        raise
    snapshot.agency = request.agency
    kind = query.choice(request.GET, "format", FORMATS)
    if kind:
        response: HttpResponseBase = report_file(snapshot, kind, outside=True, now=now)
    else:
        context = {**report_page(snapshot, outside=True), "key": key}
        response = render(request, "cohorts/reports/shared.html", context)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _who(request: MemberRequest) -> dict[str, Any]:
    return {"actor": request.viewer, "browser": browser_facts(request), "now": clock.now()}
