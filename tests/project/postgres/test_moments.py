"""Moments come back as they were stored, to the microsecond and in UTC."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DataError, connection
from django.db.backends.postgresql.psycopg_any import BaseTzLoader

from project.postgres.base import UtcLoader

pytestmark = pytest.mark.django_db

UTC = dt.UTC
VIENNA = dt.timezone(dt.timedelta(hours=1))
MOMENTS = (
    dt.datetime(2026, 12, 1, 6, 20, 48, 930492, UTC),
    dt.datetime(2026, 12, 1, 6, 20, 48, 500000, UTC),
    dt.datetime(2026, 12, 1, 6, 20, tzinfo=UTC),
    dt.datetime(1926, 3, 1, 23, 59, 59, 1, UTC),
    dt.datetime(1, 1, 1, tzinfo=UTC),
    dt.datetime(9999, 12, 31, 23, 59, 59, 999999, UTC),
    dt.datetime(2026, 12, 1, 7, 20, tzinfo=VIENNA),
)


def stored(moment: dt.datetime) -> dt.datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [moment])
        (found,) = cursor.fetchone()
    assert isinstance(found, dt.datetime)
    return found


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_a_moment_is_the_one_that_was_stored(moment: dt.datetime) -> None:
    found = stored(moment)

    assert (found, found.tzinfo) == (moment, UTC)


def test_django_reads_the_same() -> None:
    texts = [moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f+00").encode() for moment in MOMENTS[:4]]

    class Slow(BaseTzLoader):
        timezone = UTC

    for text in texts:
        assert UtcLoader(0, connection.connection).load(text) == Slow(0, connection.connection).load(text)


@pytest.mark.parametrize("told", ["infinity", "-infinity", "0044-03-15 12:00:00+00 BC", "20000-01-01+00"])
def test_what_python_cannot_hold_is_an_error_of_the_driver(told: str) -> None:
    with connection.cursor() as cursor, pytest.raises(DataError):
        cursor.execute("SELECT %s::timestamptz", [told])
        cursor.fetchone()


def test_at_another_offset_it_is_the_same_moment() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'Asia/Kolkata'")

    assert stored(MOMENTS[0]) == MOMENTS[0]


def test_connections_read_by_it() -> None:
    connection.ensure_connection()

    assert connection.connection.adapters.get_loader(1184, 0) is UtcLoader
