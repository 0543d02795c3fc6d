"""How long a request waits for the database: limits kept by our side, since one that is silent keeps none.

They hold inside `in_request()` alone: a migration or a job may take as long as it takes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

import psycopg

T = TypeVar("T")

#: Seconds for one answer of the database, and for "are you there?" on a connection kept from before. With the
#: time to connect (settings), a page says 503 within ten.
ANSWER, HEALTH = 6.0, 2.0
#: What others wait for the one request that finds out whether the database is there again.
BRIEF = 0.2

_limit: ContextVar[float | None] = ContextVar("limit", default=None)
_silent = threading.Event()
#: The thread that asks on behalf of all others, where there is one.
_watcher: int | None = None
_trial = threading.Lock()


@contextmanager
def in_request() -> Iterator[None]:
    """Until the block ends, this thread works for somebody who waits."""
    token = _limit.set(ANSWER)
    try:
        yield
    finally:
        _limit.reset(token)


@contextmanager
def watching(seconds: float) -> Iterator[None]:
    """Until the block ends this thread, which waits so long for an answer, finds out for all others of the
    process whether a database that fell silent is there again."""
    global _watcher  # noqa: PLW0603
    token, _watcher = _limit.set(seconds), threading.get_ident()
    try:
        yield
    finally:
        _watcher = None
        _limit.reset(token)


def limit() -> float | None:
    """Seconds that an answer of the database may take here; None: as long as it must."""
    return _limit.get()


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """A smaller limit, where there is one."""
    before = _limit.get()
    token = _limit.set(None if before is None else min(before, seconds))
    try:
        yield
    finally:
        _limit.reset(token)


def connected(connect: Callable[[], T]) -> T:
    """What `connect` returns. While the database is silent one thread of this process at a time asks for a
    connection, the watcher where there is one; all others are refused at once.

    Raises:
        psycopg.OperationalError: refused, or `connect` raised it.
    """
    if limit() is None or not _silent.is_set():
        return _noted(connect)
    if _watcher not in (None, threading.get_ident()) or not _trial.acquire(timeout=BRIEF):
        raise psycopg.OperationalError("The database says nothing; another thread is asking it.")
    try:
        return _noted(connect)
    finally:
        _trial.release()


def _noted(connect: Callable[[], T]) -> T:
    try:
        made = connect()
    except psycopg.errors.ConnectionTimeout:
        _silent.set()
        raise
    _silent.clear()
    return made
