"""One door each: what only one function of the program may write."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from orders.models import LedgerEntry

ROOT = Path(settings.BASE_DIR)
WRITES = {"create", "get_or_create", "update_or_create", "bulk_create", "add", "set"}
#: Names under which other rows reach their entries: `order.ledger.create(…)`.
RELATED = {field.remote_field.get_accessor_name() for field in LedgerEntry._meta.fields if field.remote_field}


def sources() -> Iterator[Path]:
    """Every module of our apps and of the project, without migrations."""
    folders = {Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == ROOT} | {
        ROOT / "project"
    }
    for folder in sorted(folders):
        yield from (path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts)


def entries_written(source: str) -> list[str]:
    """The functions of a module that make rows of the ledger, one name
    for each place; "" outside a function."""
    found: list[str] = []

    def walk(node: ast.AST, inside: str) -> None:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            inside = node.name
        if isinstance(node, ast.Call) and _makes_an_entry(node.func):
            found.append(inside)
        for child in ast.iter_child_nodes(node):
            walk(child, inside)

    walk(ast.parse(source), "")
    return found


def _makes_an_entry(called: ast.expr) -> bool:
    parts = ast.unparse(called).split(".")
    if parts[-1] == "LedgerEntry":
        return True
    return parts[-1] in WRITES and bool({"LedgerEntry", *RELATED} & set(parts[:-1]))


def test_book_alone_writes_into_the_ledger() -> None:
    written = [
        (str(path.relative_to(ROOT)), name)
        for path in sources()
        for name in entries_written(path.read_text())
    ]

    # One of an act, and those of an import: its rows in one statement.
    ledger = "orders/actions/ledger.py"
    assert set(written) == {(ledger, "book"), (ledger, "charge_imported")}


@pytest.mark.parametrize(
    "line",
    [
        "LedgerEntry(order=order).save()",
        "LedgerEntry.objects.create(order=order)",
        "models.LedgerEntry(order=order)",
        "LedgerEntry.objects.bulk_create(LedgerEntry(**each) for each in facts)",
        "order.ledger.create(kind='charge')",
        "account.ledger.bulk_create([])",
        "LedgerEntry.objects.filter(order=order).get_or_create(kind='charge')",
        "self.order.ledger.update_or_create()",
    ],
)
def test_every_way_to_write_an_entry_is_found(line: str) -> None:
    assert set(entries_written(f"def act():\n    {line}\n")) == {"act"}


@pytest.mark.parametrize(
    "line", ["order.ledger.filter(kind='charge').exists()", "LedgerEntry.objects.get(pk=1)"]
)
def test_reading_is_no_writing(line: str) -> None:
    assert entries_written(line) == []
