"""Scheduled reports of the demo: the desk's week, and the month of a client; each with those that were made
so far."""

from __future__ import annotations

import datetime as dt

from analytics.actions.report_runs import make_due, make_run
from analytics.actions.reports import Plan, add_report
from analytics.models import ScheduledReport
from analytics.states.metrics import Board
from analytics.states.reports import Rhythm, RunState, Span
from project.base.viewer import Member

from .story import Crew

DAY = dt.timedelta(days=1)


def keep(crew: Crew, now: dt.datetime) -> None:
    """Set both up as of some weeks ago, and make what was due since."""
    manager, client = crew.managers[0], crew.clients[0]
    week = Plan(
        name="The desk’s week",
        rhythm=Rhythm.WEEKLY,
        weekday=0,
        hour=7,
        span=Span.BEFORE,
        recipients=[manager.membership, *(person.membership for person in crew.support)],
    )
    month = Plan(
        name="Our month with Inkwell",
        rhythm=Rhythm.MONTHLY,
        day=1,
        hour=8,
        span=Span.BEFORE,
        granularity="week",
        recipients=[client.membership],
    )
    _live(manager, Board.AGENCY, week, now - 29 * DAY, now)
    _live(client, Board.CLIENT, month, now - 95 * DAY, now)


def _live(owner: Member, board: Board, plan: Plan, begun: dt.datetime, now: dt.datetime) -> None:
    """Set it up, and let the clock strike until the present."""
    report = add_report(actor=owner, board=board, plan=plan, now=begun)
    while (due := ScheduledReport.objects.get(pk=report.pk).next_run_at) and due <= now:
        make_due(agency=owner.agency, now=due)
        for pk in list(report.runs.filter(state=RunState.WAITING).values_list("pk", flat=True)):
            make_run(run_id=pk, now=due)
