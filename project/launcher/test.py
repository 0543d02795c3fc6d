"""bin/test: a Chromium, then pytest with the arguments given; the test
database's server stops when it was ours.

The whole suite runs in one process more than there are processors (five at
most); when arguments are given, as they say.
"""

import os
import subprocess
import sys

from project.embedded_postgres.server import ServerError

from . import chromium
from .database import running, server_of
from .environment import PYTHON, ROOT
from .say import Refusal, refuse


def main(arguments: list[str]) -> int:
    os.environ["QUILLHOUSE_ENV"] = "test"
    try:
        chromium.find_or_install()
        return _pytest(arguments)
    except (Refusal, ServerError) as refusal:
        return refuse(str(refusal))
    except KeyboardInterrupt:
        return 130


def _pytest(arguments: list[str]) -> int:
    # Imported late: the settings read QUILLHOUSE_ENV once.
    from project import settings

    # Who has finished takes over from who has not: the journeys alone would keep one process busy for
    # minutes. One more than processors, as each waits now and then: for a browser, a lock, a time-out.
    arguments = arguments or ["-n", str(min(os.cpu_count() or 1, 4) + 1), "--dist", "worksteal"]
    with running(server_of(settings)):
        return subprocess.run([PYTHON, "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
