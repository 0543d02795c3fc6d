"""Reports are made: once for each recipient and period, with the numbers that the recipient may see then."""

from __future__ import annotations

from decimal import Decimal

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Mail
from agencies.models import Agency, Membership
from analytics.actions.report_runs import make_due, make_run, purge_runs
from analytics.mail.reports import write_report
from analytics.models import ReportRun, RunFigure, RunPoint, ScheduledReport
from analytics.states.metrics import Board
from analytics.states.reports import KEPT_DAYS
from tests.analytics.helpers.reports import DAY, NEXT, made, scheduled
from tests.cohorts.helpers.classes import begun
from tests.helpers.cast import START, Cast
from tests.helpers.factories import place_order
from tests.helpers.races import race
from tests.helpers.story import Story

pytestmark = pytest.mark.django_db


def became(report: ScheduledReport) -> dict[int, tuple[str, str]]:
    return {run.membership_id: (run.state, run.withheld) for run in report.runs.all()}


def test_the_numbers_are_those_of_the_board_and_stay(cast: Cast) -> None:
    place_order(cast.clara)
    report = scheduled(cast.max, filters={"service": "article"})
    (run,) = made(report)
    assert (run.first.isoformat(), run.last.isoformat()) == ("2026-03-02", "2026-03-08")
    assert (run.granularity, run.zone, run.as_of) == ("day", "Europe/London", NEXT)
    placed = run.figures.get(metric="placed")
    assert (placed.n, placed.value, placed.before_n, placed.unit) == (1, 1, 0, "count")
    assert [point.n for point in placed.points.all()] == [1, 0, 0, 0, 0, 0, 0]
    assert run.figures.get(metric="revenue").value == Decimal("172.80")
    assert [(row.key, row.value, row.label) for row in run.filters.all()] == [
        ("service", "article", "Article")
    ]
    place_order(cast.clara)
    assert not make_run(run_id=run.pk, now=NEXT) and run.figures.get(metric="placed").n == 1


def test_each_gets_what_they_may_see_then(cast: Cast) -> None:
    Story(cast).completed()
    report = scheduled(cast.otto, cast.sam, cast.max, span="days30", rhythm="monthly", day=1)
    Membership.objects.filter(pk=cast.max.member_id).update(roles=["writer"])
    made(report, START + 30 * DAY)
    metrics = {
        run.membership_id: set(run.figures.values_list("metric", flat=True)) for run in report.runs.all()
    }
    assert {"fees", "margin"} <= metrics[cast.otto.member_id]
    assert not {"fees", "margin"} & metrics[cast.sam.member_id] and "revenue" in metrics[cast.sam.member_id]
    assert metrics[cast.max.member_id] == set()
    assert became(report)[cast.max.member_id] == ("withheld", "right")


def test_nobody_gets_figures_of_others(cast: Cast) -> None:
    place_order(cast.nick, title="Canary of Northwind")
    place_order(cast.clara)
    owns, others = scheduled(cast.clara, board=Board.CLIENT), scheduled(cast.nick, board=Board.CLIENT)
    for report in (owns, others):
        (run,) = made(report)
        assert run.figures.get(metric="placed").n == 1
    assert not make_due(agency=cast.northwind, now=NEXT)
    assert "Canary" not in "".join(Mail.objects.filter(agency=cast.inkwell).values_list("html", flat=True))
    for viewer in (cast.max, cast.otto, cast.nick, cast.wendell):
        assert not ReportRun.objects.visible_to(viewer).filter(report=owns).exists()


@pytest.mark.parametrize(
    ("what", "wanted"),
    [
        ({"ended_at": START, "roles": []}, "away"),
        ({"suspended_at": START, "suspension_reason": "x"}, "away"),
        ({"roles": ["editor"]}, "right"),
    ],
)
def test_whoever_lost_the_right_gets_nothing_and_it_is_said(cast: Cast, what, wanted: str) -> None:
    report = scheduled(cast.max, cast.sam)
    Membership.objects.filter(pk=cast.sam.member_id).update(**what)
    made(report)
    assert became(report)[cast.sam.member_id] == ("withheld", wanted)
    assert set(Mail.objects.values_list("recipient", flat=True)) == {cast.max.membership.user.email}


def test_a_report_that_nobody_answers_for_is_paused(cast: Cast) -> None:
    report = scheduled(cast.max, cast.sam)
    Membership.objects.filter(pk=cast.max.member_id).update(roles=["writer"])
    assert made(report) == []
    report.refresh_from_db()
    assert (report.paused_by, report.next_run_at) == ("owner", None)


def test_figures_of_a_class_go_with_the_class(cast: Cast) -> None:
    cohort = begun(cast)
    report = scheduled(cast.sam, cast.clara, board=Board.CLASS, subject=cohort.public_id)
    made(report)
    assert set(became(report).values()) == {("made", "")}
    Agency.objects.filter(pk=cast.inkwell.pk).update(features=["-client_analytics"])
    report.agency.refresh_from_db()
    made(report, NEXT + 7 * DAY)
    latest = report.runs.filter(due_at=NEXT + 7 * DAY)
    assert dict(latest.values_list("membership_id", "withheld")) == {
        cast.sam.member_id: "",
        cast.clara.member_id: "right",
    }


def test_a_job_that_comes_late_finds_it_switched_off_or_suspended(cast: Cast) -> None:
    for facts, wanted in (
        ({"features": ["-scheduled_reports"]}, "off"),
        ({"features": [], "suspended_at": START}, "agency"),
    ):
        report = scheduled(cast.max)
        make_due(agency=cast.inkwell, now=NEXT)
        Agency.objects.filter(pk=cast.inkwell.pk).update(**facts)
        run = report.runs.get()
        assert not make_run(run_id=run.pk, now=NEXT)
        run.refresh_from_db()
        assert run.withheld == wanted
        Agency.objects.filter(pk=cast.inkwell.pk).update(features=[], suspended_at=None)


def test_what_was_missed_is_made_once_and_the_next_is_ahead(cast: Cast) -> None:
    report = scheduled(cast.max)
    (run,) = made(report, NEXT + 23 * DAY)
    assert run.first.isoformat() == "2026-03-23"
    report.refresh_from_db()
    assert report.next_run_at is not None and report.next_run_at > NEXT + 23 * DAY
    assert make_due(agency=report.agency, now=NEXT + 23 * DAY) == 0


def test_another_day_of_the_same_week_makes_no_second(cast: Cast) -> None:
    report = scheduled(cast.max)
    made(report)
    ScheduledReport.objects.filter(pk=report.pk).update(next_run_at=NEXT + DAY)
    assert len(made(report, NEXT + DAY)) == 1


@pytest.mark.django_db(transaction=True)
def test_many_workers_make_and_mail_each_exactly_once(cast: Cast) -> None:
    report = scheduled(cast.max, cast.sam, cast.otto)
    assert sum(race([lambda: make_due(agency=cast.inkwell, now=NEXT)] * 6)) == 1
    runs = list(report.runs.values_list("pk", flat=True))
    jobs = ProcrastinateJob.objects.filter(task_name="analytics.make_report")
    assert len(runs) == 3 and sorted(job.args["run_id"] for job in jobs) == sorted(runs)
    done = race([lambda pk=pk: make_run(run_id=pk, now=NEXT) for pk in runs * 3])
    assert [one for one in done if one is True] == [True] * 3 and not [e for e in done if e not in (0, 1)]
    sent = race([lambda pk=pk: write_report(run_id=pk, now=NEXT) for pk in runs * 3])
    assert sum(sent) == 3 == Mail.objects.filter(kind="figures_report").count()
    count = RunFigure.objects.values("run", "metric").distinct().count()
    assert RunFigure.objects.count() == count


def test_old_reports_go_and_then_what_was_removed(cast: Cast) -> None:
    report = scheduled(cast.max)
    made(report)
    ScheduledReport.objects.filter(pk=report.pk).update(removed_at=NEXT, next_run_at=None)
    assert purge_runs(agency=cast.inkwell, now=NEXT + KEPT_DAYS * DAY) == 0
    while purge_runs(agency=cast.inkwell, now=NEXT + (KEPT_DAYS + 1) * DAY):
        pass
    assert not ScheduledReport.objects.exists() and not RunPoint.objects.exists()


def test_making_one_takes_the_same_queries_however_much_there_is(
    cast: Cast, django_assert_max_num_queries
) -> None:
    report = scheduled(cast.max)
    for _order in range(3):
        place_order(cast.clara)
    make_due(agency=report.agency, now=NEXT)
    run = report.runs.get()
    with django_assert_max_num_queries(15):
        make_run(run_id=run.pk, now=NEXT)
