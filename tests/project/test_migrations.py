"""The migrations: few, quick on a new database, and harmless when they are interrupted or run twice.
How chains are squashed: tests/project/test_squashed.py."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.migrations import CreateModel, Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState

from project.base.constraints import AppendOnly, KeptFor, SameAgency, SameParent
from project.base.migrations import SQUASHED, ConcurrentIndex, ManyTables, MoreColumns
from tests.project.helpers.new_database import assert_same, catalog, migrate, new_database  # noqa: F401

APPS: list[str] = settings.OUR_APPS
#: The user comes first and alone: agencies points to it, and all else of accounts points to agencies.
USER = ("accounts", "0001_initial")
INITIAL = {
    USER,
    ("accounts", "0002_initial"),
    *((app, "0001_initial") for app in APPS if app != "accounts"),
}


def ours(*, single: bool) -> dict[tuple[str, str], Migration]:
    """The migrations of our apps as they are run on a new database, or those of the chains, one by one."""
    loader = MigrationLoader(None)
    found = loader.disk_migrations if single else loader.graph.nodes
    return {
        key: migration
        for key, migration in found.items()
        if key[0] in APPS and not (single and migration.replaces)
    }


def test_each_app_begins_with_its_tables_in_one_migration() -> None:
    initial = {key: migration for key, migration in ours(single=True).items() if migration.initial}

    assert set(initial) == INITIAL
    for migration in initial.values():
        assert isinstance(migration, ManyTables)
        assert {type(operation) for operation in migration.operations} == {CreateModel}
    assert [operation.name for operation in initial[USER].operations] == ["User"]


def test_the_rules_follow_in_one_migration_for_each_app() -> None:
    rules = {key: migration for key, migration in ours(single=True).items() if key[1].endswith("_rules")}

    assert {app for app, _name in rules} == {app for app, _name in INITIAL}
    assert len(rules) == len({app for app, _name in rules})
    for migration in rules.values():
        assert {type(operation) for operation in migration.operations} <= {
            SameAgency,
            SameParent,
            AppendOnly,
            KeptFor,
        }


def test_no_migration_waits_for_an_app_to_the_right_nor_for_one_that_is_squashed() -> None:
    every = {**ours(single=True), **ours(single=False)}

    for (app, _name), migration in every.items():
        assert not [name for _other, name in migration.dependencies if SQUASHED in name]
        others = {other for other, _of in migration.dependencies if other in APPS}
        if app == "agencies":
            others.discard("accounts")  # the user
        assert all(APPS.index(other) <= APPS.index(app) for other in others)


@pytest.mark.django_db
def test_no_change_of_a_model_lacks_its_migration() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


class Killed(Exception):
    pass


def test_interrupted_undone_and_done_again_it_leads_to_the_same_and_renders_no_model_for_every_other(
    new_database: list[set[Any]],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun = []
    for place, name in ((AppendOnly, "database_forwards"), (MigrationExecutor, "record_migration")):
        with monkeypatch.context() as patch:
            patch.setattr(place, name, _killed(getattr(place, name)))
            with pytest.raises(Killed):
                migrate()
        begun.append(catalog())
    with monkeypatch.context() as patch:
        rendered = _count_rendered(patch)
        migrate()
    for arguments in ((), ("billing", "zero"), ()):
        migrate(*arguments)

    for killed in begun:
        assert 0 < len(killed[0]) < len(new_database[0])
        assert not any(table == "agencies_agency" for table, *_ in killed[0])
        assert not any(app == "agencies" for app, _name in killed[-1])
    assert_same(catalog(), new_database)
    assert 0 < len(rendered) < _most_rendered()


def _count_rendered(patch: pytest.MonkeyPatch) -> list[str]:
    """The models that Django renders from now on. That is what costs time: it renders those of a state again
    and again, fourteen thousand times for the chains."""
    rendered: list[str] = []
    render = ModelState.render
    patch.setattr(
        ModelState, "render", lambda state, apps: (rendered.append(state.name), render(state, apps))[1]
    )
    return rendered


def _most_rendered() -> int:
    """Each model once; and all once more for a migration that adds columns, and for an index that is built
    while people write, which is an operation of its own state."""
    run = ours(single=False).values()
    columns = sum(isinstance(migration, MoreColumns) for migration in run)
    apart = [migration for migration in run if not migration.atomic]
    indexes = sum(isinstance(one, ConcurrentIndex) for migration in apart for one in migration.operations)
    return 450 + len(apps.get_models()) * (columns + indexes)


def _killed(really: Any) -> Any:
    """In place of a step: the first one for the tables of an app is not done."""

    def step(*arguments: Any) -> Any:
        if any(getattr(each, "app_label", each) == "agencies" for each in arguments):
            raise Killed
        return really(*arguments)

    return step
