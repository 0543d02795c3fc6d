"""Scheduled reports: who sets one up for whom, what becomes of it, and who leaves it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from agencies.models import Agency
from analytics.actions import reports as acts
from analytics.actions.report_runs import send_now
from analytics.models import ReportRun, ScheduledReport
from analytics.rules.reports import candidates
from analytics.states.metrics import Board
from project.base.errors import (
    Conflict,
    FeatureDisabled,
    Invalid,
    NotAllowed,
    NotVisible,
    Stale,
    WrongState,
)
from tests.analytics.helpers.reports import DAY, NEXT, made, plan, scheduled
from tests.cohorts.helpers.classes import begun
from tests.helpers.cast import START, Cast, load_cast
from tests.helpers.factories import place_order
from tests.orders.helpers.support import colleague

pytestmark = pytest.mark.django_db


def outcome(call) -> str:
    """The name of what it raises; "" for what is done."""
    try:
        with transaction.atomic():
            call()
    except (NotAllowed, NotVisible, Invalid, Conflict) as refusal:
        return type(refusal).__name__
    return ""


def test_who_may_put_which_board_on_a_schedule(cast: Cast) -> None:
    writer, cohort = cast.wendell.membership.public_id, begun(cast).public_id
    subjects = {Board.WRITERS: writer, Board.CLASS: cohort}
    may = {
        Board.CLIENT: {"clara", "nick"},
        Board.AGENCY: {"sam", "max", "otto", "mara"},
        Board.WRITER: {"wendell", "wanda", "nora"},
        Board.WRITERS: {"sam", "max", "otto"},
        Board.EDITOR: {"edith"},
        Board.CLASS: {"clara", "sam", "max", "otto"},
    }
    people = ("clara", "wendell", "wanda", "edith", "sam", "max", "otto", "mara", "nick", "nora")
    for board, wanted in may.items():
        facts = {"board": board, "subject": subjects.get(board, "")}
        done = {
            name
            for name in people
            if not outcome(lambda name=name, facts=facts: scheduled(getattr(cast, name), **facts))
        }
        assert done == wanted, board
    assert outcome(lambda: scheduled(cast.max, board=Board.CLASS)) == "NotVisible"


def test_who_can_be_chosen(cast: Cast) -> None:
    cohort = begun(cast)

    def names(viewer, board, subject=None) -> set[str]:
        rows = candidates(viewer, board, subject)
        return {person.user.name.split()[0] for person in rows.select_related("user")}

    colleague(cast, "reader")
    assert names(cast.max, Board.AGENCY) == {"Sam", "Max", "Otto"}
    assert names(cast.clara, Board.CLIENT) == {"Clara", "reader"}
    assert names(cast.wendell, Board.WRITER) == {"Wendell"}
    assert names(cast.sam, Board.CLASS, cohort) == {"Clara", "Sam", "Max", "Otto"}
    assert names(cast.clara, Board.CLASS, cohort) == {"Clara"}
    for person in (cast.wendell, cast.mara, cast.clara):
        assert outcome(lambda person=person: scheduled(cast.max, person)) == "Invalid"
    assert outcome(lambda: scheduled(cast.clara, cast.max, board=Board.CLIENT)) == "Invalid"


def test_what_cannot_be_is_refused_beside_its_name(cast: Cast) -> None:
    wrong = {
        "weekday": {"weekday": None},
        "day": {"rhythm": "monthly", "weekday": None},
        "filters": {"filters": {"group": "x"}},
    }
    for name, facts in wrong.items():
        with pytest.raises(Invalid) as refusal:
            scheduled(cast.max, **facts)
        assert list(refusal.value.errors) == [name]
    with pytest.raises(Invalid):
        acts.add_report(actor=cast.max, board=Board.AGENCY, plan=plan(), now=START)


def test_its_life(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    report = scheduled(cast.max, cast.sam, filters={"service": "article"})
    assert (report.next_run_at, report.day, report.weekday) == (NEXT, None, 0)

    monthly = plan(cast.max, rhythm="monthly", day=31, weekday=3, span="days30")
    changed = acts.change_report(actor=cast.max, report=report, version=1, plan=monthly, now=START)
    assert (changed.version, changed.day, changed.weekday, changed.filters.count()) == (2, 31, None, 0)
    assert [row.membership_id for row in changed.recipients.all()] == [cast.max.member_id]
    with pytest.raises(Stale):
        acts.change_report(actor=cast.max, report=report, version=1, plan=monthly, now=START)
    for _time in range(2):
        paused = acts.pause_report(actor=cast.otto, report=report, now=START)
        assert (paused.paused_by, paused.next_run_at) == ("person", None)
    acts.change_report(actor=cast.max, report=report, version=2, plan=monthly, now=START)
    assert not ScheduledReport.objects.due(START + 400 * DAY).exists()
    for _time in range(2):
        resumed = acts.resume_report(actor=cast.max, report=report, now=NEXT)
    assert resumed.next_run_at is not None and resumed.next_run_at > NEXT
    for _time in range(2):
        acts.remove_report(actor=cast.max, report=report, now=NEXT)
    assert not ScheduledReport.objects.visible_to(cast.max).exists()
    with pytest.raises(NotVisible):
        acts.resume_report(actor=cast.max, report=report, now=NEXT)
    monkeypatch.setattr(acts, "MOST_REPORTS", 1)
    scheduled(cast.max)
    assert outcome(lambda: scheduled(cast.max)) == "Conflict"


def test_who_sees_changes_and_stops_it(cast: Cast) -> None:
    report = scheduled(cast.max, cast.sam)
    seen = {
        name for name, viewer in cast.everybody.items() if ScheduledReport.objects.visible_to(viewer).exists()
    }
    assert seen == {"max", "sam", "otto"}
    verbs = {
        "change": lambda who: acts.change_report(
            actor=who, report=report, version=None, plan=plan(who), now=START
        ),
        "resume": lambda who: acts.resume_report(actor=who, report=report, now=START),
        "pause": lambda who: acts.pause_report(actor=who, report=report, now=START),
        "remove": lambda who: acts.remove_report(actor=who, report=report, now=START),
    }
    may = {"change": {"max"}, "resume": {"max"}, "pause": {"max", "otto"}, "remove": {"max", "otto"}}
    for verb, act in verbs.items():
        done = {
            name
            for name in ("clara", "wendell", "edith", "sam", "otto", "mara", "max")
            if not outcome(lambda act=act, name=name: act(getattr(cast, name)))
        }
        assert done == may[verb], verb


def test_who_left_is_not_put_back_by_others(cast: Cast) -> None:
    report = scheduled(cast.max, cast.sam)
    for _time in range(2):
        acts.leave_own(actor=cast.sam, report=report, now=START)
    for people in ((cast.max,), (cast.max, cast.sam)):
        acts.change_report(actor=cast.max, report=report, version=None, plan=plan(*people), now=START + DAY)
    assert [run.membership_id for run in made(report)] == [cast.max.member_id]
    acts.return_to_report(actor=cast.sam, report=report)
    made(report, NEXT + 7 * DAY)
    assert report.runs.filter(membership=cast.sam.membership).count() == 1
    with pytest.raises(WrongState):
        acts.return_to_report(actor=cast.otto, report=report)


def test_one_sent_to_oneself_is_kept_apart(cast: Cast) -> None:
    place_order(cast.clara)
    report = scheduled(cast.max, cast.sam)
    first = send_now(actor=cast.sam, report=report, now=START + 7 * DAY)
    again = send_now(actor=cast.sam, report=report, now=START + 7 * DAY)
    assert first == again and first.state == "made" and first.figures.get(metric="placed").n == 1
    assert report.runs.count() == 1 and ScheduledReport.objects.get().next_run_at == NEXT
    assert len(made(report)) == 3
    assert outcome(lambda: send_now(actor=cast.clara, report=report, now=START)) == "NotAllowed"


def test_without_the_feature_nothing_begins_and_all_can_end(cast: Cast) -> None:
    report = scheduled(cast.max, cast.sam)
    Agency.objects.filter(pk=cast.inkwell.pk).update(features=["-scheduled_reports"])
    cast = load_cast()
    for call in (
        lambda: scheduled(cast.max),
        lambda: send_now(actor=cast.max, report=report, now=START),
        lambda: acts.return_to_report(actor=cast.sam, report=report),
        lambda: acts.resume_report(actor=cast.max, report=report, now=START),
        lambda: acts.change_report(
            actor=cast.max, report=report, version=None, plan=plan(cast.max), now=START
        ),
    ):
        with pytest.raises(FeatureDisabled):
            call()
    acts.leave_own(actor=cast.sam, report=report, now=START)
    acts.pause_report(actor=cast.max, report=report, now=START)
    acts.remove_report(actor=cast.max, report=report, now=START)


def test_the_database_says_no_as_well(cast: Cast) -> None:
    report = scheduled(cast.max)
    made(report)
    (run,) = report.runs.all()
    rows = ScheduledReport.objects.filter(pk=report.pk)
    for wrong in (
        {"next_run_at": None},
        {"weekday": 7},
        {"day": 3},
        {"hour": 24},
        {"board": "writers"},
        {"name": ""},
        {"paused_by": "owner"},
        {"owner": cast.mara.membership},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
            with transaction.get_connection().cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    again = {"first": run.first, "last": run.last, "zone": "UTC", "due_at": NEXT, "currency": "EUR"}
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportRun.objects.create(
            agency=run.agency, report=report, membership=run.membership, granularity="day", **again
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportRun.objects.filter(pk=run.pk).update(state="withheld")
