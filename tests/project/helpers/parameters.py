"""What the program reads from addresses and forms: where it does, and under which names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.urls import get_resolver

ROOT = Path(__file__).resolve().parents[3]
#: What a module holds that reads something by its name.
READING = r"\bquery\s*\.|\.\s*get(?:list)?\s*\("
#: An attribute of a control in a template, when no variable makes up the name.
CONTROL = re.compile(r'\bname="([a-z][a-z0-9_-]*)"')


def modules(holding: str) -> Iterator[tuple[str, ast.Module]]:
    """Our modules, each as it is written: (path from the root, tree). Those in which the regular expression
    `holding` is found: to parse the others, too, takes seconds."""
    for app in ("project", *settings.OUR_APPS):
        for path in sorted((ROOT / app.partition(".")[0]).rglob("*.py")):
            text = "" if "migrations" in path.parts else path.read_text()
            if re.search(holding, text):
                yield str(path.relative_to(ROOT)), ast.parse(text)


@cache
def read_by_name() -> frozenset[str]:
    """The names that are given to the reader, to a `get` or to a `getlist`."""
    found = set()
    for _path, tree in modules(READING):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                readers = isinstance(node.func.value, ast.Name) and node.func.value.id == "query"
                at = 1 if readers else 0 if node.func.attr in ("get", "getlist") else None
                named = node.args[at : at + 1] if at is not None else []
                found |= {
                    arg.value for arg in named if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                }
    return frozenset(name for name in found if re.fullmatch("[a-z][a-z0-9_-]*", name)) | {"q"}


def of_forms() -> set[str]:
    """The fields of every form class of ours."""
    assert get_resolver().url_patterns  # every view, and so every form, is imported
    known, new = set(), [forms.Form, forms.BaseForm]
    while new:
        kind: Any = new.pop()
        known.add(kind)
        new += [under for under in kind.__subclasses__() if under not in known]
    ours = [kind for kind in known if kind.__module__.partition(".")[0] in (*settings.OUR_APPS, "project")]
    return {name for kind in ours for name in getattr(kind, "base_fields", {})}


def of_templates() -> set[str]:
    """The names of the controls that our pages hold."""
    return {
        name for path in (ROOT / "templates").rglob("*.html") for name in CONTROL.findall(path.read_text())
    }


def every_name() -> list[str]:
    """All of them, and rows that forms number."""
    numbered = {"form-TOTAL_FORMS", "form-0-key", "form-1-name", "point-0-issue", "point-1-answer"}
    numbered |= {"style-0-name", "fee-INK-2026-00001", "label_1", "amount_1", "opens_0_0", "minor-hours"}
    numbered |= {"delta:work:", "why:work:", "own-label:1", "own-amount:1", "keep-brief", "point-1-verdict"}
    filters = {"after", "client", "writer", "state", "due", "severity", "scope", "cause", "asked", "assignee"}
    return sorted(read_by_name() | of_forms() | of_templates() | numbered | filters)
