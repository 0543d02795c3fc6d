"""A new database is made by squashed migrations: they come to the same as those that they replace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

OURS = ("agencies", "accounts", "clients", "catalog", "drafts", "orders", "quotes", "billing", "writers")
#: What a database says of itself, without the order of columns.
CATALOG = (
    "SELECT table_name, column_name, udt_name, is_nullable, column_default, character_maximum_length, is_identity,"
    " generation_expression FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), condeferrable, condeferred FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)


def test_each_squashed_one_replaces_all_before_it_and_nothing_twice():
    every = MigrationLoader(None).disk_migrations
    disk = {key: migration for key, migration in every.items() if key[0] in OURS}
    replaced = [name for migration in disk.values() for name in migration.replaces]

    assert len(replaced) == len(set(replaced)) > 20
    assert set(replaced) <= set(disk)
    for (app, name), migration in disk.items():
        if migration.replaces:
            first, _, last = name.partition("_squashed_")
            names = sorted(other for _app, other in migration.replaces)
            assert {other_app for other_app, _name in migration.replaces} == {app}
            assert names[-1] == last and names[0][:4] == first[:4]


@pytest.fixture
def empty_database(django_db_blocker: Any) -> Iterator[Any]:
    """`empty_database(name)`: from then on the connection is to a new database; all are dropped afterwards."""
    home, made = connection.settings_dict["NAME"], []

    def begin(name: str) -> None:
        connection.close()
        connection.settings_dict["NAME"] = home
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        made.append(name)
        connection.close()
        connection.settings_dict["NAME"] = name

    with django_db_blocker.unblock():
        yield begin
        connection.close()
        connection.settings_dict["NAME"] = home
        for name in made:
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')


def catalog() -> list[set[Any]]:
    found = []
    with connection.cursor() as cursor:
        for question in CATALOG:
            cursor.execute(question)
            found.append(set(cursor.fetchall()))
    return found


@pytest.mark.slow
def test_both_ways_lead_to_the_same_database(empty_database: Any):
    catalogs = []
    for name, replace in (("quillhouse_short", True), ("quillhouse_long", False)):
        empty_database(name)
        executor = MigrationExecutor(connection)
        executor.loader = MigrationLoader(connection, replace_migrations=replace)
        nodes = executor.loader.graph.leaf_nodes()
        executor.migrate([node for node in nodes if replace or not executor.loader.disk_migrations[node].replaces])
        catalogs.append(catalog())

    for short, long in zip(*catalogs, strict=True):
        assert short == long
