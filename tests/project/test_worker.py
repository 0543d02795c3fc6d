"""A worker whose slots are full of what nobody waits for does at once what a person waits for."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.actions.mail import write_mail
from accounts.models import Mail
from agencies.models import Agency
from project.base import clock
from project.base.jobs import GROUPS, Urgency, defer, task
from project.base.sweeps import declare_sweep
from project.management.commands.worker import work
from tests.helpers.cast import Cast

CODE = "confirmation_code"
#: Nothing but what a person waits for gets through before it opens.
gate = threading.Event()
done: list[str] = []


@task("tests.held", urgency=Urgency.SOON)
def held(number: int) -> None:
    gate.wait(60)
    done.append("notice")


def deal_with(*, now: Any, most: int) -> int:
    gate.wait(60)
    left = 500 - done.count("row")
    done.extend(["row"] * min(most, left))
    return min(most, left)


held_sweep = declare_sweep("tests.held_sweep", [deal_with], every="0 0 29 2 1", rows=50)


class HeldBackend(BaseEmailBackend):
    """A mail server that keeps everybody waiting but for codes."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        for each in messages:
            is_code = "123456" in str(each.body)
            if not is_code:
                gate.wait(60)
            done.append("code" if is_code else "mail")
        return len(messages)


@pytest.fixture
def closed(settings: Any) -> Iterator[None]:
    settings.EMAIL_BACKEND = f"{__name__}.HeldBackend"
    gate.clear()
    done.clear()
    yield
    gate.set()


@contextmanager
def working(slots: int = 1) -> Iterator[None]:
    """A worker in a thread, which is told to stop at the end and lets its jobs finish."""
    worker_app = app.with_connector(app.connector.get_worker_connector())
    begun: Future[Callable[[], object]] = Future()

    async def run() -> None:
        loop, current = asyncio.get_running_loop(), asyncio.current_task()
        assert current
        begun.set_result(lambda: loop.call_soon_threadsafe(current.cancel))
        with suppress(asyncio.CancelledError):
            await work(worker_app, dict.fromkeys(GROUPS, slots), once=False)

    with ThreadPoolExecutor(max_workers=1) as pool:
        ended = pool.submit(lambda: asyncio.run(run()))
        try:
            yield
        finally:
            gate.set()
            with suppress(RuntimeError):  # it has died: `ended` knows of what
                begun.result(10)()
            ended.result()


def written(agency: Agency, urgency: Urgency, kind: str = "reset_password") -> Mail:
    facts = {"link": "http://x.example/", "reset_url": "http://x.example/", "code": "123456", "minutes": 10}
    return write_mail(
        agency=agency, kind=kind, recipient="a@x.example", context=facts, urgency=urgency, now=clock.now()
    )


def until(what: Any, seconds: float = 60) -> float:
    """Seconds until `what` is true; fails after so many."""
    begun = time.monotonic()
    while not what():
        assert time.monotonic() - begun < seconds
        time.sleep(0.02)
    return time.monotonic() - begun


def ours() -> Any:
    return ProcrastinateJob.objects.exclude(queue_name="system")


def at_work() -> int:
    return ours().filter(status="doing").count()


def is_all_done() -> bool:
    return set(ours().values_list("status", flat=True)) == {"succeeded"}


@pytest.mark.django_db(transaction=True)
def test_a_code_is_mailed_while_all_else_waits(cast: Cast, closed: None) -> None:
    for number in range(20):
        defer("tests.held", number=number)
        written(cast.inkwell, Urgency.SOON)
        written(cast.inkwell, Urgency.BULK)
    defer("tests.held_sweep", timestamp=0)

    with working():
        until(lambda: at_work() == 3)
        code = written(cast.inkwell, Urgency.PERSON, kind=CODE)
        until(lambda: Mail.objects.get(pk=code.pk).sent_at)

        assert done == ["code"] and at_work() >= 3
        gate.set()
        until(is_all_done)

    assert (done.count("notice"), done.count("mail"), done.count("row")) == (20, 40, 500)


@pytest.mark.django_db(transaction=True)
def test_slices_of_a_sweep_let_others_have_their_turn(cast: Cast, closed: None) -> None:
    """A copy of data is as urgent as a sweep, with one slot for both: it waits for one slice, not for all."""
    defer("tests.held_sweep", timestamp=0)
    with working():
        until(lambda: at_work() == 1)
        defer("tests.held", Urgency.BULK, number=1)
        gate.set()
        until(is_all_done)

    assert done.index("notice") <= 100 and done.count("row") == 500


@pytest.mark.django_db(transaction=True)
def test_mails_to_all_leave_after_those_about_what_happened(cast: Cast, closed: None) -> None:
    gate.set()
    late = [written(cast.inkwell, Urgency.BULK) for _ in range(3)]
    early = [written(cast.inkwell, Urgency.SOON) for _ in range(3)]
    with working():
        until(is_all_done)

    sent = list(Mail.objects.order_by("sent_at").values_list("pk", flat=True))
    assert sent == [mail.pk for mail in early + late]


@task("tests.busy", urgency=Urgency.SOON)
def busy(number: int) -> None:
    """What a notice costs: some queries, some milliseconds of the processor."""
    for _ in range(5):
        Agency.objects.count()
    sum(i * i for i in range(20_000))


def deal_slowly(*, now: Any, most: int) -> int:
    for number in range(most):
        busy(number)
    return 0 if gate.is_set() else most


busy_sweep = declare_sweep("tests.busy_sweep", [deal_slowly], every="0 0 29 2 1")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_code_leaves_within_five_seconds_beside_ten_thousand_notices(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    gate.clear()
    app.configure_task("tests.busy").batch_defer(*[{"number": number} for number in range(10_000)])
    for _ in range(200):
        written(cast.inkwell, Urgency.SOON)
    defer("tests.busy_sweep", timestamp=0)
    waits = []
    with working(slots=2):
        until(lambda: at_work() >= 4)
        for _ in range(20):
            code = written(cast.inkwell, Urgency.PERSON, kind=CODE)
            waits.append(until(lambda code=code: Mail.objects.get(pk=code.pk).sent_at))
            time.sleep(0.3)
        left = ProcrastinateJob.objects.filter(task_name="tests.busy", status="todo").count()

    print(f"a code waited {sorted(waits)[10]:.2f} s, {max(waits):.2f} s at most; {left} notices left")
    assert left > 5_000 and max(waits) < 5
