"""Visits whose writes are taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection, transaction
from django.test import Client
from psycopg.pq import TransactionStatus

from tests.helpers.stages import QUEUEING

T = TypeVar("T")
#: Statements after which there is nothing to take back. `SET` is none: what it sets is.
READING = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "SHOW", "EXPLAIN")


class Undoing:
    """Goes back, after each visit that wrote something, to where the first one began. Most write nothing, and
    a savepoint of their own would cost some of them as much as their answer. Nothing else is to be written
    meanwhile: it would be taken back with them."""

    def __init__(self, point: str) -> None:
        self.point, self.visits, self.wrote = point, False, False

    def note(self, execute: Callable[..., Any], sql: Any, *more: Any) -> Any:
        if not str(sql).startswith(READING) or QUEUEING.search(str(sql)):
            assert self.visits, f"between visits: {sql}"
            self.wrote = True
        return execute(sql, *more)

    def __call__(self, client: Client, visit: Callable[[Client], T]) -> T:
        """What the visit gives; the visitor's cookies are as they were, too."""
        cookies, self.visits, self.wrote = client.cookies.copy(), True, False
        try:
            return visit(client)
        finally:
            client.cookies = cookies
            if self.wrote or connection.needs_rollback or not _goes_on():
                connection.needs_rollback = False
                transaction.savepoint_rollback(self.point)
            self.visits = False


def _goes_on() -> bool:
    """Whether no statement has failed."""
    return bool(connection.connection.info.transaction_status == TransactionStatus.INTRANS)


@contextmanager
def undoing() -> Iterator[Undoing]:
    with transaction.atomic():
        each = Undoing(transaction.savepoint())
        with connection.execute_wrapper(each.note):
            yield each
        transaction.set_rollback(True)
