"""Every part of every statement that a page asks keeps to its agency, so that a tenant gets no dearer by its
neighbours. Every page is held against it in test_every_page.py."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.apps import apps

TABLE = re.compile(r'FROM "(\w+)"')


def of_agencies() -> set[str]:
    """The tables whose rows name their agency."""
    models = apps.get_models(include_auto_created=True)
    return {
        model._meta.db_table
        for model in models
        if any(getattr(field, "attname", "") == "agency_id" for field in model._meta.get_fields())
    }


def subqueries(sql: str) -> Iterator[str]:
    """Each subquery of a statement, without those within it."""
    text = re.sub(r"'(?:[^']|'')*'", "''", sql)
    opened: list[tuple[int, list[str]]] = []
    for place, char in enumerate(text):
        if char == "(":
            opened.append((place, []))
        elif char == ")" and opened:
            start, within = opened.pop()
            inner = text[start + 1 : place]
            own = inner
            for nested in within:
                own = own.replace(nested, "")
            if inner.lstrip().startswith("SELECT"):
                yield own
                within = []
                if opened:
                    opened[-1][1].append(f"({inner})")
            elif opened:
                opened[-1][1].extend(within)


#: The sessions of a person are that person's at all agencies, and found by who it is.
OF_PEOPLE = {"accounts_personsession": ('"user_id"', '"public_id"')}


def strangers(sql: str, tables: set[str]) -> list[str]:
    """The tables of agencies that a subquery of this statement reads without naming one."""
    found = []
    for own in subqueries(sql):
        table, condition = TABLE.search(own), own.partition(" WHERE ")[2]
        keys = ('"agency_id"', *OF_PEOPLE.get(table[1], ())) if table else ()
        if table and table[1] in tables and not any(key in condition for key in keys):
            found.append(f"{table[1]}: {own[:400]}")
    return found


@pytest.mark.parametrize(
    ("sql", "wanted"),
    [
        ('SELECT (SELECT 1 FROM "orders_order" U0 WHERE U0."agency_id" = (3)) FROM "x"', 0),
        ('SELECT (SELECT 1 FROM "orders_order" U0 WHERE U0."id" = (3)) FROM "x"', 1),
        ('SELECT 1 FROM "orders_order" WHERE "orders_order"."id" = 3', 0),
        (
            'SELECT 1 FROM "x" WHERE a IN (SELECT U0."agency_id" FROM "orders_order" U0 WHERE U0."id" IN '
            '(SELECT V0."id" FROM "orders_offer" V0 WHERE V0."agency_id" = 3))',
            1,
        ),
        ('SELECT \'(SELECT 1 FROM "orders_order")\' FROM "x"', 0),
        ('SELECT (SELECT 1 FROM "django_session" U0 WHERE U0."id" = (3)) FROM "x"', 0),
    ],
)
def test_what_counts_as_a_stranger(sql: str, wanted: int) -> None:
    assert len(strangers(sql, of_agencies())) == wanted
