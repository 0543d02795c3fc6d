"""The desk's pages about moving in: a file is uploaded, matched, checked and imported."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.actions import imports
from agencies.forms.imports import ColumnsForm, UploadForm
from agencies.models import DataImport
from agencies.pages import imports as printed
from agencies.rules.imports import can_import
from project.base import query
from project.base.access import area
from project.base.clock import now
from project.base.csv_export import csv_response
from project.base.errors import Invalid, NotVisible
from project.base.forms import takes
from project.base.http import MemberRequest
from project.base.paging import page_of

page = require_http_methods(["GET", "HEAD", "POST"])
movers = area(can_import)


@movers
@page
@takes(UploadForm)
def index(request: MemberRequest) -> HttpResponse:
    """Upload a file; those of before, newest first."""
    form = UploadForm(initial={"kind": query.text(request.GET, "kind", most=20) or "clients"})
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            made = imports.upload_import(
                actor=request.viewer, kind=typed["kind"], upload=typed["file"], now=now()
            )
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("agencies:import", made.public_id)
    rows = DataImport.objects.visible_to(request.viewer).select_related("made_by")
    found = page_of(rows, request, order=printed.ORDER, kinds=printed.LIST_KINDS)
    context = {"form": form, "page": found.with_rows([printed.import_row(row) for row in found.rows])}
    return render(request, "agencies/imports/list.html", context, status=422 if form.errors else 200)


@movers
@page
@takes(ColumnsForm)
def show(request: MemberRequest, public_id: str) -> HttpResponse:
    """One import, at whatever step it is; its columns are said here."""
    found = import_or_404(request, public_id)
    form = ColumnsForm(request.POST if request.method == "POST" else None, data_import=found)
    if form.is_bound and form.is_valid():
        try:
            imports.match_columns(actor=request.viewer, data_import=found, now=now(), **form.facts)
        except Invalid as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("agencies:import", found.public_id)
    context = printed.import_page(request.viewer, found, form, now())
    return render(request, "agencies/imports/import.html", context, status=422 if form.errors else 200)


@movers
@require_safe
def faults(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """What is wrong with which row, as CSV."""
    found = import_or_404(request, public_id)
    return csv_response(printed.fault_lines(found), f"import-{found.public_id}-errors.csv")


@movers
@require_POST
def start(request: MemberRequest, public_id: str) -> HttpResponse:
    """Import it."""
    found = imports.start_import(
        actor=request.viewer, data_import=import_or_404(request, public_id), now=now()
    )
    return redirect("agencies:import", found.public_id)


@movers
@require_POST
def undo(request: MemberRequest, public_id: str) -> HttpResponse:
    """Delete what it has brought."""
    found = import_or_404(request, public_id)
    imports.undo_import(actor=request.viewer, data_import=found, now=now())
    return redirect("agencies:import", found.public_id)


@movers
@require_POST
def discard(request: MemberRequest, public_id: str) -> HttpResponse:
    """Delete the uploaded file."""
    imports.discard_import(actor=request.viewer, data_import=import_or_404(request, public_id))
    messages.success(request, _("File deleted. Nothing was imported."))
    return redirect("agencies:imports")


def import_or_404(request: MemberRequest, public_id: str) -> DataImport:
    """The import of that id if the viewer may see it. One query."""
    rows = DataImport.objects.visible_to(request.viewer).select_related("made_by", "mark")
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotVisible()
    return found
