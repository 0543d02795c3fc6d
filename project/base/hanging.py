"""What hangs on rows: every row of any table that names them, and what names those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import ForeignKey, Model, QuerySet

#: Rows of one table from which on it is worth counting them before they go.
MANY = 200
#: The keys of rows by their table.
Found = Mapping[type[Model], set[int]]


def hanging_on(roots: Iterable[QuerySet[Any]]) -> dict[type[Model], set[int]]:
    """The rows of `roots` with all that hangs on them, whether it must or may name them. One query for each
    table and level."""
    found: dict[type[Model], set[int]] = defaultdict(set)
    waiting = [(rows.model, set(rows.values_list("pk", flat=True))) for rows in roots]
    while waiting:
        model, keys = waiting.pop()
        new = keys - found[model]
        if not new:
            continue
        found[model] |= new
        for field in naming(model):  # type: ignore[arg-type]
            rows = field.model._base_manager.filter(**{f"{field.attname}__in": new})
            waiting.append((field.model, set(rows.values_list("pk", flat=True))))
    return {model: keys for model, keys in found.items() if keys}


def delete_found(found: Found) -> int:
    """Delete these rows, in any order: foreign keys are checked when all are gone. Gives how many.

    Each key that goes is looked for in every table that could name it: see count_anew.
    """
    count = 0
    count_anew(model for model, keys in found.items() if len(keys) >= MANY)
    with connection.cursor() as cursor:
        for model, keys in found.items():
            options: Any = model._meta
            # Both names are a model's own.
            cursor.execute(
                f'DELETE FROM "{options.db_table}" WHERE "{options.pk.column}" = ANY(%s)',  # noqa: S608
                [list(keys)],
            )
            count += cursor.rowcount
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return count


def count_anew(models: Iterable[type[Model]]) -> None:
    """Let the database learn how many rows these tables have by now. Where many came only just, it does not
    know yet, and would look through all of an agency's for each key that is asked for."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')


@cache
def children_first(
    root: type[Model], without: tuple[type[Model], ...] = ()
) -> tuple[tuple[type[Model], ...], ...]:
    """The tables whose rows all name a row of `root`, in an order in which they can be emptied: each behind
    those that name it. Tables that name each other in a ring come together."""
    tables = [model for model in apps.get_models() if _must_name(model, root) and model not in without]
    named = {
        model: {field.related_model for field in _keys_of(model) if field.related_model in tables} - {model}
        for model in tables
    }
    return tuple(tuple(group) for group in reversed(_rings_first_named(named)))


def _must_name(model: type[Model], root: type[Model]) -> bool:
    return any(field.related_model is root and not field.null for field in _keys_of(model))


def _keys_of(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]


def _rings_first_named(named_by: Mapping[type[Model], set[Any]]) -> list[list[type[Model]]]:
    """Tarjan's strongly connected components: each behind all that it names."""
    order: dict[Any, int] = {}
    lowest: dict[Any, int] = {}
    stack: list[Any] = []
    found: list[list[type[Model]]] = []

    def visit(model: Any) -> None:
        order[model] = lowest[model] = len(order)
        stack.append(model)
        for named in named_by[model]:
            if named not in order:
                visit(named)
            if named in stack:
                lowest[model] = min(lowest[model], lowest[named])
        if lowest[model] == order[model]:
            place = stack.index(model)
            found.append(stack[place:])
            del stack[place:]

    for model in named_by:
        if model not in order:
            visit(model)
    return found


@cache
def naming(model: type[Model]) -> tuple[ForeignKey[Any, Any], ...]:
    """The foreign keys of all tables that point to this one; those of many-to-many relations too."""
    relations = (each for each in model._meta.get_fields(include_hidden=True) if each.auto_created)
    fields = (getattr(relation, "field", None) for relation in relations)
    return tuple(field for field in fields if isinstance(field, ForeignKey))
