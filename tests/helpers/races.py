"""Races with real threads: everybody starts at the same moment, each
on a database connection of their own."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from typing import Any

from django.db import connection

from tests.helpers import restoring, stages

#: Runners of one race, at most.
MOST = 64
#: How many connections are kept. The processes of a run share the hundred of a server.
KEPT = min(20, 60 // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))
_threads = ThreadPoolExecutor(MOST)
_keeping: set[int] = set()
_deciding = threading.Lock()


def each_round(rounds: int) -> Iterator[int]:
    """The numbers of `rounds` of a race. Each finds what a test of its own would
    find: the cast, and nothing of the last."""
    for number in range(rounds):
        if number:
            restoring.restore()
            stages.begin()
        yield number


def race(runners: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run all `runners` at once and return what each returned, or the exception it raised, in their order.

    The threads are kept until the tests end, and some of them keep their connections: to make one, and
    to learn the tables anew, took more than what is raced for."""
    barrier = threading.Barrier(len(runners))

    def run(runner: Callable[[], Any]) -> Any:
        try:
            _connect()
            barrier.wait(timeout=20)
            return Context().run(runner)
        except Exception as error:  # noqa: BLE001  (the test looks at it)
            return error
        finally:
            _hang_up()

    return list(_threads.map(run, runners))


def _connect() -> None:
    """Connect this thread, or see that it still is: tests that ask for silence end every session."""
    if connection.connection is not None and not connection.is_usable():
        connection.close()
    connection.ensure_connection()


def _hang_up() -> None:
    """End the connection of this thread, unless it is one of the few that keep theirs."""
    with _deciding:
        if len(_keeping) < KEPT:
            _keeping.add(threading.get_ident())
        keeps = threading.get_ident() in _keeping
    if not keeps:
        connection.close()


def kinds(results: Sequence[Any]) -> dict[str, int]:
    """How many results there are of each type, by the type's name: {"Order": 1, "Taken": 19}."""
    counted: dict[str, int] = {}
    for result in results:
        name = type(result).__name__
        counted[name] = counted.get(name, 0) + 1
    return counted
