"""Making the database of the measurements, and adding houses to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from agencies.models import Agency
from project.base import clock
from project.launcher.say import step

from . import houses, moulds, portfolios, schema
from .closures import World
from .fill import YEARS, Filling
from .houses import HOUSES, MOULD, House

#: So much room for building an index again.
MEMORY = "256MB"
INDEXES = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relnamespace = 'public'::regnamespace AND NOT i.indisunique
    AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
"""


def begin() -> None:
    """Bring the connected, empty database up to date, and play the stories in the mould's house.

    What a crash could lose here is made anew."""
    with step("Making the tables"):
        call_command("migrate", verbosity=0, interactive=False)
    with step("Playing the stories that all orders are copies of"), unhurried():
        now = clock.now()
        agency = houses.found(MOULD, now - dt.timedelta(days=200))
        houses.admit_spare(MOULD, agency, now - dt.timedelta(days=200))
        moulds.play(agency, houses.playing_crew(agency), now)


def add(wanted: Sequence[House]) -> None:
    """Fill those houses that are not there yet, each as a whole or not at all."""
    for house in wanted:
        if not Agency.objects.filter(code=house.code).exists():
            with step(f"Filling {house.name}.localhost with {house.orders:,} orders"), unhurried():
                found_and_fill(house, clock.now())
                portfolios.fill(Agency.objects.get(code=house.code), clock.now())
                _tidy()


def there() -> list[House]:
    """The houses that the connected database holds, the smallest first."""
    codes = set(Agency.objects.values_list("code", flat=True))
    return [house for house in HOUSES if house.code in codes]


def found_and_fill(house: House, now: dt.datetime) -> None:
    """Found a house and fill it with copies of what the mould's house has at `now`: all of it or nothing."""
    with transaction.atomic():
        agency = houses.found(house, now - YEARS - dt.timedelta(days=1))
        raw: Any = connection.connection.cursor()
        raw.execute("SET CONSTRAINTS ALL IMMEDIATE")
        raw.execute("SET LOCAL session_replication_role = replica")
        with _without_indexes(raw):
            mould = Agency.objects.get(code=MOULD.code)
            world = World(raw, schema.read(raw), mould.pk)
            Filling(raw, world, mould, house, agency).fill(settings.MEDIA_ROOT, now)
        raw.execute("SET LOCAL session_replication_role = DEFAULT")


@contextmanager
def _without_indexes(cursor: Any) -> Iterator[None]:
    """Inside, only what keeps rows unique is kept up; the other indexes are built anew afterwards, which is
    quicker by far."""
    cursor.execute(INDEXES)
    found = cursor.fetchall()
    for name, _definition in found:
        cursor.execute(f"DROP INDEX {name}")
    yield
    cursor.execute(f"SET LOCAL maintenance_work_mem = '{MEMORY}'")
    for _name, definition in found:
        cursor.execute(definition)


def _tidy() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def unhurried() -> Iterator[None]:
    """Inside, statements take as long as they take, and nobody waits for the disk."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0; SET synchronous_commit = off")
    try:
        yield
    finally:
        connection.close()
