"""python -m project.launcher.squash: begins the migrations anew for databases that have none.

Writes for each of our apps one migration that `replaces` its whole chain: the tables as they are after it,
and the rules that no model knows. What moved rows of old databases is left out. The migrations before, its
own of former times aside, stay as they are; docs/operating.md says when to call it.
"""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .environment import ROOT
from .say import Refusal, refuse, step

#: What it writes, and what it replaces when it is called again.
SQUASHED = "*_squashed_*.py"
#: Stays what it is: agencies waits for the user, and all else of accounts for agencies.
KEPT = {("accounts", "0001_initial")}
#: Apps of others whose migrations come first: some render every model that there is, so they find few.
OTHERS = ("account", "auth", "contenttypes", "mfa", "procrastinate", "sessions")
#: Operations that a model's state tells of, or that move rows.
TOLD = ("django.db.migrations.operations", "django.contrib.postgres", "project.base.migrations")
#: SQL that makes something, as opposed to rows.
MAKES = re.compile(r"\s*(--.*\s*)*(CREATE|ALTER|DROP)\b")
FUNCTION = re.compile(
    r"CREATE OR REPLACE FUNCTION (\w+)\(\) RETURNS trigger LANGUAGE plpgsql AS \$\$ BEGIN (.*) END \$\$\s*",
    re.DOTALL,
)
#: Those that a file does not need, ruff takes out.
IMPORTS = """from django.db import migrations
from project.base import constraints
from project.base.migrations import Squashed
from project.base.search_functions import FUNCTIONS, FunctionsOfSearch
"""
HEAD = '''"""All that {app} has after {last}, for a database that has none of it.

Written by `python -m project.launcher.squash`. A database that has some of it takes what this replaces.
"""

'''


def main() -> int:
    os.environ.setdefault("QUILLHOUSE_ENV", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django

    django.setup(set_prefix=False)
    from django.conf import settings

    try:
        with step("Squashing the migrations"):
            squash(settings.OUR_APPS, ROOT)
    except Refusal as refusal:
        return refuse(str(refusal))
    return 0


def squash(apps: list[str], root: Path) -> None:
    """Write the migrations anew, in the place of those of a former call, and lay them out."""
    from django.db.migrations.loader import MigrationLoader

    for former in [path for app in apps for path in root.glob(f"{app}/migrations/{SQUASHED}")]:
        former.unlink()
    loader = MigrationLoader(None, replace_migrations=False)
    state, written = loader.project_state(), []
    for app in apps:
        chain = [key for key in loader.graph.forwards_plan(leaf_of(loader, app)) if key[0] == app]
        chain = [key for key in chain if key not in KEPT]
        written.append(root / app / "migrations" / f"0001_squashed_{chain[-1][1]}.py")
        written[-1].write_text(text_of(loader, state, app, chain))
    for command in (["check", "--quiet", "--fix"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *command, *written], cwd=root, check=True)


def leaf_of(loader: Any, app: str) -> tuple[str, str]:
    leaves: list[tuple[str, str]] = loader.graph.leaf_nodes(app)
    if len(leaves) != 1:
        raise Refusal(f"{app} has {len(leaves)} last migrations; merge them first.")
    return leaves[0]


def text_of(loader: Any, state: Any, app: str, chain: list[tuple[str, str]]) -> str:
    from django.db.migrations import Migration
    from django.db.migrations.writer import MigrationWriter

    facts = {
        "initial": True,
        "replaces": chain,
        "dependencies": dependencies(loader, app, chain),
        "operations": list(tables(loader, state, app)),
    }
    migration = type("Migration", (Migration,), facts)("squashed", app)
    text = MigrationWriter(migration, include_header=False).as_string()
    rules = Rules(loader, app, chain)
    text = text.replace(
        "class Migration(migrations.Migration)", f"{rules.constants()}\n\nclass Migration(Squashed)"
    )
    assert text.endswith("    ]\n")
    text = text.removesuffix("    ]\n") + "".join(f"        {line},\n" for line in rules.lines()) + "    ]\n"
    return HEAD.format(app=app, last=chain[-1][1]) + IMPORTS + text


def dependencies(loader: Any, app: str, chain: list[tuple[str, str]]) -> list[Any]:
    """What the chain waits for; of our apps the last migration, whose tables these are."""
    from django.conf import settings

    waits = {each for key in chain for each in loader.disk_migrations[key].dependencies}
    ours = [
        other for other in settings.OUR_APPS if other in dict(waits) and (other, "__first__") not in waits
    ]
    left = [leaf_of(loader, other) for other in ours if other != app]
    first = [("__setting__", "AUTH_USER_MODEL"), *(leaf_of(loader, other) for other in OTHERS)]
    return [*(key for key in KEPT if key[0] == app), *(left or first)]


def tables(loader: Any, state: Any, app: str) -> Iterator[Any]:
    """All models of an app, in the order in which they came."""
    from django.db.migrations import CreateModel

    kept = loader.project_state([key for key in KEPT if key[0] == app]).models if app in dict(KEPT) else {}
    for key, model in state.models.items():
        if key[0] != app:
            continue
        if key in kept:
            if kept[key] != model:
                raise Refusal(f"{model.name} has changed since {app}.0001_initial, which is not replaced.")
            continue
        options = {name: value for name, value in model.options.items() if value != []}
        yield CreateModel(model.name, list(model.fields.items()), options, model.bases, model.managers)


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


if __name__ == "__main__":
    sys.exit(main())
