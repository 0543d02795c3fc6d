"""The pages about how many reviews an editor takes: one's own beside the queue, anyone's on the desk."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies.models import Membership
from agencies.rules.agencies import is_editor, is_staff
from project.base import query
from project.base.access import area
from project.base.clock import now
from project.base.errors import Invalid, NotVisible, Stale, require
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.viewer import Viewer
from writers.actions.editor_workload import save_workload
from writers.forms.editor_workload import WorkloadForm
from writers.pages.editor_workload import line_of
from writers.querysets.editors import editors_visible_to, kept_workloads
from writers.rules.editor_workload import can_edit_workload

page = require_http_methods(["GET", "HEAD", "POST"])


@area(is_editor)
@page
@takes(WorkloadForm, "version")
def own(request: MemberRequest) -> HttpResponse:
    """My workload."""
    return _answer(request, editor_or_404(request.viewer, request.viewer.membership.public_id), is_own=True)


@area(is_staff)
@page
@takes(WorkloadForm, "version")
def of_editor(request: MemberRequest, public_id: str) -> HttpResponse:
    """The workload of one editor, for the desk."""
    return _answer(request, editor_or_404(request.viewer, public_id), is_own=False)


def editor_or_404(viewer: Viewer, public_id: str) -> Membership:
    """The editor of that id if the viewer may see their workload. One query."""
    rows = editors_visible_to(viewer).select_related("user", "agency")
    found: Membership | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotVisible()
    return found


def today_of(member: Membership) -> dt.date:
    """The day that it is for the editor."""
    return now().astimezone(member.user.zone or member.agency.zone).date()


def _answer(request: MemberRequest, member: Membership, *, is_own: bool) -> HttpResponse:
    kept = kept_workloads([member])[member.pk]
    sent = request.POST if request.method == "POST" else None
    version = kept.row.version if sent is None else query.number(sent, "version")
    form = WorkloadForm(sent, kept=kept, today=today_of(member))
    if sent is not None:
        require(can_edit_workload(request.viewer, member))
    if sent is not None and form.is_valid():
        try:
            save_workload(actor=request.viewer, member=member, fields=form.facts, version=version, now=now())
        except Invalid as refusal:
            form.add_refusal(refusal)
        except Stale as stale:
            version = stale.current.version
            form.add_error(None, _("%s Save again to keep your version.") % stale.message)
        else:
            messages.success(request, _("Saved."))
            return redirect(request.path)
    return _page(request, member, form, version, is_own=is_own)


def _page(
    request: MemberRequest, member: Membership, form: WorkloadForm, version: int, *, is_own: bool
) -> HttpResponse:
    context = {
        "form": form,
        "version": version,
        "person": member,
        "is_own": is_own,
        "may_edit": can_edit_workload(request.viewer, member),
        "load": line_of(member, now()),
    }
    return render(request, "writers/editor_workload/page.html", context, status=422 if form.errors else 200)
