"""The virtual environment in .venv, with exactly the pinned packages. Standard
library only: it runs before all else."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .say import Refusal, step

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUNTIME = ("requirements.txt",)
DEVELOPMENT = ("requirements.txt", "requirements-dev.txt")


def prepare(files: tuple[str, ...]) -> None:
    """Make .venv hold the packages of these requirement files. Does nothing when a stamp says it does.

    Raises:
        Refusal: no environment can be made, or a package cannot be installed.
    """
    if _is_current(files):
        return
    with _lock():
        if _is_current(files):
            return
        _make_venv()
        with step(f"Installing packages ({', '.join(files)}; takes up to a minute)"):
            _install(files)
        for file in files:
            _stamp(file).write_text(_fingerprint(file))


def _is_current(files: tuple[str, ...]) -> bool:
    return PYTHON.exists() and all(
        _stamp(file).exists() and _stamp(file).read_text() == _fingerprint(file) for file in files
    )


def _stamp(file: str) -> Path:
    return VENV / f"{file}.installed"


def _fingerprint(file: str) -> str:
    """Changes with the file, with the environment's Python, and when the
    folder is moved (scripts hold full paths)."""
    return f"{VENV} {PYTHON.resolve()} {hashlib.sha256((ROOT / file).read_bytes()).hexdigest()}\n"


@contextmanager
def _lock() -> Iterator[None]:
    try:
        handle = os.open(ROOT / ".venv.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Refusal(f"The folder {ROOT} cannot be written to: {error.strerror}.") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _make_venv() -> None:
    if PYTHON.exists() and _works_here():
        return
    with step("Making a virtual environment in .venv"):
        shutil.rmtree(VENV, ignore_errors=True)
        if shutil.which("uv") or _call([sys.executable, "-m", "venv", str(VENV)])[0] != 0:
            # Debian parts ensurepip from Python: then the machine's own pip installs into the environment.
            shutil.rmtree(VENV, ignore_errors=True)
            code, output = _call([sys.executable, "-m", "venv", "--without-pip", str(VENV)])
            if code:
                raise Refusal(_reason("The virtual environment could not be made", output))


def _works_here() -> bool:
    """False for an environment of a Python that is gone or too old, or
    one that was moved here from elsewhere."""
    code, output = _call([str(PYTHON), "-c", "import sys; print(sys.version_info >= (3, 11), sys.prefix)"])
    return code == 0 and output.strip() == f"True {VENV}"


def _install(files: tuple[str, ...]) -> None:
    wanted = [argument for file in files for argument in ("-r", str(ROOT / file))]
    code, output = _call([*_installer(), *wanted])
    if code:
        raise Refusal(_reason("The packages could not be installed", output))


def _installer() -> list[str]:
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    quiet = ["install", "--quiet", "--no-input", "--disable-pip-version-check"]
    if _call([str(PYTHON), "-m", "pip", "--version"])[0] == 0:
        return [str(PYTHON), "-m", "pip", *quiet]
    if _call([sys.executable, "-m", "pip", "--python", str(PYTHON), "--version"])[0] == 0:
        return [sys.executable, "-m", "pip", "--python", str(PYTHON), *quiet]
    raise Refusal(
        "Neither pip (22.3 or newer) nor uv was found: install one, on Debian with apt install python3-venv."
    )


def _call(command: list[str]) -> tuple[int, str]:
    with tempfile.TemporaryFile("w+") as output:
        code = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False
        ).returncode
        output.seek(0)
        return code, output.read()


def _reason(sentence: str, output: str) -> str:
    if "No space left on device" in output:
        return f"The disk that holds {ROOT} is full: the packages need about 600 MB."
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith(("error", "×", "╰"))]
    return f"{sentence}: {' '.join((errors or lines or ['no reason given'])[-2:])}"
