"""Every operation of the schema has examples, and they are what they are examples of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from project.api.router import router
from project.api.views import schema
from project.base.api.resource import Resource


def contents() -> Iterator[tuple[str, dict[str, Any]]]:
    """(where, JSON content) of each body and of each answer that is no refusal."""
    for path, methods in schema()["paths"].items():
        for method, operation in methods.items():
            where = f"{method.upper()} {path}"
            parts = {"body": operation.get("requestBody", {}), **operation["responses"]}
            for name, part in parts.items():
                for kind, content in part.get("content", {}).items():
                    if kind == "application/json":
                        yield f"{where} {name}", content


def test_each_has_an_example_that_holds() -> None:
    without = [where for where, content in contents() if "example" not in content]
    wrong = {
        where: [f"{error.json_path}: {error.message}" for error in found]
        for where, content in contents()
        if "example" in content and (found := list(_errors(content)))
    }

    assert (without, wrong) == ([], {})


def _errors(content: dict[str, Any]) -> Iterator[Any]:
    whole = {**content["schema"], "components": schema()["components"]}
    return Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(content["example"])


def test_every_operation_has_a_name_of_its_own_and_words() -> None:
    operations = [found for methods in schema()["paths"].values() for found in methods.values()]
    names = [found["operationId"] for found in operations]

    assert len(set(names)) == len(names)
    assert [found["operationId"] for found in operations if not found.get("summary")] == []
    assert {tag for found in operations for tag in found["tags"]} <= {
        "agencies", "analytics", "billing", "clients", "orders", "search", "support", "users",
        "writer-management",
    }  # fmt: skip


def test_what_may_be_refused_by_its_state_knows_its_thing() -> None:
    """Else a 409 could not say what is possible instead."""
    blind = {
        f"{prefix} {name}"
        for prefix, viewset, _basename in router.registry
        for name, method in vars(viewset).items()
        if (stated := getattr(method, "endpoint", None)) and (stated.moves or stated.versioned)
        if getattr(method, "detail", False) and viewset.thing is Resource.thing
    }

    assert blind == {"agencies/members sign_out"}, "of people who are no members any more"
