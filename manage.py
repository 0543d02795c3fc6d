#!/usr/bin/env python
"""Quillhouse's command line: `manage.py help` lists what it can do. It reads the same `.env` as bin/run, and
goes on in the virtual environment that bin/run made, whatever Python it was started with."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

PYTHON = Path(__file__).resolve().parent / ".venv" / "bin" / "python"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    if find_spec("django") is None:
        _go_on_inside()
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Quillhouse: {error}")


def _go_on_inside() -> None:
    """Never comes back: either the right Python does the work, or there is none yet."""
    if not PYTHON.exists() or Path(sys.prefix).resolve() == PYTHON.parents[1]:
        sys.exit("Quillhouse: The packages are not installed yet. Start bin/run once; it installs them.")
    os.execv(PYTHON, [str(PYTHON), *sys.argv])


if __name__ == "__main__":
    main()
