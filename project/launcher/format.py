"""bin/format: lays out Python, templates, CSS and JavaScript, and writes the map of modules.

bin/check calls the same tools to look only.
"""

import subprocess
import sys
from pathlib import Path

from .environment import ROOT

SCRIPTS = Path(sys.executable).parent
STYLED = ("static/css", "static/js")


def formatters(*, check: bool) -> list[tuple[str, list[str]]]:
    """The name and the command of each formatter. With `check` it changes nothing and fails when it would."""
    look = ["--check"] if check else []
    return [
        ("ruff format", [sys.executable, "-m", "ruff", "format", "--output-format=concise", *look, "."]),
        ("djangofmt", [str(SCRIPTS / "djangofmt"), *look, "templates"]),
        ("oxfmt", [str(SCRIPTS / "oxfmt"), *(look or ["--write"]), *STYLED]),
        ("map of modules", [sys.executable, "-m", "project.launcher.module_map", *look]),
    ]


def main() -> int:
    done = [
        subprocess.run(command, cwd=ROOT, check=False).returncode
        for _name, command in formatters(check=False)
    ]
    return int(any(done))


if __name__ == "__main__":
    sys.exit(main())
