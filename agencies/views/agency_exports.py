"""The owners' page about moving out: an archive of everything that the agency has."""

from __future__ import annotations

from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.actions import agency_exports
from agencies.actions.security_log import session_only
from agencies.models import AgencyExport
from agencies.pages.agency_exports import LIST_KINDS, ORDER, export_row, file_name
from agencies.rules.agency_exports import VALID_FOR, exports_agency
from project.base.access import area
from project.base.clock import now
from project.base.errors import NotVisible
from project.base.http import MemberRequest
from project.base.paging import page_of

owners = area(exports_agency)


@owners
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Ask for one; those of before, newest first."""
    moment = now()
    rows = AgencyExport.objects.visible_to(request.viewer).select_related("asked_by")
    found = page_of(rows, request, order=ORDER, kinds=LIST_KINDS)
    listed = [export_row(row, moment) for row in found.rows]
    waiting = next((row for row in listed if row["at_work"]), None)
    context = {"page": found.with_rows(listed), "waiting": waiting, "days": VALID_FOR.days}
    return render(request, "agencies/agency_exports/list.html", context)


@owners
@require_POST
def ask(request: MemberRequest) -> HttpResponse:
    """Have one made."""
    if asked := request.require_proof():
        return asked
    agency_exports.ask_export(actor=request.viewer, now=now(), browser=session_only(request))
    messages.success(request, _("We are creating your archive. You will get an email when it is ready."))
    return redirect("agencies:exports")


@owners
@require_safe
def download(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """The ZIP, for an owner who has proved who they are lately."""
    found = export_or_404(request, public_id)
    row, path = agency_exports.take_export(
        actor=request.viewer, export=found, now=now(), browser=session_only(request)
    )
    return archive_answer(row, path)


@owners
@require_POST
def delete(request: MemberRequest, public_id: str) -> HttpResponse:
    """Delete one before its time, or never finish it."""
    agency_exports.delete_export(actor=request.viewer, export=export_or_404(request, public_id), now=now())
    messages.success(request, _("Archive deleted."))
    return redirect("agencies:exports")


def export_or_404(request: MemberRequest, public_id: str) -> AgencyExport:
    """The archive of that id if the viewer may see it. One query."""
    rows = AgencyExport.objects.visible_to(request.viewer).select_related("agency", "asked_by")
    found: AgencyExport | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotVisible()
    return found


def archive_answer(row: AgencyExport, path: Path) -> FileResponse:
    """The bytes as a download that no cache keeps and that never runs in our pages' origin."""
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=file_name(row), content_type="application/zip"
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
