"""bin/check refuses migrations that hold people up, or that the program of before cannot live with."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from django.contrib.postgres.operations import NotInTransactionMixin, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from project.base.constraints import SameAgency, SameAgencyFromNow, SameAgencyProved
from project.base.migrations import ConcurrentIndex
from project.launcher.migration_lint import faults, linted, of_operations

pytestmark = pytest.mark.django_db
ORDER, TOKEN = "order", "accesstoken"
INDEX = models.Index(fields=["title"], name="order_title")
NEW = migrations.CreateModel(
    "Complaint",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("number", models.PositiveIntegerField()),
        ("order", models.ForeignKey("orders.order", models.PROTECT)),
    ],
    options={
        "constraints": [
            models.UniqueConstraint(fields=["number", "order"], name="complaint_once"),
            models.CheckConstraint(condition=models.Q(number__gt=2), name="complaint_number"),
        ]
    },
)


def integer(**more: Any) -> models.IntegerField:
    return models.IntegerField(**more)


def key() -> models.ForeignKey:
    return models.ForeignKey("accounts.user", models.PROTECT, null=True, db_index=False, related_name="+")


@cache
def latest() -> ProjectState:
    """What the next migration begins with. Nobody changes it: each gets a copy."""
    state: ProjectState = MigrationLoader(None).project_state()
    assert state.apps, "rendered for all of them"
    return state


def judged(*operations: Any, app: str = "orders", atomic: bool = True) -> list[str]:
    """What is said of a migration that would come next."""
    migration = Migration("0099_next", app)
    migration.operations, migration.atomic = list(operations), atomic
    return list(faults([(migration, latest().clone())]))


def anything(*_arguments: Any) -> None:
    pass


@pytest.fixture(autouse=True)
def beside_the_transaction_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NotInTransactionMixin, "_ensure_not_in_transaction", anything)


def test_ours_pass() -> None:
    assert list(faults(list(linted()))) == []


@pytest.mark.parametrize(
    ("operations", "atomic"),
    [
        ([migrations.AddField(ORDER, "extra", integer(null=True))], True),
        ([migrations.AddField(ORDER, "extra", integer(db_default=3))], True),
        ([migrations.AddField(ORDER, "checked_by", key())], True),
        ([NEW], True),
        ([NEW, migrations.AddField(ORDER, "extra", integer(null=True))], True),
        ([ConcurrentIndex(ORDER, INDEX)], False),
        ([migrations.RunPython(anything, anything)], True),
        ([SameAgencyProved(ORDER, "draft")], True),
    ],
    ids=["null", "default", "empty key", "table", "hot table last", "index", "rows", "proved"],
)
def test_what_holds_nobody_up(operations: list[Any], atomic: bool) -> None:
    assert judged(*operations, atomic=atomic) == []


@pytest.mark.parametrize(
    ("operations", "word"),
    [
        ([migrations.AddField(ORDER, "extra", integer(default=3))], "ban-drop-default"),
        ([migrations.RenameField(ORDER, "title", "name")], "renaming-column"),
        ([migrations.RenameModel("order", "commission")], "renaming-table"),
        ([migrations.RemoveField(ORDER, "title")], "ban-drop-column"),
        ([migrations.DeleteModel("DeadlineProposal")], "ban-drop-table"),
        ([migrations.AlterField(ORDER, "title", models.TextField(max_length=9))], "changing-column-type"),
        ([migrations.AddIndex(ORDER, INDEX)], "require-concurrent-index-creation"),
        (
            [migrations.AddConstraint(ORDER, models.UniqueConstraint(fields=["title"], name="u"))],
            "disallowed-unique-constraint",
        ),
        (
            [migrations.AddConstraint(ORDER, models.CheckConstraint(condition=models.Q(id__gt=0), name="c"))],
            "constraint-missing-not-valid",
        ),
        ([SameAgency(ORDER, "draft")], "constraint-missing-not-valid"),
        (
            [
                migrations.AddField(ORDER, "extra", integer(null=True)),
                migrations.AddField("deadlineproposal", "extra", integer(null=True)),
            ],
            "orders_deadlineproposal is changed under the lock of orders_order",
        ),
        (
            [migrations.AddField(ORDER, "extra", integer(null=True)), migrations.RunSQL("SELECT 1")],
            "a migration of their own",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_holds_people_up(operations: list[Any], word: str) -> None:
    assert any(word in fault for fault in judged(*operations)), judged(*operations)


def test_none_waits_for_a_squashed_one() -> None:
    """It would be a circle when the chains, with this one, are squashed again."""
    migration = Migration("0099_next", "orders")
    migration.dependencies = [("orders", "0001_squashed_0035_boards_found"), ("catalog", "0002_rules")]

    (fault,) = of_operations(migration)

    assert "0001_squashed_0035_boards_found" in fault


def test_what_is_squashed_is_not_judged_again() -> None:
    every = MigrationLoader(None).disk_migrations.values()
    replaced = {key for migration in every for key in migration.replaces}

    assert not replaced & {(migration.app_label, migration.name) for migration, _state in linted()}


def test_without_a_transaction_only_what_can_be_run_again() -> None:
    extra = migrations.AddField(ORDER, "extra", integer(null=True))

    assert any("interrupted" in fault for fault in judged(extra, ConcurrentIndex(ORDER, INDEX), atomic=False))


def test_an_index_is_removed_beside_one_that_is_made() -> None:
    removed = RemoveIndexConcurrently(ORDER, "order_list")

    assert judged(ConcurrentIndex(ORDER, INDEX), removed, atomic=False) == []


def test_a_rule_from_now_on_reads_no_row() -> None:
    assert not any("not-valid" in fault for fault in judged(SameAgencyFromNow(ORDER, "draft")))
