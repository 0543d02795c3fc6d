"""Sweeps in slices: bounded, resumed where they stopped, and stopped by nobody's trouble."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable
from typing import Any

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.actions.sweeps import MAILS_KEPT, purge_mails
from accounts.models import Mail
from agencies.models import Agency
from project.base import clock, sweeps
from project.base.jobs import PRIORITIES, Urgency, defer
from project.base.sweeps import SWEEPS, Sweep, declare_sweep
from project.tasks import forget_old_jobs
from tests.helpers.cast import Cast
from tests.project.helpers.queue import empty, end, give_to_a_dead_worker, waiting, work_once

NEVER = "0 0 29 2 1"
#: What is due at the agencies of the cast, by their codes; and what was dealt with, call by call.
due: dict[str, int] = {}
calls: list[tuple[str, int]] = []


def deal_with(*, agency: Agency, now: dt.datetime, most: int) -> int:
    done = min(most, due.get(agency.code, 0))
    due[agency.code] = due.get(agency.code, 0) - done
    if done:
        calls.append((agency.code, done))
    return done


def stumble(*, agency: Agency, now: dt.datetime, most: int) -> int:
    if due.get(f"{agency.code} stumbles"):
        raise ValueError(agency.code)
    return 0


trial = declare_sweep("tests.sweep", [stumble, deal_with], every=NEVER, each=Agency.objects, rows=10)


@pytest.fixture(autouse=True)
def nothing_due() -> None:
    due.clear()
    calls.clear()


@pytest.mark.django_db(transaction=True)
def test_a_sweep_goes_on_by_slices_until_all_is_done(cast: Cast) -> None:
    due.update({cast.inkwell.code: 25, cast.northwind.code: 12})
    trial.run()

    assert sum(done for _code, done in calls) == 10 and len(waiting("tests.sweep")) == 1
    work_once()

    assert [sum(done for code, done in calls if code == each.code) for each in cast_agencies(cast)] == [
        25,
        12,
    ]
    assert max(done for _code, done in calls) <= 10
    assert (
        not waiting("tests.sweep") and ProcrastinateJob.objects.filter(task_name="tests.sweep").count() == 3
    )


def cast_agencies(cast: Cast) -> list[Agency]:
    return [cast.inkwell, cast.northwind]


@pytest.mark.django_db
def test_each_slice_begins_where_the_last_one_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeps, "LOOKS", 1)
    agencies, places = list(Agency.objects.order_by("pk")), []
    job: dict[str, Any] = {}
    for _ in range(100):
        trial.run(**job)
        found = waiting("tests.sweep")
        if not found:
            break
        job = found[0].args
        places.append((job["agency"], job["step"]))
        empty()

    expected = [(each.pk, step) for each in agencies for step in (0, 1)]
    assert [place if place[1] else (_at(agencies, place[0]), 0) for place in places] == expected[1:]


def _at(agencies: list[Agency], key: int) -> int:
    return next(each.pk for each in agencies if each.pk >= key)


@pytest.mark.django_db
def test_one_step_that_is_looked_at_often_enough_comes_to_the_last_agency(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def look(*, agency: Agency, now: dt.datetime, most: int) -> int:
        seen.append(agency.pk)
        return 0

    monkeypatch.setattr(sweeps, "LOOKS", 1)
    lone = Sweep("tests.sweep", [look], Agency.objects, 10)
    place: dict[str, Any] = {}
    for _ in range(100):
        lone.run(**place)
        if not waiting("tests.sweep"):
            break
        place = waiting("tests.sweep")[0].args
        empty()

    assert seen == list(Agency.objects.order_by("pk").values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_killed_slice_is_begun_anew_at_its_place(cast: Cast) -> None:
    due.update({cast.inkwell.code: 25, cast.northwind.code: 12})
    trial.run()
    [job] = waiting("tests.sweep")
    give_to_a_dead_worker(job)
    app.configure_task("project.rescue_stalled_jobs").defer(timestamp=0)

    work_once()
    work_once()

    assert ProcrastinateJob.objects.get(pk=job.pk).status == "succeeded"
    assert not any(due.values())


@pytest.mark.django_db(transaction=True)
def test_a_killed_run_whose_next_one_waits_is_left_to_that(cast: Cast) -> None:
    due[cast.inkwell.code] = 5
    defer("tests.sweep", timestamp=1)
    [dead] = waiting("tests.sweep")
    give_to_a_dead_worker(dead)
    defer("tests.sweep", timestamp=2)
    app.configure_task("project.rescue_stalled_jobs").defer(timestamp=0)

    work_once()
    work_once()

    assert not any(due.values())
    ends = ProcrastinateJob.objects.filter(task_name="tests.sweep").order_by("pk")
    assert list(ends.values_list("status", flat=True)) == ["aborted", "succeeded"]


@pytest.mark.django_db(transaction=True)
def test_the_trouble_of_one_agency_keeps_no_other_waiting(cast: Cast) -> None:
    first, second = sorted(cast_agencies(cast), key=lambda agency: agency.pk)
    due.update({f"{first.code} stumbles": 1, first.code: 3, second.code: 3})

    with pytest.raises(ValueError, match=first.code):
        trial.run()
    work_once()

    assert calls == [(first.code, 3), (second.code, 3)]


@pytest.mark.django_db
def test_a_tick_meanwhile_begins_no_second_row_of_slices(cast: Cast) -> None:
    due.update({cast.inkwell.code: 25, cast.northwind.code: 12})
    trial.run(timestamp=1)
    [ahead] = waiting("tests.sweep")
    trial.run(timestamp=2)

    assert [job.pk for job in waiting("tests.sweep")] == [ahead.pk]
    assert ahead.args["timestamp"] == 1


@pytest.mark.django_db
def test_a_slice_goes_on_although_the_next_tick_waits(cast: Cast) -> None:
    due.update({cast.inkwell.code: 25, cast.northwind.code: 12})
    defer("tests.sweep", timestamp=2)
    trial.run(timestamp=1)

    tick, ahead = waiting("tests.sweep")
    assert (tick.args, ahead.args["timestamp"]) == ({"timestamp": 2}, 1)
    assert ahead.args["agency"] > 0


def ours() -> list[Sweep]:
    return [each for name, each in SWEEPS.items() if not name.startswith("tests.")]


def test_whatever_the_clock_sets_off_is_a_sweep_that_nobody_waits_for() -> None:
    periodic = {name for name, _id in app.periodic_registry.periodic_tasks}

    assert periodic - SWEEPS.keys() == {"project.rescue_stalled_jobs"}
    assert len(ours()) >= 9
    for each in ours():
        declared = app.tasks[each.name]
        assert (declared.queue, declared.priority) == ("bulk", PRIORITIES[Urgency.BULK])
        assert declared.lock == declared.queueing_lock == each.name


def test_every_step_of_every_sweep_can_be_bounded() -> None:
    steps = [(each, step) for each in ours() for step in each.steps]
    unbounded = [
        (each.name, step) for each, step in steps if not {"now", "most"} <= _takes(step, bool(each.each))
    ]

    assert len(steps) >= 20 and unbounded == []


def _takes(step: Callable[..., int], of_agency: bool) -> set[str]:
    named = set(inspect.signature(step).parameters)
    return named if ("agency" in named) == of_agency else set()


@pytest.mark.django_db
def test_old_mails_go_in_portions(cast: Cast) -> None:
    then = clock.now() - MAILS_KEPT - dt.timedelta(days=1)
    Mail.objects.all().delete()
    for number in range(5):
        Mail.objects.create(
            agency=cast.inkwell, message_id=f"<{number}@x.example>", recipient="a@b.example", created_at=then
        )

    assert [purge_mails(now=clock.now(), most=2) for _ in range(4)] == [2, 2, 1, 0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "kept", "gone"),
    [("succeeded", 24 * 7 - 1, 24 * 7 + 1), ("failed", 24 * 90 - 1, 24 * 90 + 1), ("todo", 24 * 900, None)],
)
def test_old_jobs_go_in_portions(status: str, kept: int, gone: int | None) -> None:
    for _ in range(5):
        defer("tests.noted", text="x")
    end(status=status, hours=kept)
    assert _forgotten(most=2) == 0

    if gone:
        end(status=status, hours=gone)
        assert [_forgotten(most=2) for _ in range(4)] == [2, 2, 1, 0]
    forget_old_jobs.run()


def _forgotten(most: int) -> int:
    return sum(step(now=clock.now(), most=most) for step in forget_old_jobs.steps)
