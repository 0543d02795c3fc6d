"""Rows of the test database as the SQL that stores them again: quicker
by far than the actions that made them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.db import connection, transaction

#: Columns and primary key of every table of ours, of Django and of procrastinate.
SHAPES = """
    SELECT c.relname, array_agg(quote_ident(a.attname) ORDER BY a.attnum) FILTER (WHERE a.attgenerated = ''),
           (array_agg(quote_ident(a.attname)) FILTER (WHERE a.attnum = i.indkey[0]))[1]
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary AND i.indnatts = 1
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
    GROUP BY c.relname
"""


@dataclass(frozen=True)
class Table:
    name: str
    columns: tuple[str, ...]
    key: str


@dataclass(frozen=True)
class Rows:
    """Rows of one table: their primary keys as text, and each as `(value, value, …)` of SQL."""

    table: Table
    values: dict[str, str]

    @property
    def insert(self) -> str:
        """The statement that stores them; nothing where there are none."""
        if not self.values:
            return ""
        columns, values = ", ".join(self.table.columns), ",\n".join(self.values.values())
        return f'INSERT INTO "{self.table.name}" ({columns}) OVERRIDING SYSTEM VALUE VALUES {values};\n'

    def delete(self, keys: Iterable[str]) -> str:
        """The statement that removes the rows of this table with these keys; nothing where there are none."""
        listed = ", ".join(f"'{key}'" for key in keys)
        return f'DELETE FROM "{self.table.name}" WHERE {self.table.key} IN ({listed});\n' if listed else ""


@cache
def tables() -> dict[str, Table]:
    """Every table with a primary key of one column, by name."""
    with connection.cursor() as cursor:
        cursor.execute(SHAPES)
        return {name: Table(name, tuple(columns), key) for name, columns, key in cursor.fetchall()}


def read(table: Table, where: str = "true") -> Rows:
    """The rows of a table, in the order in which they are stored."""
    values = ", ".join(f"quote_nullable({column})" for column in table.columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {table.key}::text, '(' || concat_ws(', ', {values}) || ')' "
            f'FROM "{table.name}" WHERE {where} ORDER BY ctid'
        )
        return Rows(table, dict(cursor.fetchall()))


def store(sql: str) -> None:
    """Run statements made here. The rows were checked when they were first stored:
    no trigger, no foreign key asks again."""
    if not sql:
        return
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(
            f"SET LOCAL session_replication_role = replica;\n{sql}SET LOCAL session_replication_role = "
            "DEFAULT"
        )


def keys(table: Table) -> list[str]:
    """The primary keys of all rows of a table, as text."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {table.key}::text FROM "{table.name}"')
        return [key for (key,) in cursor.fetchall()]
