"""Jobs: work that is written down inside the transaction which causes
it, and done by a worker after the commit.

A task is declared in an app's tasks.py with `@task("app.verb", urgency=…)` and enqueued anywhere by that
name, so that an app can set off what an app to the right of it does without importing it. A task may run
twice (a worker that dies is replaced, and its job begun anew): it must find its work done and do nothing the
second time.

Each urgency has queues and slots of its own, so that what a person waits for never stands behind what nobody
waits for. What the clock does to all rows that are due is a sweep, see `project.base.sweeps`.
"""

import ast
import datetime as dt
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

from procrastinate import BaseRetryStrategy, RetryDecision, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from . import clock

# Seconds between attempts: 4, 16, 64, 256, then 17 min, 68 min, 4.5 h, 18 h: a mail server may be away for a
# day.
RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)


class NotNow(Exception):
    """What a job is about may not be done yet: try again at `at`."""

    def __init__(self, at: dt.datetime) -> None:
        super().__init__(f"try again at {at:%H:%M:%S}")
        self.at = at


class GivenUp(Exception):
    """It was tried often enough, and is not tried any more."""


class AtItsTime(BaseRetryStrategy):
    """A job is tried again when what it is about says so (NotNow). That thing counts its tries, the job does
    not: waiting for a server that rests, or for another worker's claim, is no try."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, GivenUp):
            return None
        at = exception.at if isinstance(exception, NotNow) else clock.now() + dt.timedelta(minutes=1)
        return RetryDecision(retry_at=at)


class Urgency(StrEnum):
    """Who waits for a job."""

    #: Somebody at the screen, such as for a code, or somebody whose safety is at stake: within seconds.
    PERSON = "person"
    #: People who are told of what happened: as soon as those before them are.
    SOON = "soon"
    #: Nobody in particular: sweeps, copies of data, mails to all.
    BULK = "bulk"


#: Where jobs of different urgency share slots, the higher one is taken first.
PRIORITIES = {Urgency.PERSON: 10, Urgency.SOON: 0, Urgency.BULK: -10}


def queue_of(urgency: Urgency, *, talks: bool = False) -> str:
    """The queue of jobs of this urgency; of those that talk to a mail server, when `talks`."""
    return f"mail-{urgency}" if talks else str(urgency)


MAIL_QUEUES = tuple(queue_of(urgency, talks=True) for urgency in Urgency)
#: The queue of jobs that talk to servers of whoever receives webhooks: pass it to `task` as `queue`.
WEBHOOKS = "webhooks"
#: The queues of each group of slots. Talks to a mail server have groups of their own, so that a silent one
#: stops nothing else, and those for a person again, so that they wait for no other talk; so have talks to
#: receivers of webhooks. "default" and "mail" hold what was written down before there were urgencies.
GROUPS = {
    "person": ("person", "system"),
    "soon": ("soon", "builtin", "default"),
    "bulk": ("bulk",),
    "person_mails": ("mail-person",),
    "other_mails": ("mail-soon", "mail-bulk", "mail"),
    "webhooks": (WEBHOOKS,),
}


def task(
    name: str, *, urgency: Urgency, talks: bool = False, every: str = "", **options: Any
) -> Callable[[Callable[..., Any]], Any]:
    """Declare a function as the task of this name; it is tried again for about a day when it raises.

    Args:
        name: how `defer` finds it, such as "accounts.send_mail". It outlives renamed modules.
        urgency: who waits for its jobs.
        talks: whether it talks to a mail server.
        every: a cron line (seconds may follow as a sixth field) for a periodic task. Such a function takes
            `timestamp`, the time in seconds it was due, and is not tried again: the next run is the next try.
        options: what procrastinate's own decorator takes, such as `lock` or `pass_context`.
    """
    common = {"name": name, "queue": queue_of(urgency, talks=talks), "priority": PRIORITIES[urgency]}

    def declare(function: Callable[..., Any]) -> Any:
        if not every:
            return app.task(**{**common, "retry": RETRY, **options})(function)
        declared = app.task(**{**common, "queueing_lock": name, **options})(function)
        return app.periodic(cron=every)(declared)

    return declare


def defer(name: str, urgency: Urgency | None = None, **arguments: Any) -> None:
    """Enqueue the task of this name, with arguments that JSON can carry.

    The job is a row written on the current connection: it exists
    exactly if the surrounding transaction commits.

    Args:
        name: of the task.
        urgency: of this job, where only its deferrer knows; else the task's own.
        arguments: of the function.

    Raises:
        procrastinate.exceptions.TaskNotFound: no task has that name.
    """
    declared = app.configure_task(name, allow_unknown=False)
    if urgency is not None:
        talks = declared.job.queue in MAIL_QUEUES
        options: Any = {"queue": queue_of(urgency, talks=talks), "priority": PRIORITIES[urgency]}
        declared = app.configure_task(name, **options)
    declared.defer(**arguments)


def deferred_names(root: Path) -> Iterator[tuple[str, Path]]:
    """Every name that the code under `root` passes to `defer`, with its
    file, for the test that all are declared.

    A queryset's own `defer` is a method of something else than this module.
    """
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(
                    func=ast.Name(id="defer") | ast.Attribute(value=ast.Name(id="jobs"), attr="defer"),
                    args=[ast.Constant(value=str(name)), *_],
                ):
                    yield name, path
