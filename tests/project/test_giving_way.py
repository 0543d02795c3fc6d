"""manage.py migrate beside people who work: it waits briefly, gives way and comes again."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.core.management.commands import migrate as djangos
from django.db import connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from project.base.migrations import ConcurrentIndex, ConcurrentUnique
from project.management.commands import migrate
from tests.helpers.database import end_others

pytestmark = pytest.mark.django_db(transaction=True)


def one(statement: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0] if cursor.description else None


@pytest.fixture
def trial() -> Iterator[None]:
    end_others()
    one("CREATE TABLE trial (id bigint)")
    yield
    one("DROP TABLE trial")


@contextmanager
def held(statement: str, seconds: float) -> Iterator[None]:
    """Somebody else's transaction, which has executed this, for so long."""
    begun, free = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            begun.set()
            free.wait(seconds)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    begun.wait(5)
    try:
        yield
    finally:
        free.set()
        thread.join()


@pytest.fixture
def adds_a_column(monkeypatch: pytest.MonkeyPatch, trial: None) -> list[str]:
    """In place of all migrations; notes the time-out of each try."""
    tries: list[str] = []

    def handle(_command: Any, **_options: Any) -> None:
        tries.append(one("SHOW lock_timeout"))
        with transaction.atomic():
            one("ALTER TABLE trial ADD COLUMN extra int")

    monkeypatch.setattr(djangos.Command, "handle", handle)
    return tries


def test_a_table_in_use_is_tried_again(adds_a_column: list[str]) -> None:
    begun = time.monotonic()
    with held("LOCK TABLE trial IN ACCESS SHARE MODE", 1.2):
        call_command("migrate", verbosity=0)

    assert len(adds_a_column) >= 2 and set(adds_a_column) == {"700ms"}
    assert time.monotonic() - begun < 4
    assert one("SHOW lock_timeout") == "4s"
    assert one("SELECT count(*) FROM information_schema.columns WHERE table_name = 'trial'") == 2


def test_in_the_end_it_says_so(adds_a_column: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "TRIES", 1)
    with (
        held("LOCK TABLE trial IN ACCESS SHARE MODE", 5),
        pytest.raises(CommandError, match="in use every time a migration needed it"),
    ):
        call_command("migrate", verbosity=0)

    assert one("SHOW lock_timeout") == "4s"


def test_two_machines_migrate_one_after_the_other(
    adds_a_column: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = f"SELECT pg_advisory_xact_lock({migrate.ONE_AT_A_TIME})"
    monkeypatch.setattr(migrate, "WAIT_FOR_ANOTHER", 0.1)
    with held(lock, 5), pytest.raises(CommandError, match="Another machine"):
        call_command("migrate", verbosity=0)
    assert adds_a_column == []

    monkeypatch.setattr(migrate, "WAIT_FOR_ANOTHER", 5)
    with held(lock, 0.3):
        call_command("migrate", verbosity=0)
    assert len(adds_a_column) == 1


INDEX = ConcurrentIndex("trial", models.Index(fields=["id"], name="trial_id"))
UNIQUE = ConcurrentUnique(
    "trial", models.UniqueConstraint(fields=["id"], condition=models.Q(id__gt=0), name="trial_id")
)


@pytest.fixture(params=[INDEX, UNIQUE], ids=["index", "unique"])
def add_index(trial: None, request: pytest.FixtureRequest) -> Any:
    before, after = ProjectState(), ProjectState()
    fields = [("id", models.BigIntegerField(primary_key=True))]
    for state in (before, after):
        migrations.CreateModel("Trial", fields, {"db_table": "trial"}).state_forwards("orders", state)
    operation = request.param
    operation.state_forwards("orders", after)

    def add() -> None:
        with connection.schema_editor(atomic=False) as editor:
            operation.database_forwards("orders", editor, before, after)

    return add


VALID = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'trial_id'::regclass"


def test_an_index_is_finished_whatever_was_left_of_it(add_index: Any) -> None:
    add_index()
    first = one("SELECT 'trial_id'::regclass::oid")
    add_index()
    assert one("SELECT 'trial_id'::regclass::oid") == first, "one that is whole is not built again"

    one("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'trial_id'::regclass")
    add_index()
    assert one(VALID) is True


def test_an_index_waits_for_long_transactions_and_nobody_for_it(add_index: Any) -> None:
    one("SET lock_timeout = '200ms'")
    with held("INSERT INTO trial VALUES (1)", 0.8):
        add_index()

    assert one(VALID) is True
    assert one("SHOW lock_timeout") == "200ms"
    connection.close()
