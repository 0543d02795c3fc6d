"""Reports are made: one for each recipient and period, with the numbers that the recipient may see then.

The sweep only writes down what is due, and moves each report to its next moment in the same transaction, so
that a killed or doubled worker makes none twice; the numbers come by a job for each, and the mail by another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction

from agencies.models import Agency
from analytics.models import (
    ReportFilter,
    ReportRun,
    RunFigure,
    RunFilter,
    RunPoint,
    ScheduledReport,
)
from analytics.rules.metrics import Figure, Scope, board_figures
from analytics.rules.metrics.periods import Period
from analytics.rules.report_times import latest_run, next_run, period_of, period_of_run, steps_of
from analytics.rules.reports import asked_of, owner_stands, scope_for, withheld_from
from analytics.states.metrics import Board
from analytics.states.reports import FEATURE, KEPT_DAYS, PausedBy, RunState, Withheld
from orders.actions.mail_jobs import is_quiet
from project.base.errors import NotAllowed, NotVisible
from project.base.features import require_on
from project.base.jobs import Urgency, defer
from project.base.locks import locked
from project.base.viewer import Member

from .reports import pause

#: Reports that one call of the sweep deals with, at most.
MOST = 50
#: How soon after one that somebody sent to themselves another is the same.
SAME = dt.timedelta(minutes=2)
PLACES = Decimal("0.000001")


def make_due(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Write down the reports that are due, a run for each recipient, and have each made by a job; returns how
    many schedules were dealt with. Of what was missed only the latest is made. One whose owner may no longer
    read it is paused. May run twice and beside itself: what another worker holds is left to it, and of one
    recipient and period there is one run by constraint."""
    with transaction.atomic():
        due = ScheduledReport.objects.filter(agency=agency).due(now).order_by("next_run_at", "pk")
        rows = due.select_for_update(of=("self",), skip_locked=True, no_key=True)
        found = list(rows.select_related("owner__user", "writer", "cohort")[:most])
        for report in found:
            report.agency = agency
            _write_down(report, now)
    return len(found)


def _write_down(report: ScheduledReport, now: dt.datetime) -> None:
    if not owner_stands(report, now):
        pause(report, PausedBy.OWNER, now)
        return
    zone, since = report.agency.zone, report.next_run_at
    due_at = latest_run(report, since or now, now, zone)
    period = period_of(report, report.span, due_at, zone)
    people = report.recipients.filter(left_at=None).values_list("membership_id", flat=True)
    runs = [_new(report, person, period, due_at) for person in people]
    ReportRun.objects.bulk_create(runs, ignore_conflicts=True)
    waiting = report.runs.filter(state=RunState.WAITING, first=period.first, last=period.last)
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        defer("analytics.make_report", run_id=pk)
    report.next_run_at = next_run(report, now, zone)
    report.save(update_fields=["next_run_at"])


def make_run(*, run_id: int, now: dt.datetime) -> bool:
    """Work out the numbers of a run as its recipient sees them now, and have them mailed; or note why not.
    Does nothing for one that was made. Returns whether it was made by this call."""
    with transaction.atomic():
        rows = ReportRun.objects.select_for_update(of=("self",), no_key=True)
        related = ("agency", "membership__user", "report__writer", "report__cohort")
        run = rows.select_related(*related).filter(pk=run_id, state=RunState.WAITING).first()
        if run is None:
            return False
        run.report.agency = run.agency
        scope = scope_for(Member(run.agency, membership=run.membership), run.report, now)
        reason = withheld_from(run) or ("" if scope else Withheld.RIGHT)
        if reason or scope is None:
            run.state, run.withheld = RunState.WITHHELD, reason
            run.save(update_fields=["state", "withheld"])
            return False
        _freeze(run, scope, now)
        if not is_quiet():
            defer("analytics.mail_report", Urgency.BULK, run_id=run.pk)
    return True


def send_now(*, actor: Member, report: ScheduledReport, now: dt.datetime) -> ReportRun:
    """Make the report for oneself at once, as if its moment had come, and mail it. The same again within a
    moment is the one that was made. It changes nothing of the next one."""
    require_on(actor.agency, FEATURE)
    scope = scope_for(actor, report, now)
    if scope is None:
        raise NotAllowed()
    with transaction.atomic():
        stored = locked(actor, report, no_key=True)
        if stored.removed_at is not None:
            raise NotVisible()
        mine = stored.runs.filter(membership_id=actor.member_id, by_hand=True, due_at__gt=now - SAME)
        if before := mine.order_by("-pk").first():
            return before
        stored.agency = actor.agency
        period = period_of(stored, stored.span, now, actor.agency.zone)
        run = _new(stored, actor.member_id, period, now)
        run.by_hand = True
        run.save(force_insert=True)
        run.agency, run.report, run.membership = actor.agency, stored, actor.membership
        _freeze(run, scope, now)
        defer("analytics.mail_report", Urgency.SOON, run_id=run.pk)
    return run


def purge_runs(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Delete runs that are older than they are kept, and removed reports of which none is left. Returns how
    many rows were dealt with."""
    old = ReportRun.objects.filter(agency=agency, due_at__lt=now - dt.timedelta(days=KEPT_DAYS))
    keys = list(old.order_by("due_at").values_list("pk", flat=True)[:most])
    ReportRun.objects.filter(pk__in=keys).delete()
    removed = ScheduledReport.objects.filter(agency=agency, removed_at__isnull=False, runs=None)
    gone = list(removed.order_by("pk").values_list("pk", flat=True)[:most])
    ScheduledReport.objects.filter(pk__in=gone).delete()
    return len(keys) + len(gone)


def _new(report: ScheduledReport, person: int, period: Period, due_at: dt.datetime) -> ReportRun:
    return ReportRun(
        agency_id=report.agency_id,
        report=report,
        membership_id=person,
        first=period.first,
        last=period.last,
        zone=str(period.zone),
        granularity=steps_of(report.granularity, period),
        currency=report.agency.currency,
        due_at=due_at,
    )


def _freeze(run: ReportRun, scope: Scope, now: dt.datetime) -> None:
    """Store the numbers of a run as its recipient sees them. One query for all of them."""
    asked = asked_of(run.report, period_of_run(run))
    figures = board_figures(Board(run.report.board), scope, asked)
    run.state, run.as_of, run.granularity = RunState.MADE, now, asked.by
    run.save(update_fields=["state", "as_of", "granularity"])
    _store_filters(run, run.report.filters.all(), figures)
    _store_figures(run, figures)


def _store_filters(run: ReportRun, filters: Iterable[ReportFilter], figures: list[Figure]) -> None:
    labels = {
        (key, part.key): part.label for one in figures for key, parts in one.parts.items() for part in parts
    }
    RunFilter.objects.bulk_create(
        RunFilter(
            agency_id=run.agency_id,
            run=run,
            key=row.key,
            value=row.value,
            label=labels.get((row.key, row.value), row.value)[:200],
        )
        for row in filters
    )


def _store_figures(run: ReportRun, figures: list[Figure]) -> None:
    stored = RunFigure.objects.bulk_create(
        RunFigure(agency_id=run.agency_id, run=run, position=at, **_numbers(one))
        for at, one in enumerate(figures)
    )
    RunPoint.objects.bulk_create(
        RunPoint(
            agency_id=run.agency_id,
            figure=row,
            first=point.span.first,
            last=point.span.last,
            n=point.number.n,
            value=_exact(point.number.value),
        )
        for row, one in zip(stored, figures, strict=True)
        for point in one.series
    )


def _numbers(figure: Figure) -> dict[str, Any]:
    before = figure.before
    return {
        "metric": figure.metric.key,
        "unit": figure.metric.unit,
        "n": figure.now.n,
        "value": _exact(figure.now.value),
        "before_n": before.n if before else None,
        "before_value": _exact(before.value) if before else None,
    }


def _exact(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(PLACES)
