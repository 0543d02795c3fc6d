"""Races with real threads: everybody starts at the same moment, each
on a database connection of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from tests.helpers import database, stages


def each_round(rounds: int) -> Iterator[int]:
    """The numbers of `rounds` of a race. Each finds what a test of its own would
    find: the cast, and nothing of the last."""
    for number in range(rounds):
        if number:
            database.restore()
            stages.begin()
        yield number


def race(runners: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run all `runners` at once and return what each returned, or the exception it raised, in their order."""
    barrier = threading.Barrier(len(runners))

    def run(runner: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=20)
            return runner()
        except Exception as error:  # noqa: BLE001  (the test looks at it)
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(runners)) as pool:
        return list(pool.map(run, runners))


def kinds(results: Sequence[Any]) -> dict[str, int]:
    """How many results there are of each type, by the type's name: {"Order": 1, "Taken": 19}."""
    counted: dict[str, int] = {}
    for result in results:
        name = type(result).__name__
        counted[name] = counted.get(name, 0) + 1
    return counted
