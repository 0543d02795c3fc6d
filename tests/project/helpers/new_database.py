"""A new, empty database beside that of the tests, and what a database says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

#: Without the order of columns. What is recorded is what a program of before looks for.
CATALOG = (
    "SELECT table_name, column_name, udt_name, is_nullable, column_default, character_maximum_length, "
    "is_identity, collation_name, numeric_precision, numeric_scale,"
    " generation_expression FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), condeferrable, condeferred FROM "
    "pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgenabled FROM pg_trigger"
    " WHERE NOT tgisinternal",
    "SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "SELECT app, name FROM django_migrations",
)


@pytest.fixture
def new_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[set[Any]]]:
    """The connection is to a new, empty database, which is dropped afterwards.
    Gives the catalog of the tests' own one."""
    home = connection.settings_dict["NAME"]
    new = f"{home}_new"
    with django_db_blocker.unblock():
        made_in_one_go = catalog()
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{new}" TEMPLATE template0')
        connection.close()
        connection.settings_dict["NAME"] = new
        yield made_in_one_go
        connection.close()
        connection.settings_dict["NAME"] = home
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{new}"')
        connection.close()


def catalog() -> list[set[Any]]:
    found = []
    with connection.cursor() as cursor:
        for question in CATALOG:
            cursor.execute(question)
            found.append(set(cursor.fetchall()))
    return found


def assert_same(one: list[set[Any]], other: list[set[Any]]) -> None:
    """Else what one of them has, and the other has not, is printed."""
    more = [
        (sign, row)
        for sign, here, there in (("-", one, other), ("+", other, one))
        for row in _more(here, there)
    ]
    assert not more, "\n".join(f"{sign} {row}" for sign, row in more)


def _more(here: list[set[Any]], there: list[set[Any]]) -> list[Any]:
    return [row for these, those in zip(here, there, strict=True) for row in these - those]


def migrate(*arguments: str) -> None:
    call_command("migrate", *arguments, verbosity=0)
