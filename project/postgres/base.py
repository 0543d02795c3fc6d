"""Django's PostgreSQL backend, whose connections do not keep a request waiting for ever."""

from __future__ import annotations

import time
from typing import Any

import psycopg
from django.db.backends.postgresql import base

from . import patience


class Connection(psycopg.Connection[Any]):
    """A connection that is hung up when an answer takes longer than the limit of `patience`.

    All that psycopg asks of the server goes through `wait`: statements, commits, savepoints. The time limits
    of the server (statement_timeout) are no help when it is stopped, or hidden behind a network that is gone.
    """

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        most = patience.limit()
        if timeout is not None or most is None:
            return super().wait(gen, interval, timeout)
        begun = time.monotonic()
        try:
            return super().wait(gen, interval, most)
        except psycopg.OperationalError:
            if time.monotonic() - begun >= most:
                self.pgconn.finish()  # nothing may be asked on it any more: it would wait for this answer
            raise


class _Psycopg:
    """The module psycopg, as Django uses it, but for the kind of connection."""

    connect = Connection.connect

    def __getattr__(self, name: str) -> Any:
        return getattr(psycopg, name)


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects and asks within the limits of `patience`."""

    Database: Any = _Psycopg()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        return patience.connected(lambda: super(DatabaseWrapper, self).get_new_connection(conn_params))

    def is_usable(self) -> bool:
        with patience.at_most(patience.HEALTH):
            return bool(super().is_usable())
