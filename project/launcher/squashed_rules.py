"""What the operations of a chain of migrations make beside the models, each once, and how it is written."""

import ast
import re
from collections.abc import Iterator
from typing import Any

from .say import Refusal

#: Operations that a model's state tells of, or that move rows.
TOLD = ("django.db.migrations.operations", "django.contrib.postgres", "project.base.migrations")
#: SQL that makes something, as opposed to rows.
MAKES = re.compile(r"\s*(--.*\s*)*(CREATE|ALTER|DROP)\b")
FUNCTION = re.compile(
    r"CREATE OR REPLACE FUNCTION (\w+)\(\) RETURNS trigger LANGUAGE plpgsql AS \$\$ BEGIN (.*) END \$\$\s*",
    re.DOTALL,
)


class Rules:
    """What the operations of a chain make that no model's state tells of, once each and in their order."""

    def __init__(self, loader: Any, app: str, chain: list[tuple[str, str]]) -> None:
        self.loader, self.app = loader, app
        #: The arguments of each operation, by what makes another call of it the same.
        self.calls: dict[tuple[str, ...], list[Any]] = {}
        for key in chain:
            for operation in loader.disk_migrations[key].operations:
                self._take(key, operation)

    def constants(self) -> str:
        """The texts of several lines, which stand before the class."""
        return "".join(
            f"{call[-1].upper()} = {literal(argument)}\n"
            for call, arguments in self.calls.items()
            for argument in arguments
            if is_long(argument)
        )

    def lines(self) -> Iterator[str]:
        """The operations, as Python."""
        for call, arguments in self.calls.items():
            texts = [call[-1].upper() if is_long(each) else literal(each) for each in arguments]
            yield f"{call[0]}({', '.join(texts)})"

    def _take(self, key: tuple[str, str], operation: Any) -> None:
        from django.db import migrations

        from project.base.constraints import SameAgency
        from project.base.search_functions import FunctionsOfSearch

        module = type(operation).__module__
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            self._apart(key, operation)
        elif isinstance(operation, migrations.RunSQL):
            statements: Any = operation.sql if isinstance(operation.sql, list) else [operation.sql]
            for statement in statements:
                self._sql(statement if isinstance(statement, str) else statement[0])
        elif isinstance(operation, SameAgency):
            self._key(operation)
        elif isinstance(operation, FunctionsOfSearch):
            self.calls["FunctionsOfSearch",] = [Source("*FUNCTIONS")]
        elif module.startswith("project.base.constraints."):
            name, arguments, _ = operation.deconstruct()
            called = arguments[: 1 if name == "Derived" else 2]  # the rest says what it does
            self.calls[f"constraints.{name}", *map(str, called)] = arguments
        elif not module.startswith(TOLD):
            raise Refusal(f"{'.'.join(key)}: nothing is known of {type(operation).__name__}.")

    def _apart(self, key: tuple[str, str], operation: Any) -> None:
        """Database and state: columns that the state has forgotten are there all the same."""
        from django.db.migrations import AlterField, RemoveField

        told = any(isinstance(each, AlterField) for each in operation.state_operations)
        for each in operation.state_operations:
            if isinstance(each, RemoveField):
                self._left(key, each)
        for each in () if told else operation.database_operations:
            self._take(key, each)

    def _left(self, key: tuple[str, str], removed: Any) -> None:
        from django.db import connection

        model = self.loader.project_state(key, at_end=False).apps.get_model(self.app, removed.model_name)
        with connection.schema_editor(collect_sql=True, atomic=False) as editor:
            field = model._meta.get_field(removed.name)
            column = f'"{field.column}" {editor.column_sql(model, field)[0]}'
        self._sql(f'ALTER TABLE "{model._meta.db_table}" ADD COLUMN {column}')

    def _key(self, operation: Any) -> None:
        """One that holds from now on, and its proof, are one that holds; several of a model are one call."""
        name, arguments, _ = operation.deconstruct()
        name = f"constraints.{name.removesuffix('FromNow').removesuffix('Proved')}"
        one_call = (
            arguments[: len(arguments) - len(operation.fields)] if name[12:] != "SameParent" else arguments
        )
        known = self.calls.setdefault((name, *one_call), list(one_call))
        known += [field for field in operation.fields if field not in known]

    def _sql(self, statement: str) -> None:
        from project.base.constraints import APPEND_ONLY_FUNCTION, KEPT_FUNCTION

        function = FUNCTION.fullmatch(statement)
        if function and ("constraints.Derived", function[1]) in self.calls:
            self.calls["constraints.Derived", function[1]][1] = function[2]
        elif MAKES.match(statement) and statement not in (APPEND_ONLY_FUNCTION, KEPT_FUNCTION):
            name = f"statements_{len(self.calls)}"
            self.calls["migrations.RunSQL", name] = [statement, Source("migrations.RunSQL.noop")]


class Source(str):
    """Python, as opposed to a text."""


def is_long(argument: Any) -> bool:
    return isinstance(argument, str) and "\n" in argument


def literal(argument: Any) -> str:
    """The Python of an argument; a text of several lines as a person would write it."""
    if isinstance(argument, Source):
        return argument
    if not is_long(argument):
        return repr(argument)
    long = f'r"""{argument}"""' if "\\" in argument else f'"""{argument}"""'
    return long if ast.literal_eval(long) == argument else repr(argument)
