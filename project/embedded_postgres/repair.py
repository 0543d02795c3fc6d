"""Bringing the server back while people wait: in a thread of its own, one try at a time, so that no request
is held by a server which cannot start."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from .server import Server, ServerError

#: Seconds from the beginning of a try in which requests wait for it: most starts take one or two.
BRIEF = 2.5
#: Seconds without a new try after one that failed.
COOL = 5.0


@dataclass
class Try:
    """One try to bring a server up. `error` is empty while it lasts, and when it succeeded."""

    begun: float = field(default_factory=time.monotonic)
    done: threading.Event = field(default_factory=threading.Event)
    error: str = ""
    ended: float = 0

    def make(self, server: Server) -> None:
        try:
            server.ensure(wait=False)
        except (ServerError, OSError) as error:
            self.error = str(error)
        finally:
            self.ended = time.monotonic()
            self.done.set()

    def is_over(self) -> bool:
        """Whether the next who finds the server down begins another."""
        return self.done.is_set() and (not self.error or time.monotonic() - self.ended > COOL)


_tries: dict[Path, Try] = {}
_lock = threading.Lock()


def ensure_soon(server: Server) -> None:
    """Have the server brought up, and wait for that a little.

    Raises:
        ServerError: it is not up yet, or cannot be brought up.
    """
    current = _current(server)
    if not current.done.wait(max(0.0, current.begun + BRIEF - time.monotonic())):
        raise ServerError("The embedded database is being started.")
    if current.error:
        raise ServerError(current.error)


def _current(server: Server) -> Try:
    with _lock:
        current = _tries.get(server.data)
        if current is None or current.is_over():
            current = _tries[server.data] = Try()
            threading.Thread(target=current.make, args=[server], daemon=True, name="repair").start()
        return current
