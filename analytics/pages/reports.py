"""Scheduled reports as pages: the list, one with its recipients, and a report that was made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from analytics.models import ReportRun, RunFigure, RunPoint, ScheduledReport
from analytics.rules.metrics import (
    DIMENSIONS,
    Asked,
    Figure,
    Metric,
    Number,
    Scope,
    board_figures,
    metric_for,
)
from analytics.rules.metrics.periods import Period
from analytics.rules.report_times import period_of, period_of_run
from analytics.rules.reports import asked_of, can_change, can_stop, scope_for, subject_of
from analytics.states.metrics import Board, Granularity, How
from analytics.states.reports import PausedBy, Rhythm, RunState, Span, Weekday, Withheld
from project.base.http import MemberRequest
from project.base.paging import page_of
from project.base.viewer import Member, Viewer

from .addresses import Addresses
from .boards import chips_of, name_of
from .lines import PointLine
from .words import as_of, change_tone, change_words, number_words, period_words, span_words

#: Order and types of the keysets of reports and of runs, of page and API alike.
ORDER, KINDS = ("-created_at", "-id"), (dt.datetime, int)
RUN_ORDER, RUN_KINDS = ("-due_at", "-id"), (dt.datetime, int)
RELATED = ("owner", "writer", "cohort")
TONES = {RunState.MADE: "good", RunState.WITHHELD: "warn", RunState.WAITING: "neutral"}
#: Runs that the page of a report lists.
LATEST = 12


def page_for(request: MemberRequest) -> Any:
    """A page of the reports that the viewer sees, the newest first. Three queries."""
    rows = ScheduledReport.objects.visible_to(request.viewer).select_related(*RELATED)
    page = page_of(rows.prefetch_related("recipients"), request, order=ORDER, kinds=KINDS)
    return page.with_rows([report_row(request.viewer, row) for row in page.rows])


def report_row(viewer: Viewer, report: ScheduledReport) -> dict[str, Any]:
    """What a row of the list prints."""
    people = [row for row in report.recipients.all() if row.left_at is None]
    return {
        "report": report,
        "board": name_of(Board(report.board), subject_of(report)),
        "when": when_words(report),
        "owner": report.owner.public_name,
        "is_own": report.owner_id == viewer.member_id,
        "count": len(people),
        **_standing(report, viewer),
    }


def _standing(report: ScheduledReport, viewer: Viewer) -> dict[str, Any]:
    if report.is_paused:
        return {"state": PausedBy(report.paused_by).label, "tone": "warn", "next": ""}
    moment = report.next_run_at
    return {"state": _("Active"), "tone": "good", "next": as_of(moment, viewer.agency.zone) if moment else ""}


def when_words(report: ScheduledReport) -> str:
    """How often, on which day, at which hour of the agency."""
    hour = f"{report.hour:02}:00"
    if report.rhythm == Rhythm.WEEKLY:
        day = Weekday(report.weekday or 0).label
        return _("Every %(day)s at %(hour)s") % {"day": day, "hour": hour}
    return _("Every month on day %(day)s at %(hour)s") % {"day": report.day, "hour": hour}


def span_of(report: ScheduledReport) -> str:
    """Of which days it is."""
    if report.span != Span.BEFORE:
        return str(Span(report.span).label)
    return _("The week before") if report.rhythm == Rhythm.WEEKLY else _("The month before")


# --- one report ---
def report_page(viewer: Member, report: ScheduledReport, now: dt.datetime) -> dict[str, Any]:
    """What the page of a report prints: its schedule, its recipients (with_last) with what became of the last
    one, one's own reports, and what it would say now."""
    people = list(report.recipients.all())
    mine = next((one for one in people if one.membership_id == viewer.member_id), None)
    runs = ReportRun.objects.visible_to(viewer).filter(report=report).order_by(*RUN_ORDER)
    return {
        **report_row(viewer, report),
        "span": span_of(report),
        "people": [_person(one) for one in people],
        "may_change": can_change(viewer, report),
        "may_stop": can_stop(viewer, report),
        "receives": mine is not None and mine.left_at is None,
        "has_left": mine is not None and mine.left_at is not None,
        "runs": [run_row(run) for run in runs[:LATEST]],
        **preview(viewer, report, now),
    }


def _person(one: Any) -> dict[str, Any]:
    """A recipient with what became of their last report."""
    state = RunState(one.last_state) if one.last_state else None
    return {
        "name": one.membership.public_name,
        "has_left": one.left_at is not None,
        "last": state.label if state else "",
        "why": Withheld(one.withheld).label if one.withheld else "",
        "tone": TONES[state] if state else "",
        "at": one.last_at,
    }


def run_row(run: ReportRun) -> dict[str, Any]:
    """A report that was made, in a list."""
    return {"run": run, "days": period_words(period_of_run(run)), "by_hand": run.by_hand, "at": run.due_at}


def preview(viewer: Member, report: ScheduledReport, now: dt.datetime) -> dict[str, Any]:
    """What the report would say to the viewer if it were made now; nothing where they may not read it. One
    query."""
    scope = scope_for(viewer, report, now)
    if scope is None:
        return {"lines": None}
    asked = asked_of(report, period_of(report, report.span, now, viewer.agency.zone))
    at = Addresses(Board(report.board), asked, of=scope.subject.public_id if scope.subject else "")
    return lines_of(board_figures(at.board, scope, asked), at, scope)


def lines_of(figures: list[Figure], at: Addresses, scope: Scope) -> dict[str, Any]:
    """The numbers of a board, as a report prints them."""
    asked, currency = at.asked, scope.viewer.agency.currency
    return {
        "lines": [_line(one.metric, one.now, one.before, at, currency) for one in figures],
        "chips": [chip["words"] for chip in chips_of(figures, at)],
        "board_url": at.page(),
        "period": period_words(asked.period),
        "before": period_words(asked.period.before),
        "zone": str(asked.period.zone),
        "as_of": as_of(scope.now, asked.period.zone),
    }


def labels_of(figures: Sequence[Figure]) -> dict[tuple[str, str], str]:
    """How the values of filters are called, by key and value."""
    parts = [(key, part) for one in figures for key, found in one.parts.items() for part in found]
    return {(key, part.key): part.label for key, part in parts}


def _line(metric: Metric, now: Number, before: Number | None, at: Addresses, currency: str) -> dict[str, Any]:
    """A number as a report prints it; it leads to the rows that it is made of."""
    return {
        "key": metric.key,
        "name": metric.name,
        "definition": metric.definition,
        "value": number_words(metric.unit, now.value, currency),
        "n": now.n,
        "of_rows": metric.how != How.COUNT,
        "rows_name": metric.kind.words(now.n),
        "before": number_words(metric.unit, before.value, currency) if before else "",
        "change": change_words(metric, now.value, before.value) if before else "",
        "tone": change_tone(metric, now.value, before.value) if before else "",
        "url": at.rows(metric),
        "points": [],
    }


# --- a report that was made ---
def run_page(viewer: Member, run: ReportRun) -> dict[str, Any]:
    """What the page and the mail of a report print: the numbers as they were stored, each with the address of
    the rows that it is made of now. A metric that its reader may no longer see is left out."""
    report, period = run.report, period_of_run(run)
    filters = list(run.filters.all())
    about = subject_of(report)
    asked = Asked(period, Granularity(run.granularity), {row.key: row.value for row in filters})
    at = Addresses(Board(report.board), asked, of=about.public_id if about else "")
    return {
        "run": run,
        "report": report,
        "board": name_of(Board(report.board), about),
        "lines": list(_stored(viewer, run, at)),
        "chips": [
            _("%(name)s: %(value)s") % {"name": DIMENSIONS[row.key].name, "value": row.label}
            for row in filters
        ],
        "board_url": at.page(),
        "period": period_words(period),
        "before": period_words(period.before),
        "zone": run.zone,
        "as_of": as_of(run.as_of or run.due_at, period.zone),
    }


def _stored(viewer: Member, run: ReportRun, at: Addresses) -> Iterator[dict[str, Any]]:
    """Two queries: the figures, and their series."""
    for row in run.figures.prefetch_related(Prefetch("points")):
        metric = metric_for(viewer, at.board, row.metric)
        if metric is None:
            continue
        now = Number(row.n, row.value)
        before = Number(row.before_n, row.before_value) if row.before_n is not None else None
        yield _line(metric, now, before, at, run.currency) | {"points": _points(row, metric, at, run)}


def _points(row: RunFigure, metric: Metric, at: Addresses, run: ReportRun) -> list[PointLine]:
    return [_point(point, metric, at, run) for point in row.points.all()]


def _point(point: RunPoint, metric: Metric, at: Addresses, run: ReportRun) -> PointLine:
    span = Period(point.first, point.last, at.asked.period.zone)
    words = number_words(metric.unit, point.value, run.currency)
    url = at.within(span).rows(metric) if point.n else ""
    return PointLine(span_words(span, at.asked.by), words, str(point.n), url)
