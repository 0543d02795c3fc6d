"""Texts of before, composed (NFC) as every text is that is stored now (project/base/text.py): what looks
equal is equal. What is appended only (priced lines, issued invoices, history) stays as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DataError, IntegrityError, connection, models, transaction

#: Rows of a table that are looked at in one transaction.
PORTION = 2_000
#: What nobody typed, or what has to stay to the byte: what was sent, and what is answered again.
LEFT = frozenset(
    {"accounts.Mail", "accounts.StoredAnswer", "agencies.WebhookAttempt", "agencies.WebhookDelivery"}
)


@dataclass(frozen=True)
class Texts:
    """The text columns of a table that people type into, directly or by what is made of it."""

    label: str
    table: str
    key: str
    columns: tuple[str, ...]


@dataclass
class Done:
    """What compose_all did to a table: how many rows it wrote, and the keys of those that it could not: their
    composed text is too long, or another row has it already."""

    written: int
    refused: list[Any]


def tables() -> list[Texts]:
    """Every table of ours with such columns."""
    ours = {apps.get_app_config(label).name for label in settings.OUR_APPS}
    found = []
    for model in apps.get_models(include_auto_created=True):
        columns = tuple(_quoted(field) for field in model._meta.concrete_fields if _is_text(field))
        if columns and model._meta.app_config.name in ours and model._meta.label not in LEFT:
            key = _quoted(model._meta.pk)
            found.append(Texts(model._meta.label, model._meta.db_table, key, columns))
    return found


def _quoted(field: Any) -> str:
    return str(connection.ops.quote_name(field.column))


def _is_text(field: Any) -> bool:
    written = not field.generated and not field.choices and not field.primary_key
    return written and isinstance(field, models.CharField | models.TextField)


def appended_only() -> frozenset[str]:
    """The tables whose rows the database lets nobody change."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.relname FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid "
            "WHERE t.relnamespace = current_schema()::regnamespace AND g.tgname = 'append_only'"
        )
        return frozenset(name for (name,) in cursor.fetchall())


def decomposed(texts: Texts) -> int:
    """How many rows of the table have a text that is not composed. Reads all of it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {texts.table} WHERE {_apart(texts)}")  # noqa: S608
        return int(cursor.fetchone()[0])


def compose_all(texts: Texts) -> Done:
    """Compose the texts of a table, in portions, each in its own transaction: people go on working. Run
    again, it finds its work done."""
    done = Done(0, [])
    for keys in _portions(texts):
        try:
            done.written += _compose(texts, keys)
        except (IntegrityError, DataError):
            for key in keys:
                try:
                    done.written += _compose(texts, [key])
                except (IntegrityError, DataError):
                    done.refused.append(key)
    return done


def _portions(texts: Texts) -> Iterator[list[Any]]:
    last: list[Any] = []
    while True:
        beyond = f"WHERE {texts.key} > %s" if last else ""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {texts.key} FROM {texts.table} {beyond} ORDER BY {texts.key} LIMIT {PORTION}",  # noqa: S608
                last,
            )
            keys = [key for (key,) in cursor.fetchall()]
        if not keys:
            return
        yield keys
        last = keys[-1:]


def _compose(texts: Texts, keys: list[Any]) -> int:
    values = ", ".join(f"{column} = normalize({column}, NFC)" for column in texts.columns)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {texts.table} SET {values} WHERE {texts.key} = ANY(%s) AND ({_apart(texts)})",  # noqa: S608
            [keys],
        )
        return int(cursor.rowcount)


def _apart(texts: Texts) -> str:
    return " OR ".join(f"{column} IS NOT NFC NORMALIZED" for column in texts.columns)
