"""Scheduled reports for tests, set up by the action that people use."""

from __future__ import annotations

import datetime as dt
from typing import Any

from analytics.actions.report_runs import make_due, make_run, send_now
from analytics.actions.reports import Plan, add_report
from analytics.mail.reports import write_report
from analytics.models import ReportRun, ScheduledReport
from analytics.rules.report_links import leave_link
from analytics.states.metrics import Board
from project.base import clock
from project.base.viewer import Member
from tests.helpers.cast import START, Cast

DAY = dt.timedelta(days=1)
#: Every Monday at 8 in London, where Inkwell is; START is a Monday, an hour later.
NEXT = dt.datetime(2026, 3, 9, 8, 0, tzinfo=dt.UTC)


def plan(*people: Member, **facts: Any) -> Plan:
    """The week before, every Monday at eight."""
    said = {"name": "The week", "rhythm": "weekly", "weekday": 0, "hour": 8, "span": "before", **facts}
    return Plan(**said, recipients=[person.membership for person in people])


def scheduled(
    owner: Member,
    *others: Member,
    board: str = Board.AGENCY,
    now: dt.datetime = START,
    subject: str = "",
    **facts: Any,
) -> ScheduledReport:
    """A report of the owner's, for them and others."""
    said = plan(owner, *others, **facts)
    return add_report(actor=owner, board=board, subject=subject, plan=said, now=now)


def made(report: ScheduledReport, now: dt.datetime = NEXT) -> list[ReportRun]:
    """What comes of it when the clock strikes, mails included."""
    make_due(agency=report.agency, now=now)
    waiting = report.runs.filter(state="waiting").order_by("pk")
    for run in list(waiting):
        make_run(run_id=run.pk, now=now)
        write_report(run_id=run.pk, now=now)
    return list(report.runs.order_by("pk"))


def report_doors(cast: Cast) -> dict[str, dict[str, Any]]:
    """The parts of each address: a report of Max's, which Sam receives too, and one that was made for Max."""
    now = clock.now()
    report = scheduled(cast.max, cast.sam, now=now)
    run = send_now(actor=cast.max, report=report, now=now)
    key = leave_link(report.recipients.get(membership=cast.sam.membership)).rstrip("/").rsplit("/", 1)[1]
    one = {"public_id": report.public_id}
    return {
        "analytics:reports": {},
        "analytics:report_new": {},
        "analytics:report": one,
        "analytics:report_edit": one,
        "analytics:report_act": {**one, "verb": "pause"},
        "analytics:report_run": {"public_id": run.public_id},
        "analytics:report_leave": {"key": key},
    }
