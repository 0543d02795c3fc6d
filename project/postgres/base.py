"""Django's PostgreSQL backend, whose connections do not keep a request waiting for ever."""

from __future__ import annotations

import datetime as dt
import select
import time
from typing import Any

import psycopg
from django.conf import settings
from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import BaseTzLoader, register_tzloader
from psycopg.pq import ConnStatus, Format, TransactionStatus

from . import patience

#: Prepared statements that one connection keeps; those of the oldest use go first.
MOST_PREPARED = 500
#: How PostgreSQL plans a prepared statement: each time for the values, or once.
FOR_VALUES, ONCE = "force_custom_plan", "force_generic_plan"
#: Seconds for which a connection that has answered is not asked whether it still does.
FRESH = 1.0


class Connection(psycopg.Connection[Any]):
    """A connection that is hung up when an answer takes longer than the limit of `patience`.

    All that psycopg asks of the server goes through `wait`: statements, commits, savepoints. The time limits
    of the server (statement_timeout) are no help when it is stopped, or hidden behind a network that is gone.
    """

    #: When the last answer came, by the clock that never goes back.
    answered_at = 0.0
    #: How prepared statements are planned, as it was last said; to begin with, as the settings say.
    plans = ONCE

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        most = patience.limit() if timeout is None else None
        begun = time.monotonic()
        try:
            answer = super().wait(gen, interval, timeout if most is None else most)
        except psycopg.OperationalError:
            if most is not None and time.monotonic() - begun >= most:
                self.pgconn.finish()  # nothing may be asked on it any more: it would wait for this answer
            raise
        self.answered_at = time.monotonic()
        return answer

    def plan(self, how: str) -> None:
        """Have prepared statements planned that way from now on. Within a transaction nothing is said, since
        what is said there may be taken back with it: then a statement is planned as the one before."""
        between = self.autocommit and self.pgconn.transaction_status == TransactionStatus.IDLE
        if how != self.plans and between:
            self.execute(f"SET plan_cache_mode = {how}")
            self.plans = how

    def is_fresh(self) -> bool:
        """Whether the server answered a moment ago and has said nothing since: one that hangs up says so."""
        if time.monotonic() - self.answered_at > FRESH or self.pgconn.status != ConnStatus.OK:
            return False
        heard = select.poll()
        heard.register(self.pgconn.socket, select.POLLIN)
        return not heard.poll(0)


class _Psycopg:
    """The module psycopg, as Django uses it, but for the kind of connection."""

    connect = Connection.connect

    def __getattr__(self, name: str) -> Any:
        return getattr(psycopg, name)


class UtcLoader(BaseTzLoader):
    """Moments of a connection in UTC, read by Python's own parser: a page of rows holds some two hundred, and
    Django's loader takes ten times as long for each. What that parser cannot read goes to Django's, which
    says why."""

    timezone = dt.UTC

    def load(self, data: Any) -> Any:
        try:
            return dt.datetime.fromisoformat(bytes(data).decode())
        except ValueError:
            return super().load(data)


_ServerBindingCursor: Any = base.ServerBindingCursor
_Operations: Any = base.DatabaseWrapper.ops_class


class PreparingCursor(_ServerBindingCursor):
    """Django's cursor with the values beside the statement. Other cursors of ours write them into it."""

    plans: str | None = ONCE

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        if self.plans is not None:
            self.connection.plan(self.plans)
        return super().execute(query, params, **{**options, "prepare": True})


class Operations(_Operations):
    """Django's, which also tell of the last statement of a PreparingCursor."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> Any:
        if isinstance(cursor, PreparingCursor):
            return self.compose_sql(sql, params)
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects and asks within the limits of `patience`."""

    Database: Any = _Psycopg()
    ops_class = Operations

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        made: Any = patience.connected(lambda: super(DatabaseWrapper, self).get_new_connection(conn_params))
        made.prepare_threshold, made.prepared_max = 0, MOST_PREPARED
        if self.timezone == dt.UTC:
            made.adapters.register_loader("timestamptz", UtcLoader)
        return made

    def prepared_cursor(self, *, one_plan: bool | None = True) -> Any:
        """A cursor whose statements this connection prepares, for those of few shapes; where
        settings.PREPARED_STATEMENTS is off, one as any other.

        With `one_plan` it plans them once, and runs them with other values from then on: to plan a large one
        takes longer than to run it. Without, it plans them for their values each time: left to choose,
        PostgreSQL takes one plan for all after five, by what it believes of an average account. None is for a
        statement that has but one plan: it goes without a word before it about how to plan.
        """
        if not settings.PREPARED_STATEMENTS:
            return self.cursor()
        self.ensure_connection()
        with self.wrap_database_errors:
            cursor = PreparingCursor(self.connection)
            cursor.plans = None if one_plan is None else ONCE if one_plan else FOR_VALUES
            if self.timezone != cursor.adapters.get_loader(base.TIMESTAMPTZ_OID, Format.TEXT).timezone:
                register_tzloader(self.timezone, cursor)
        wrapped: Any = super()
        return wrapped._prepare_cursor(cursor)

    def is_usable(self) -> bool:
        """Asked by Django before the first query of a request. While requests follow each other closely, the
        question would cost as much as the query."""
        if self.connection.is_fresh():
            return True
        with patience.at_most(patience.HEALTH):
            return bool(super().is_usable())
