"""The chains and what replaces them on a new database lead to the same, from wherever a database comes."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations import CreateModel, Migration, RunPython
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from project import health
from project.base.migrations import SQUASHED, Squashed, applied
from project.launcher import squash
from project.launcher.squash import KEPT
from project.launcher.squashed_rules import Rules
from tests.project.helpers.new_database import assert_same, catalog, migrate, new_database  # noqa: F401

APPS: list[str] = settings.OUR_APPS
#: What the walk has proved, as a digest of all that it stands on.
WALKED = settings.BASE_DIR / "tests/project/squashed_walk.txt"
AGAIN = "Run `bin/test -n0 --slow tests/project/test_squashed.py`, which proves it anew and keeps the proof."
#: Where the walk rests: chains that are whole, half-way, and not begun.
HALF_WAY = [
    ("accounts", "0006_stored_answers"),
    ("clients", "0013_named_accounts_found"),
    ("drafts", "0004_languages"),
    ("orders", "0020_offers_that_keep_the_price"),
    ("quotes", "0005_house_style"),
    ("billing", "0002_rules"),
    ("support", "0010_merged_found"),
]


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    """Chains and what replaces them, side by side."""
    return MigrationLoader(None, replace_migrations=False)


def squashed(loader: MigrationLoader) -> dict[str, Migration]:
    found = [each for each in loader.disk_migrations.values() if each.replaces and each.app_label in APPS]
    assert len(found) == len(APPS), "one for each app: remove those of before"
    return {migration.app_label: migration for migration in found}


def key_of(migration: Migration) -> tuple[str, str]:
    return migration.app_label, migration.name


def test_one_for_each_app_replaces_its_chain_from_the_beginning(loader: MigrationLoader) -> None:
    for app, migration in squashed(loader).items():
        last = migration.replaces[-1]
        chain = [key for key in loader.graph.forwards_plan(last) if key[0] == app and key not in KEPT]
        assert migration.replaces == chain
        assert migration.name == f"0001{SQUASHED}{last[1]}"
        assert isinstance(migration, Squashed)
        made = [isinstance(operation, CreateModel) for operation in migration.operations]
        assert made == sorted(made, reverse=True)
        assert not any(isinstance(operation, RunPython) for operation in migration.operations)


def test_it_leads_to_the_models_of_the_chain(loader: MigrationLoader) -> None:
    every = squashed(loader)
    of_chains = loader.project_state([migration.replaces[-1] for migration in every.values()]).models
    alone = MigrationLoader(None)
    of_squashed = alone.project_state([key_of(migration) for migration in every.values()]).models

    judge = MigrationAutodetector(alone.project_state(), alone.project_state())
    for key in sorted(key for key in of_chains.keys() | of_squashed.keys() if key[0] in APPS):
        one, other = of_chains[key], of_squashed[key]
        assert list(one.fields) == list(other.fields), key
        assert judge.deep_deconstruct(one.fields) == judge.deep_deconstruct(other.fields), key
        assert judge.deep_deconstruct(one.options) == judge.deep_deconstruct(other.options), key
        assert (one.bases, one.managers) == (other.bases, other.managers), key


def test_it_keeps_the_rules_of_the_chain(loader: MigrationLoader) -> None:
    for app, migration in squashed(loader).items():
        kept = Rules(loader, app, [key_of(migration)]).calls
        assert kept == Rules(loader, app, migration.replaces).calls, app


def test_only_what_has_grown_is_written_anew(
    loader: MigrationLoader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database has the others recorded by their names: they may wait for nothing that it has not."""
    shutil.copy(settings.BASE_DIR / "pyproject.toml", tmp_path)
    before = {}
    for app in APPS:
        (written,) = (settings.BASE_DIR / app / "migrations").glob("*_squashed_*.py")
        home = tmp_path / app / "migrations"
        home.mkdir(parents=True)
        before[app] = Path(shutil.copy(written, home)).read_bytes()
    chains, key = squash.chains(), ("agencies", "9999_next")
    last = squash.leaf_of(chains, "agencies")
    ends = {app: each.replaces[-1] for app, each in squashed(loader).items()}
    same = [app for app in APPS if app != "agencies" and squash.leaf_of(chains, app) == ends[app]]
    chains.disk_migrations[key] = next_one = Migration(key[1], key[0])
    chains.graph.add_node(key, next_one)
    chains.graph.add_dependency(next_one, key, last)
    monkeypatch.setattr(squash, "chains", lambda: chains)

    squash.squash(APPS, tmp_path)

    after = {app: list((tmp_path / app / "migrations").iterdir()) for app in APPS}
    assert [path.name for path in after["agencies"]] == ["0001_squashed_9999_next.py"]
    assert "9999_next" in after["agencies"][0].read_text()
    assert same and all(after[app][0].read_bytes() == before[app] for app in same)


def digest() -> str:
    """Of the sources of both, and of what runs them."""
    loader, root = MigrationLoader(None, replace_migrations=False), settings.BASE_DIR
    every = squashed(loader).values()
    keys = sorted([*KEPT, *(key for each in every for key in [key_of(each), *each.replaces])])
    paths = [root / app / "migrations" / f"{name}.py" for app, name in keys]
    paths += [root / "project/base/migrations.py", *sorted((root / "project/base/constraints").glob("*.py"))]
    whole = hashlib.sha256(django.__version__.encode())
    for path in paths:
        whole.update(f"\0{path.relative_to(root)}\0".encode() + path.read_bytes())
    return whole.hexdigest()


@pytest.mark.slow
def test_databases_from_everywhere_on_the_way_arrive_at_the_same(
    new_database: list[set[Any]],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A walk along the chains by a program of before, half-way, and on by this one. Then a database of before
    which has all is taken for one that has all, and nothing is done to it."""
    with monkeypatch.context() as patch:
        _hide_squashed(patch)
        MigrationExecutor(connection).migrate(HALF_WAY)
    migrate()
    assert_same(catalog(), new_database)

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE strpos(name, %s) > 0", [SQUASHED])
    monkeypatch.setattr(health, "_migrated", False)
    assert health.all_migrated()
    monkeypatch.setattr(MigrationExecutor, "apply_migration", _nothing)
    migrate()

    assert_same(catalog(), new_database)
    WALKED.write_text(f"{digest()}\n")


def test_what_the_walk_stands_on_is_what_it_was() -> None:
    assert WALKED.read_text().strip() == digest(), AGAIN


@pytest.mark.django_db
def test_archives_and_backups_of_before_and_of_later_are_told_by_the_chains() -> None:
    """Their manifests name what is applied; how it was squashed says nothing of a version."""
    named = applied(connection)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE strpos(name, %s) > 0", [SQUASHED])
        assert applied(connection) == named
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('orders', '0001_squashed_0099_later', now())"
        )

    assert applied(connection) == named
    assert "orders.0001_initial" in named
    health.forget_rules()
    assert health.rules() == "complete"
    health.forget_rules()


def _hide_squashed(patch: pytest.MonkeyPatch) -> None:
    """As it was before them."""
    load = MigrationLoader.load_disk

    def only_chains(loader: MigrationLoader) -> None:
        load(loader)
        every = loader.disk_migrations.items()
        loader.disk_migrations = {key: each for key, each in every if not each.replaces}

    patch.setattr(MigrationLoader, "load_disk", only_chains)


def _nothing(*_arguments: Any) -> None:
    raise AssertionError("a migration is run")
