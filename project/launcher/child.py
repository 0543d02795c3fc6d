"""A part of bin/run in a process of its own, forked: what this one has imported is not imported again."""

import ctypes
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path

LOG_BYTES = 10_000_000
PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15
FORK = multiprocessing.get_context("fork")


class Child:
    """Runs `work` from now on, in a session of its own: Ctrl-C reaches the parent alone, which then stops the
    others in order. It ends with the parent, whatever becomes of that.

    `name` is what `ps -o comm` shows. `log` takes what it prints, and is begun anew when it has grown;
    without one it prints where the parent does. Whoever forks has no other thread and no open connection.
    """

    def __init__(self, name: str, work: Callable[[], object], log: Path | None) -> None:
        assert threading.active_count() == 1, "what another thread has locked would stay so in the child"
        self._process = FORK.Process(target=_run, args=(name, work, log and _grown_apart(log)))
        self._process.start()

    def poll(self) -> int | None:
        """How it ended, as of subprocess.Popen; None while it runs."""
        return self._process.exitcode

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for its end. False: it still runs after so many seconds."""
        self._process.join(seconds)
        return self._process.exitcode is not None


def _grown_apart(log: Path) -> Path:
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".old.log"))
    return log


def _run(name: str, work: Callable[[], object], log: Path | None) -> None:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)  # the parent's mean the parent
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()
    os.umask(0o077)
    if LIBC:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        LIBC.prctl(PR_SET_NAME, name.encode())
    _redirect(Path(os.devnull), os.O_RDONLY, 0)
    if log:
        _redirect(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 1, 2)
    work()


def _redirect(path: Path, flags: int, *numbers: int) -> None:
    opened = os.open(path, flags, 0o600)
    for number in numbers:
        os.dup2(opened, number)
    os.close(opened)


def _libc() -> ctypes.CDLL | None:
    try:
        libc = ctypes.CDLL(None)
        libc.prctl  # noqa: B018
    except (OSError, AttributeError):
        return None
    return libc


LIBC = _libc()
