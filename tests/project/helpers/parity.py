"""Every verb of the program and its doors: read off the code, so that the table of holes cannot drift."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def verbs() -> dict[str, str]:
    """ "app.module.function" of each public action that somebody does -> its name."""
    return {
        f"{app}.{path.stem}.{node.name}": node.name
        for app in settings.OUR_APPS
        for path in _modules(app, "actions")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _has_actor(node)
    }


def _has_actor(node: ast.FunctionDef) -> bool:
    return any(argument.arg == "actor" for argument in (*node.args.args, *node.args.kwonlyargs))


def named_in(*layers: str) -> set[str]:
    """Every name that the modules of these layers use, of any app."""
    return {
        name
        for app in settings.OUR_APPS
        for layer in layers
        for path in _modules(app, layer)
        for name in _names(ast.parse(path.read_text()))
    }


def _modules(app: str, layer: str) -> list[Path]:
    one = ROOT / app / f"{layer}.py"
    return [one] if one.exists() else sorted((ROOT / app / layer).rglob("*.py"))


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name.rpartition(".")[2]
