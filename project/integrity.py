"""The rules that the database itself keeps: those that models and migrations make, and those that are there.

A database that was restored from half a dump has its rows, answers, and has lost what forbids wrong ones.
What must be there is worked out from the models, the migrations' own operations and procrastinate's schema,
so that no list of it has to be kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import connection as default_connection
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from project.base.constraints import (
    APPEND_ONLY_FUNCTION,
    KEPT_FUNCTION,
    AppendOnly,
    BeforeWrite,
    Derived,
    EmptyIsNull,
    KeptFor,
    NoChain,
    SameAgency,
)
from project.base.search_functions import FunctionsOfSearch


class Rule(NamedTuple):
    """One thing that keeps rows right or finds them. Known by its columns where it has no name of its own
    (`name` is empty): names that Django invents stay behind when a field is renamed."""

    kind: str  #: primary key, foreign key, unique, check, exclusion, index, trigger, function
    table: str
    name: str = ""
    columns: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join(filter(None, (self.kind, self.name, f"on {self.table}" if self.table else ""))) + (
            f" ({', '.join(self.columns)})" if self.columns else ""
        )


#: What a constraint of a model is in the catalogue; another kind is an error here, not overlooked.
KINDS: dict[type[models.BaseConstraint], tuple[str, ...]] = {
    models.CheckConstraint: ("check",),
    models.UniqueConstraint: ("unique",),
    ExclusionConstraint: ("exclusion", "index"),
}
#: Everything in the schema, with its name and with its columns. What is switched off or half built (an index
#: that could not be finished) does not count.
FOUND = """
SELECT CASE contype WHEN 'p' THEN 'primary key' WHEN 'f' THEN 'foreign key'
       WHEN 'c' THEN 'check' ELSE 'exclusion' END,
       t.relname, conname,
       ARRAY(SELECT a.attname::text FROM unnest(conkey) WITH ORDINALITY AS k (number, place)
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number ORDER BY k.place)
FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
WHERE c.connamespace = current_schema()::regnamespace AND contype IN ('p', 'f', 'c', 'x')
UNION ALL
SELECT CASE WHEN i.indisunique THEN 'unique' ELSE 'index' END, t.relname, x.relname,
       CASE WHEN i.indpred IS NULL AND i.indexprs IS NULL THEN
       ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int[]) WITH ORDINALITY AS k (number, place)
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number ORDER BY k.place)
       ELSE '{}' END
FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
WHERE x.relnamespace = current_schema()::regnamespace AND NOT i.indisprimary AND i.indisvalid
UNION ALL
SELECT 'trigger', t.relname, tgname, '{}' FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
WHERE t.relnamespace = current_schema()::regnamespace AND NOT tgisinternal AND tgenabled <> 'D'
UNION ALL
SELECT 'function', '', proname, '{}' FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
"""


def found(connection: BaseDatabaseWrapper) -> list[Rule]:
    """What the database has, each with its name and its columns. One question to the catalogue."""
    with connection.cursor() as cursor:
        cursor.execute(FOUND)
        return [Rule(kind, table, name, tuple(columns)) for kind, table, name, columns in cursor.fetchall()]


def missing(connection: BaseDatabaseWrapper) -> list[Rule]:
    """What models and migrations make and this database lacks, sorted. Empty: it is whole.

    It means something only where all migrations of this program, and no later ones, are applied.
    """
    there = {form for rule in found(connection) for form in forms_of(rule)}
    return sorted(expected() - there)


def forms_of(rule: Rule) -> tuple[Rule, Rule]:
    """How a rule that was found may be expected: by its name, or by its columns."""
    return rule._replace(columns=()), rule._replace(name="")


@cache
def expected() -> frozenset[Rule]:
    """What this program's models and migrations make."""
    tables = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    by_models = (rule for model in tables for rule in _of_model(model))
    return frozenset([*by_models, *_of_migrations(), *_of_procrastinate()])


def _of_model(model: type[models.Model]) -> Iterator[Rule]:
    table = model._meta.db_table
    fields: list[Any] = list(model._meta.local_concrete_fields)
    for field in fields:
        column = (str(field.column),)
        if field.primary_key:
            yield Rule("primary key", table, columns=column)
        elif field.unique:
            yield Rule("unique", table, columns=column)
        elif field.db_index:
            yield Rule("index", table, columns=column)
        textual, key = isinstance(field, models.CharField | models.TextField), field.remote_field
        if textual and (field.unique or field.db_index):
            yield Rule("index", table, columns=column)  # Django adds one for LIKE
        if key and field.db_constraint:
            yield Rule("foreign key", table, columns=column)
        if field.db_check(default_connection):
            yield Rule("check", table, columns=column)
    for names in model._meta.unique_together:
        columns = (str(model._meta.get_field(name).column) for name in names)  # type: ignore[union-attr]
        yield Rule("unique", table, columns=tuple(columns))
    for constraint in model._meta.constraints:
        yield from (Rule(kind, table, constraint.name) for kind in KINDS[type(constraint)])
    for index in model._meta.indexes:
        yield Rule("index", table, index.name)


def _of_migrations() -> Iterator[Rule]:
    """Of the operations that say what models cannot (project.base.constraints)."""
    for (app, _name), migration in MigrationLoader(None).disk_migrations.items():
        for operation in migration.operations if app in settings.OUR_APPS else ():
            if isinstance(operation, SameAgency):
                model = apps.get_model(app, operation.model)
                for field in operation.fields:
                    shared = getattr(operation, "shared", "agency")
                    columns = (f"{shared}_id", str(model._meta.get_field(field).column))
                    yield Rule("foreign key", model._meta.db_table, columns=columns)
            elif isinstance(operation, AppendOnly):
                table = apps.get_model(app, operation.model)._meta.db_table
                yield Rule("trigger", table, "append_only")
                source = KEPT_FUNCTION if isinstance(operation, KeptFor) else APPEND_ONLY_FUNCTION
                yield from _named("function", r"FUNCTION (\w+)", source)
            elif isinstance(operation, Derived):
                yield Rule("function", "", operation.function)
                yield from (Rule("trigger", table, operation.function) for table in operation.tables)
            elif isinstance(operation, FunctionsOfSearch):
                for statement in operation.statements:
                    yield from _named("function", r"FUNCTION (\w+)", statement)
            elif isinstance(operation, BeforeWrite):
                table = apps.get_model(app, operation.model)._meta.db_table
                yield Rule("function", "", operation.trigger)
                yield Rule("trigger", table, operation.trigger)
            elif isinstance(operation, EmptyIsNull | NoChain):
                table = apps.get_model(app, operation.model)._meta.db_table
                yield Rule("function", "", operation.name(table))
                yield Rule("trigger", table, operation.name(table))


def _of_procrastinate() -> Iterator[Rule]:
    """Its migrations end at what its schema says."""
    source = resources.files("procrastinate").joinpath("sql/schema.sql").read_text()
    yield from _named("function", r"^CREATE FUNCTION (\w+)", source)
    yield from _named("trigger", r"^CREATE TRIGGER (\w+)\s[^;]*? ON (\w+)", source)
    yield from _named("unique", r"^CREATE UNIQUE INDEX (\w+) ON (\w+)", source)
    yield from _named("index", r"^CREATE INDEX (\w+) ON (\w+)", source)
    for table, body in re.findall(r"^CREATE TABLE (\w+) ?\((.*?)^\);", source, re.MULTILINE | re.DOTALL):
        yield Rule("primary key", table, columns=("id",))
        for column in re.findall(r"^ +(\w+) bigint[^,]* REFERENCES ", body, re.MULTILINE):
            yield Rule("foreign key", table, columns=(column,))
        for name, kind in re.findall(r"CONSTRAINT (\w+) (CHECK|UNIQUE)", body):
            yield Rule(kind.lower(), table, name)


def _named(kind: str, pattern: str, source: str) -> Iterable[Rule]:
    for match in re.finditer(pattern, source, re.MULTILINE):
        name, table = (*match.groups(), "")[:2]
        yield Rule(kind, table, name)
