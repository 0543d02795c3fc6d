"""`/api/v1/analytics/reports/` and `…/report-runs/`: reports that are made by the clock, and those that were
made for the caller."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Prefetch
from rest_framework.response import Response

from agencies.models import Membership
from analytics.actions import reports as acts
from analytics.actions.report_runs import send_now
from analytics.actions.reports import COLUMNS, Plan
from analytics.models import ReportRecipient, ReportRun, RunFigure, ScheduledReport
from analytics.pages.reports import KINDS, ORDER, RELATED, RUN_KINDS, RUN_ORDER
from analytics.pages.words import plain_number
from analytics.rules.metrics import metrics_for
from analytics.rules.reports import has_reports, subject_of
from analytics.states.metrics import Board, Unit
from analytics.views.report_fetching import report_or_404, run_or_404, seen_report
from project.base.api.endpoint import MEMBERS, endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import Invalid
from project.base.viewer import Member

from .report_shapes import (
    FigureReportChange,
    FigureReportOut,
    FigureReportRunOut,
    NewFigureReport,
    WholeFigureReportRunOut,
)

READERS = only(has_reports)
PATH = "/api/v1/analytics/reports/"


class FigureReportViewSet(Resource):
    """Scheduled reports: those that you set up or receive; managers and owners see all."""

    def thing(self, key: str) -> ScheduledReport:
        return report_or_404(self.viewer, key)

    def shown(self, thing: ScheduledReport) -> dict[str, Any]:
        return report_shown(self.viewer, report_or_404(self.viewer, thing.public_id))

    @endpoint(READERS, FigureReportOut, listed=True)
    def list(self, request: Any) -> Response:
        """List scheduled reports, the newest first."""
        rows = ScheduledReport.objects.visible_to(self.viewer).select_related(*RELATED)
        rows = rows.prefetch_related("filters", Prefetch("recipients", ReportRecipient.objects.with_last()))
        shown = partial(report_shown, self.viewer)
        return page(self, rows, shown, order=ORDER, kinds=KINDS)

    @endpoint(
        READERS,
        FigureReportOut,
        status=201,
        body=NewFigureReport,
        creates=True,
        moves=True,
        refusals=(404,),
    )
    def create(self, request: Any) -> Response:
        """Put a board on a schedule. Everyone on the list gets the figures that they may see themselves."""
        said = dict(self.body)
        made = acts.add_report(
            actor=self.viewer,
            board=said["board"],
            subject=said.get("of", ""),
            plan=plan_from(self.viewer, said),
            now=self.now,
        )
        return self.created(made, f"{PATH}{made.public_id}/")

    @endpoint(READERS, FigureReportOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a scheduled report."""
        return self.ok(self.thing(public_id))

    @endpoint(READERS, FigureReportOut, body=FigureReportChange, partial=True, versioned=True, moves=True)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change a report that you set up. Who no longer wants it is not put back."""
        report = self.thing(public_id)
        plan = plan_from(self.viewer, {**_stored(report), **self.body})
        changed = acts.change_report(
            actor=self.viewer, report=report, version=self.version(), plan=plan, now=self.now
        )
        return self.ok(changed)

    @endpoint(READERS, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Remove a report. Those that were sent can still be read."""
        acts.remove_report(actor=self.viewer, report=self.thing(public_id), now=self.now)
        return Response(status=204)

    @verb("pause", READERS, FigureReportOut, moves=True)
    def pause(self, request: Any, public_id: str) -> Response:
        """Send none of it until it is resumed."""
        return self.ok(acts.pause_report(actor=self.viewer, report=self.thing(public_id), now=self.now))

    @verb("resume", READERS, FigureReportOut, moves=True)
    def resume(self, request: Any, public_id: str) -> Response:
        """Send it again, from its next moment on."""
        return self.ok(acts.resume_report(actor=self.viewer, report=self.thing(public_id), now=self.now))

    @verb("send", READERS, WholeFigureReportRunOut, moves=True)
    def send(self, request: Any, public_id: str) -> Response:
        """Have it made now and sent to yourself. The same again within two minutes is the one before."""
        run = send_now(actor=self.viewer, report=self.thing(public_id), now=self.now)
        return Response(whole_run(self.viewer, run_or_404(self.viewer, run.public_id, self.now)))

    @verb("leave", MEMBERS, FigureReportOut, moves=True)
    def leave(self, request: Any, public_id: str) -> Response:
        """Have it sent to yourself no more, also when no figures are open to you any longer."""
        report = self.thing(public_id)
        acts.leave_own(actor=self.viewer, report=report, now=self.now)
        return self.ok(report)

    @verb("rejoin", READERS, FigureReportOut, moves=True)
    def rejoin(self, request: Any, public_id: str) -> Response:
        """Have a report that you left sent to yourself again."""
        report = self.thing(public_id)
        acts.return_to_report(actor=self.viewer, report=report)
        return self.ok(report)

    @verb("runs", READERS, FigureReportRunOut, method="get", listed=True)
    def runs(self, request: Any, public_id: str) -> Response:
        """List what was made of it for you, the latest first."""
        report = seen_report(self.viewer, public_id)
        rows = ReportRun.objects.visible_to(self.viewer).filter(report=report)
        return page(self, rows.select_related("report"), run_shown, order=RUN_ORDER, kinds=RUN_KINDS)


class FigureReportRunViewSet(Resource):
    """Reports that were made for you: each stays as it was made."""

    @endpoint(READERS, FigureReportRunOut, listed=True)
    def list(self, request: Any) -> Response:
        """List what was made for you, the latest first, also of reports that were removed since."""
        rows = ReportRun.objects.visible_to(self.viewer).select_related("report")
        return page(self, rows, run_shown, order=RUN_ORDER, kinds=RUN_KINDS)

    @endpoint(READERS, WholeFigureReportRunOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a report with its numbers."""
        return Response(whole_run(self.viewer, run_or_404(self.viewer, public_id, self.now)))


def plan_from(viewer: Member, said: Mapping[str, Any]) -> Plan:
    """What a body says of a report. Raises Invalid for people who are not there."""
    wanted = list(dict.fromkeys(said["recipients"]))
    rows = Membership.objects.filter(agency_id=viewer.agency_id, public_id__in=wanted)
    people = {person.public_id: person for person in rows}
    if len(people) != len(wanted):
        raise Invalid({"recipients": "Choose people from the list."})
    facts = {name: said[name] for name in COLUMNS if said.get(name) is not None}
    filters = {row["dimension"]: row["value"] for row in said.get("filters", ())}
    return Plan(**facts, filters=filters, recipients=[people[key] for key in wanted])


def _stored(report: ScheduledReport) -> dict[str, Any]:
    """A stored report as its body."""
    people = report.recipients.filter(left_at=None).values_list("membership__public_id", flat=True)
    return {
        **{name: getattr(report, name) for name in COLUMNS},
        "filters": [{"dimension": row.key, "value": row.value} for row in report.filters.all()],
        "recipients": list(people),
    }


def report_shown(viewer: Member, row: ScheduledReport) -> dict[str, Any]:
    """A scheduled report as the API shows it."""
    about = subject_of(row)
    return {
        "id": row.public_id,
        "board": row.board,
        "of": about.public_id if about else None,
        "owner": row.owner.public_id,
        **{name: getattr(row, name) for name in COLUMNS},
        "zone": viewer.agency.timezone,
        "filters": [{"dimension": one.key, "value": one.value} for one in row.filters.all()],
        "recipients": [_recipient(one) for one in row.recipients.all()],
        "next_run_at": moment_text(row.next_run_at),
        "paused_by": row.paused_by or None,
        "version": row.version,
    }


def _recipient(one: Any) -> dict[str, Any]:
    """Somebody on the list, from `with_last`."""
    return {
        "id": one.membership.public_id,
        "name": one.membership.public_name,
        "left": one.left_at is not None,
        "withheld": one.withheld or None,
    }


def run_shown(run: ReportRun) -> dict[str, Any]:
    """A report that was made."""
    return {
        "id": run.public_id,
        "report": run.report.public_id,
        "name": run.report.name,
        "board": run.report.board,
        "first": run.first.isoformat(),
        "last": run.last.isoformat(),
        "zone": run.zone,
        "as_of": moment_text(run.as_of),
        "by_hand": run.by_hand,
    }


def whole_run(viewer: Member, run: ReportRun) -> dict[str, Any]:
    """The same with its numbers, as far as the viewer may still see them."""
    known = {metric.key for metric in metrics_for(viewer, Board(run.report.board))}
    figures = [row for row in run.figures.prefetch_related("points") if row.metric in known]
    return {
        **run_shown(run),
        "currency": run.currency,
        "granularity": run.granularity,
        "filters": [{"dimension": one.key, "value": one.value} for one in run.filters.all()],
        "figures": [_figure(row) for row in figures],
    }


def _figure(row: RunFigure) -> dict[str, Any]:
    before = row.before_n is not None
    return {
        "metric": row.metric,
        "unit": row.unit,
        **_number(row.unit, row.n, row.value),
        "before": _number(row.unit, row.before_n, row.before_value) if before else None,
        "series": [
            {
                "first": point.first.isoformat(),
                "last": point.last.isoformat(),
                **_number(row.unit, point.n, point.value),
            }
            for point in row.points.all()
        ],
    }


def _number(unit: str, n: int | None, value: Decimal | None) -> dict[str, Any]:
    plain = plain_number(Unit(unit), value)
    return {"n": n, "value": None if plain == "" else str(plain)}
