"""python -m project.launcher.squash: begins the migrations anew for databases that have none.

Writes for each of our apps one migration that `replaces` its whole chain: the tables as they are after it,
and the rules that no model knows. What moved rows of old databases is left out. The single migrations stay as
they are; docs/operating.md says when to call it.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .environment import ROOT
from .say import Refusal, refuse, step
from .squashed_rules import Rules

#: What it writes, and what it replaces when it is called again.
SQUASHED = "*_squashed_*.py"
#: Stays what it is: agencies waits for the user, and all else of accounts for agencies.
KEPT = {("accounts", "0001_initial")}
#: Apps of others whose migrations come first: some render every model that there is, so they find few.
OTHERS = ("account", "auth", "contenttypes", "mfa", "procrastinate", "sessions")
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
    """Write anew what replaces the chains that have grown, in the place of what did before, and lay it out.

    Where a chain has not grown, its file stays as it is: databases have it recorded by this name, and would
    break the order of things if it waited for more than it did.
    """
    loader = chains()
    state, written = loader.project_state(), []
    for app in apps:
        chain = [key for key in loader.graph.forwards_plan(leaf_of(loader, app)) if key[0] == app]
        chain = [key for key in chain if key not in KEPT]
        path = root / app / "migrations" / f"0001_squashed_{chain[-1][1]}.py"
        if path.exists():
            continue
        for former in path.parent.glob(SQUASHED):
            former.unlink()
        path.write_text(text_of(loader, state, app, chain))
        written.append(path)
    for command in (["check", "--quiet", "--fix"], ["format", "--quiet"]) if written else ():
        subprocess.run([sys.executable, "-m", "ruff", *command, *written], cwd=root, check=True)


def chains() -> Any:
    """A loader that knows the single migrations alone."""
    from django.db.migrations.loader import MigrationLoader

    class Chains(MigrationLoader):
        def load_disk(self) -> None:
            super().load_disk()
            every = self.disk_migrations.items()
            self.disk_migrations = {key: migration for key, migration in every if not migration.replaces}

    return Chains(None)


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


if __name__ == "__main__":
    sys.exit(main())
