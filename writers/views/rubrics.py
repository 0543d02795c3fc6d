"""Rubrics at the desk: which there are, the next version, old ones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.models import ServiceType
from project.base import clock, query
from project.base.access import area
from project.base.errors import Invalid, NotVisible, Stale
from project.base.forms import takes
from project.base.http import MemberRequest
from writers.actions.rubrics import archive_rubric, publish_rubric, said_by
from writers.forms.rubrics import NAMES, RubricRows, stored_rows, typed_rows
from writers.models import Rubric
from writers.pages import rubrics as pages
from writers.rules.rubrics import keeps_rubrics

#: Versions that the page of a rubric lists.
MOST_VERSIONS = 50
MOST_NUMBER = 32_767


@area(keeps_rubrics)
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Each service with what its texts are judged by."""
    return render(request, "writers/rubrics/index.html", {"lines": pages.overview(request.viewer)})


@area(keeps_rubrics)
@require_http_methods(["GET", "HEAD", "POST"])
@takes(*NAMES)
def edit(request: MemberRequest, slug: str = "") -> HttpResponse:
    """Make the next version for a service, or the general one without `slug`. Rows are added without losing
    anything."""
    service = service_or_404(request, slug) if slug else None
    rows = Rubric.objects.visible_to(request.viewer).filter(service=service)
    current = rows.current().select_related("made_by").first()
    if request.method != "POST":
        return _page(request, service, current, stored_rows(said_by(current) if current else []))
    typed, again = typed_rows(request.POST)
    base = query.number(request.POST, "base", most=MOST_NUMBER)
    if again:
        return _page(request, service, current, typed, base=base)
    if not typed.is_valid():
        return _page(request, service, current, typed, base=base, status=422)
    try:
        facts: dict[str, Any] = {"criteria": typed.said, "base": base, "now": clock.now()}
        made = publish_rubric(actor=request.viewer, service=service, **facts)
    except Invalid as refusal:
        problems = [str(text) for texts in refusal.errors.values() for text in texts]
        return _page(request, service, current, typed, base=base, status=422, problems=problems)
    except Stale as refusal:
        newest = rows.current().select_related("made_by").first()
        shown: dict[str, Any] = {"problems": [str(refusal.message)], "theirs": _lines_of(newest)}
        return _page(request, service, newest, typed, status=409, **shown)
    messages.success(request, _("Rubric published as version %(n)s.") % {"n": made.number})
    return redirect("writers:rubrics")


@area(keeps_rubrics)
@require_safe
def version(request: MemberRequest, public_id: str) -> HttpResponse:
    """One version whole."""
    rubric = rubric_or_404(request, public_id)
    context = {"rubric": rubric, "name": pages.name_of(rubric.service), "criteria": _lines_of(rubric)}
    return render(request, "writers/rubrics/version.html", context)


@area(keeps_rubrics)
@require_POST
def archive(request: MemberRequest, public_id: str) -> HttpResponse:
    """Judge by it no longer."""
    archive_rubric(actor=request.viewer, rubric=rubric_or_404(request, public_id), now=clock.now())
    messages.success(request, _("Rubric archived."))
    return redirect("writers:rubrics")


def rubric_or_404(request: MemberRequest, key: str) -> Rubric:
    """The version of this id in the viewer's scope."""
    rows = Rubric.objects.visible_to(request.viewer).select_related("service", "made_by")
    found = rows.filter(public_id=key).first()
    if found is None:
        raise NotVisible()
    return found


def service_or_404(request: MemberRequest, key: str) -> ServiceType:
    """The agency's service of this key, offered or not."""
    found = ServiceType.objects.filter(agency_id=request.agency_id, key=key).first()
    if found is None:
        raise NotVisible()
    return found


def _lines_of(rubric: Rubric | None) -> list[dict[str, Any]]:
    return pages.criteria_lines(rubric) if rubric else []


def _page(
    request: MemberRequest,
    service: ServiceType | None,
    current: Rubric | None,
    rows: RubricRows,
    *,
    status: int = 200,
    base: int | None = None,
    **context: Any,
) -> HttpResponse:
    context = {
        "name": pages.name_of(service),
        "current": current,
        "base": base if base is not None else current.number if current else 0,
        "rows": rows,
        "here": pages.edit_url(service),
        "versions": pages.version_lines(list(pages.versions_of(request.viewer, service)[:MOST_VERSIONS])),
        **context,
    }
    return render(request, "writers/rubrics/edit.html", context, status=status)
