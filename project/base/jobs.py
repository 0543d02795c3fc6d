"""Jobs: work that is written down inside the transaction which causes
it, and done by a worker after the commit.

A task is declared in an app's tasks.py with `@task("app.verb")` and enqueued anywhere by that name, so that
an app can set off what an app to the right of it does without importing it. A task may run twice (a worker
that dies is replaced, and its job begun anew): it must find its work done and do nothing the second time.
"""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

# Seconds between attempts: 4, 16, 64, 256, then 17 min, 68 min, 4.5 h, 18 h: a mail server may be away for a
# day.
RETRY = RetryStrategy(max_attempts=8, exponential_wait=4)

#: Jobs that talk to a mail server have slots of their own, so that a silent one stops nothing else.
MAIL_QUEUE = "mail"
OTHER_QUEUES = ("default", "system", "builtin")


def task(name: str, *, every: str = "", **options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Declare a function as the task of this name; it is tried again for about a day when it raises.

    Args:
        name: how `defer` finds it, such as "accounts.send_mail". It outlives renamed modules.
        every: a cron line (seconds may follow as a sixth field) for a periodic task. Such a function takes
            `timestamp`, the time in seconds it was due, and is not tried again: the next run is the next try.
        options: what procrastinate's own decorator takes, such as `lock` or `pass_context`.
    """

    def declare(function: Callable[..., Any]) -> Any:
        if not every:
            return app.task(**{"name": name, "retry": RETRY, **options})(function)
        declared = app.task(**{"name": name, "queueing_lock": name, **options})(function)
        return app.periodic(cron=every)(declared)

    return declare


def defer(name: str, **arguments: Any) -> None:
    """Enqueue the task of this name, with arguments that JSON can carry.

    The job is a row written on the current connection: it exists
    exactly if the surrounding transaction commits.

    Raises:
        procrastinate.exceptions.TaskNotFound: no task has that name.
    """
    app.configure_task(name, allow_unknown=False).defer(**arguments)


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
