"""What the database must have is worked out from the program; one that lacks some of it is found."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from project import health, integrity
from project.integrity import Rule

pytestmark = pytest.mark.django_db
#: Made by Django beside any migration.
DJANGOS_OWN = {"cache_entries", "django_migrations"}


def test_what_is_expected_is_there_and_nothing_else_is() -> None:
    expected = integrity.expected()

    assert integrity.missing(connection) == []
    for rule in integrity.found(connection):
        if rule.table not in DJANGOS_OWN:
            assert expected & {*integrity.forms_of(rule)}, f"nobody expects {rule}"


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        (
            "DROP TRIGGER append_only ON orders_orderevent",
            Rule("trigger", "orders_orderevent", "append_only"),
        ),
        (
            "ALTER TABLE orders_orderevent DISABLE TRIGGER append_only",
            Rule("trigger", "orders_orderevent", "append_only"),
        ),
        (
            "DROP FUNCTION quillhouse_append_only CASCADE",
            Rule("function", "", "quillhouse_append_only"),
        ),
        (
            "ALTER TABLE orders_order DROP CONSTRAINT orders_order_draft_id_agency",
            Rule("foreign key", "orders_order", "", ("agency_id", "draft_id")),
        ),
        (
            "ALTER TABLE accounts_user DROP CONSTRAINT user_email_lower",
            Rule("check", "accounts_user", "user_email_lower"),
        ),
        ("DROP INDEX user_photo", Rule("unique", "accounts_user", "user_photo")),
        (
            "DROP TRIGGER procrastinate_trigger_delete_jobs_v1 ON procrastinate_jobs",
            Rule("trigger", "procrastinate_jobs", "procrastinate_trigger_delete_jobs_v1"),
        ),
        (
            "ALTER TABLE orders_orderline DROP CONSTRAINT orders_orderline_pkey CASCADE",
            Rule("primary key", "orders_orderline", "", ("id",)),
        ),
    ],
    ids=lambda value: value.split()[0] if isinstance(value, str) else str(value),
)
def test_a_rule_that_is_gone_is_named_and_not_ready(statement: str, rule: Rule) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    health.forget_rules()
    assert health.asked()[0] and health.asked()[1]["rules"] == "complete"
    with connection.cursor() as cursor:
        cursor.execute(statement)
    health.forget_rules()

    assert rule in integrity.missing(connection)
    healthy, facts = health.asked()
    assert (healthy, facts["rules"]) == (False, "missing")
    said = StringIO()
    with pytest.raises(CommandError, match="lacks"):
        call_command("check_integrity", stdout=said)
    assert str(rule) in said.getvalue()
    health.forget_rules()


def test_a_database_of_a_later_program_is_not_judged() -> None:
    """The old program goes on beside the migrations of the next one, which may have dropped something."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('orders', '9999_later', now())"
        )
        cursor.execute("DROP INDEX user_photo")
    health.forget_rules()

    healthy, facts = health.asked()

    assert (healthy, facts["rules"]) == (True, "unknown")
    health.forget_rules()


def test_the_answer_is_kept_for_a_minute() -> None:
    health.forget_rules()
    assert health.rules() == "complete"
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX user_photo")

    assert health.rules() == "complete"
    health.forget_rules()
    assert health.rules() == "missing"
    health.forget_rules()
