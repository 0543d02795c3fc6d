"""The migrations: few, without leftovers, quick on a new database, and harmless
when they are interrupted or run twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations import CreateModel, Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState

from project.base.constraints import AppendOnly, KeptFor, SameAgency, SameParent
from project.base.migrations import ConcurrentIndex, ManyTables, MoreColumns

APPS: list[str] = settings.OUR_APPS
#: The user comes first and alone: agencies points to it, and all else of accounts points to agencies.
USER = ("accounts", "0001_initial")
INITIAL = {
    USER,
    ("accounts", "0002_initial"),
    *((app, "0001_initial") for app in APPS if app != "accounts"),
}
#: What a database says of itself, without the order of columns.
CATALOG = (
    "SELECT table_name, column_name, udt_name, is_nullable, column_default, character_maximum_length, "
    "is_identity,"
    " generation_expression FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), condeferrable, condeferred FROM "
    "pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)


def ours() -> dict[tuple[str, str], Migration]:
    disk = MigrationLoader(None).disk_migrations
    return {key: migration for key, migration in disk.items() if key[0] in APPS}


def test_each_app_begins_with_its_tables_in_one_migration() -> None:
    initial = {key: migration for key, migration in ours().items() if migration.initial}

    assert set(initial) == INITIAL
    for migration in initial.values():
        assert isinstance(migration, ManyTables)
        assert {type(operation) for operation in migration.operations} == {CreateModel}
    assert [operation.name for operation in initial[USER].operations] == ["User"]


def test_the_rules_follow_in_one_migration_for_each_app() -> None:
    rules = {key: migration for key, migration in ours().items() if key[1].endswith("_rules")}

    assert {app for app, _name in rules} == {app for app, _name in INITIAL}
    assert len(rules) == len({app for app, _name in rules})
    for migration in rules.values():
        assert {type(operation) for operation in migration.operations} <= {
            SameAgency,
            SameParent,
            AppendOnly,
            KeptFor,
        }


def test_nothing_is_squashed_and_no_migration_waits_for_an_app_to_the_right() -> None:
    for (app, _name), migration in ours().items():
        assert migration.replaces == []
        others = {other for other, _of in migration.dependencies if other in APPS}
        if app == "agencies":
            others.discard("accounts")  # the user
        assert all(APPS.index(other) <= APPS.index(app) for other in others)


@pytest.mark.django_db
def test_no_change_of_a_model_lacks_its_migration() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


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


def migrate(*arguments: str) -> None:
    call_command("migrate", *arguments, verbosity=0)


class Killed(Exception):
    pass


def test_interrupted_undone_and_done_again_it_leads_to_the_same(
    new_database: list[set[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(AppendOnly, "database_forwards", _killed)
        with pytest.raises(Killed):
            migrate()
    begun = catalog()
    for arguments in ((), (), ("billing", "zero"), ()):
        migrate(*arguments)
    done = catalog()

    assert 0 < len(begun[0]) < len(done[0])
    for one_go, several in zip(new_database, done, strict=True):
        assert one_go == several


def test_a_new_database_renders_no_model_for_every_other(
    new_database: list[set[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is what costs time: Django renders the models of a state, 4,456 times for the initial migrations
    alone if it does so after each operation. A migration that adds columns renders them all once more."""
    rendered = []
    render = ModelState.render
    monkeypatch.setattr(
        ModelState, "render", lambda state, apps: (rendered.append(state.name), render(state, apps))[1]
    )

    migrate()

    columns = sum(isinstance(migration, MoreColumns) for migration in ours().values())
    # An index that is built while people write is an operation of its own state.
    apart = [migration for migration in ours().values() if not migration.atomic]
    indexes = sum(isinstance(one, ConcurrentIndex) for migration in apart for one in migration.operations)
    assert 0 < len(rendered) < 450 + len(apps.get_models()) * (columns + indexes)


def _killed(*_arguments: Any) -> None:
    raise Killed
