"""`manage.py prepare`, which bin/run calls at each start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any
from unittest.mock import Mock

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from project import health
from project.management.commands.migrate import Command as Migrate
from project.management.commands.migrate import nothing_is_left
from tests.helpers.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    health.forget_rules()
    yield
    health.forget_rules()


def test_production_never_serves_the_demo(cast: Cast, settings: Any, tmp_path: Any) -> None:
    """Somebody tried the demo and then switched the same folder to
    production: everybody knows these passwords."""
    settings.PRODUCTION, settings.STATIC_ROOT = True, tmp_path

    with pytest.raises(CommandError, match="This database holds the demo"):
        call_command("prepare")


def last_migration_of(app: str) -> tuple[str, str]:
    """The single one, where it is squashed."""
    graph = MigrationLoader(None).graph
    (last,) = graph.leaf_nodes(app)
    key: tuple[str, str] = [last, *graph.nodes[last].replaces][-1]
    return key


def forget_the_last_migration() -> None:
    MigrationRecorder(connection).record_unapplied(*last_migration_of("billing"))


def lose_a_permission() -> None:
    Permission.objects.get(codename="view_order", content_type__app_label="orders").delete()


def lose_the_cache() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache_entries")


@pytest.mark.parametrize("lose", [forget_the_last_migration, lose_a_permission, lose_the_cache])
def test_whatever_migrate_leaves_behind_is_looked_for(
    lose: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a kill between the last migration and what follows it."""
    monkeypatch.setattr(health, "_migrated", False)
    assert nothing_is_left()

    lose()

    monkeypatch.setattr(health, "_migrated", False)
    assert not nothing_is_left()


def test_a_database_that_is_up_to_date_is_not_migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_migrated", False)
    monkeypatch.setattr(Migrate, "handle", Mock(side_effect=AssertionError("it was migrated")))

    call_command("prepare")


def test_what_was_lost_is_made_again(capsys: pytest.CaptureFixture[str]) -> None:
    lose_a_permission()

    call_command("prepare")

    assert Permission.objects.filter(codename="view_order", content_type__app_label="orders").exists()
    assert "check_integrity" not in capsys.readouterr().out


def test_it_says_when_rules_of_the_database_are_missing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX user_photo")
    health.forget_rules()
    said = StringIO()

    call_command("prepare", stdout=said)

    assert "The database lacks rules: manage.py check_integrity lists them." in said.getvalue()
