"""bin/check: everything about the code that can be judged without running it for people."""

import os
import subprocess
import sys
import time

from project.embedded_postgres.server import ServerError

from .database import running, server_of
from .environment import ROOT
from .format import formatters
from .say import refuse

PRODUCTION = {
    "QUILLHOUSE_ENV": "production",
    "SECRET_KEY": "only-for-this-check-" + "aB3$" * 12,
    "SECRETS_KEY": "b25seS1mb3ItdGhpcy1jaGVjay0zMi1ieXRlcy14eCE=",
    "TRUSTED_PROXIES": "1",
    "DEMO": "0",
    "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
    "MAIL_FROM": "Quillhouse <post@mail.example>",
}
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def main() -> int:
    try:
        return _check()
    except ServerError as error:
        return refuse(str(error))
    except KeyboardInterrupt:
        return 130


def _check() -> int:
    os.environ["QUILLHOUSE_ENV"] = "test"
    # Imported late: the settings read QUILLHOUSE_ENV once.
    from project import settings

    with running(server_of(settings)):  # makemigrations compares with what a database says was applied
        failed = [name for name, command, environment in _checks() if not _passes(name, command, environment)]
    if failed:
        print(
            f"\nQuillhouse: {len(failed)} of {len(_checks())} checks failed: {', '.join(failed)}.",
            file=sys.stderr,
        )
    return bool(failed)


def _checks() -> list[tuple[str, list[str], dict[str, str]]]:
    manage = [sys.executable, "manage.py"]
    return [
        ("ruff check", _module("ruff", "check", "--output-format=concise", "."), {}),
        *((name, command, {}) for name, command in formatters(check=True)),
        ("long lines", _module("project.launcher.long_lines"), {}),
        ("djlint", _module("djlint", "--lint", "--quiet", "templates"), {}),
        ("mypy", _module("mypy", *_typed()), {}),
        # Its cache mixes up the graphs of two configurations, as two branches may have them.
        ("lint-imports", [sys.executable, "-c", LINT_IMPORTS, "--no-cache"], {}),
        ("layers", _module("project.launcher.layers"), {}),
        ("migrations", _module("project.launcher.migration_lint"), {}),
        ("makemigrations", [*manage, "makemigrations", "--check", "--dry-run"], {}),
        ("openapi", [*manage, "openapi"], {}),
        ("metrics", [*manage, "metrics", "--check"], {}),
        ("check --deploy", [*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    ]


def _module(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", name, *arguments]


def _typed() -> list[str]:
    """All our code; [tool.mypy] leaves out the migrations."""
    from project.settings import OUR_APPS

    return ["project", *OUR_APPS]


def _passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    begin = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    print(
        f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} ({time.monotonic() - begin:.1f} s)", flush=True
    )
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
