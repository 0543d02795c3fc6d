import os
import sys

from . import environment
from .say import Refusal, refuse

NEEDS = {
    "run": environment.RUNTIME,
    "test": environment.DEVELOPMENT,
    "check": environment.DEVELOPMENT,
    "format": environment.DEVELOPMENT,
    "bench": environment.RUNTIME,
}
#: What goes on elsewhere than in a module of this package.
MODULES = {"bench": "bench"}


def main(name: str, arguments: list[str]) -> int:
    try:
        environment.prepare(NEEDS[name])
    except Refusal as refusal:
        return refuse(str(refusal))
    except KeyboardInterrupt:
        return 130
    if NEEDS[name] == environment.DEVELOPMENT:
        # Images of Python often say it: then each of the hundreds of processes of a run would compile anew.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    python = str(environment.PYTHON)
    os.execv(python, [python, "-m", MODULES.get(name, f"project.launcher.{name}"), *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
