"""A connection that has just answered is not asked whether it still does, unless the server hung up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from project.postgres import base
from project.postgres.base import DatabaseWrapper


@pytest.fixture
def kept(db: None) -> Iterator[DatabaseWrapper]:
    """A connection of its own, as a request finds it: kept from the one before, to be looked at first."""
    wrapper: Any = connection.copy("kept")
    wrapper.settings_dict |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    wrapper.ensure_connection()
    answer(wrapper)
    wrapper.close_if_unusable_or_obsolete()  # what Django does as a request begins
    yield wrapper
    wrapper.close()


def answer(wrapper: DatabaseWrapper, sql: str = "SELECT pg_backend_pid()") -> int:
    with wrapper.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def asked(wrapper: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Collects the questions whether the server is there."""
    questions: list[Any] = []
    original = base.base.DatabaseWrapper.is_usable

    def ask(self: Any) -> Any:
        questions.append(self)
        return original(self)

    monkeypatch.setattr(base.base.DatabaseWrapper, "is_usable", ask)
    return questions


def test_one_that_has_just_answered_is_not_asked(
    kept: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = asked(kept, monkeypatch)

    assert answer(kept) and questions == []


def test_one_that_answered_long_ago_is_asked(kept: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    questions = asked(kept, monkeypatch)
    kept.connection.answered_at -= base.FRESH

    assert answer(kept) and len(questions) == 1


def test_one_that_the_server_hung_up_is_replaced(
    kept: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a restart of the server: nobody's request fails for it."""
    before = kept.connection.info.backend_pid
    assert answer(connection, f"SELECT pg_terminate_backend({before}, 5000)::int") == 1  # type: ignore[arg-type]
    questions = asked(kept, monkeypatch)

    assert answer(kept) not in (0, before) and len(questions) == 1
