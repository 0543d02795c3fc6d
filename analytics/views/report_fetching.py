"""Fetching a scheduled report, or one that was made, in the viewer's scope: what is not visible does not
exist."""

from __future__ import annotations

import datetime as dt

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from analytics.models import ReportRecipient, ReportRun, ScheduledReport
from analytics.pages.reports import RELATED
from analytics.rules.reports import scope_for
from project.base.compiled import Slot, compiled_key
from project.base.errors import NotVisible
from project.base.viewer import Member, Viewer


@compiled_key
def _reports(viewer: Viewer, public_id: Slot) -> QuerySet[ScheduledReport]:
    return ScheduledReport.objects.visible_to(viewer).filter(public_id=public_id).select_related(*RELATED)


def report_or_404(viewer: Member, public_id: str) -> ScheduledReport:
    """The scheduled report of that id if the viewer may see it, with its filters, and its recipients with
    what became of their last. Three queries."""
    found = _reports.first(viewer, public_id=public_id)
    if found is None:
        raise NotVisible()
    recipients = ReportRecipient.objects.with_last()
    prefetch_related_objects([found], "filters", Prefetch("recipients", recipients))
    found.agency = viewer.agency
    return found


def seen_report(viewer: Member, public_id: str) -> ScheduledReport:
    """The row alone. One query."""
    found = ScheduledReport.objects.visible_to(viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible()
    return found


def run_or_404(viewer: Member, public_id: str, now: dt.datetime) -> ReportRun:
    """A report that was made for the viewer, who may still open the figures that it is about."""
    rows = ReportRun.objects.visible_to(viewer).filter(public_id=public_id)
    related = ("report__owner", "report__writer", "report__cohort")
    found = rows.select_related(*related).prefetch_related("filters").first()
    if found is None or scope_for(viewer, found.report, now) is None:
        raise NotVisible()
    found.agency = found.report.agency = viewer.agency
    return found
