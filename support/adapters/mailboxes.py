"""Where mail that comes in waits, named by MAIL_IN_URL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol


class Waiting(NamedTuple):
    """One mail: `read` gives its bytes, of which one more than is taken says that it is too large, or None
    when it is gone; `done` deletes it once what it said is stored (`taken`), else it stays and counts as
    seen."""

    key: str
    read: Callable[[], bytes | None]
    done: Callable[[bool], None]


class Mailbox(Protocol):
    """A place that mail servers deliver to."""

    def waiting(self, most: int) -> Iterator[Waiting]:
        """Those that nobody has seen, at most so many, the oldest first. Raises OSError when it can't be
        reached."""
        ...

    def close(self) -> None:
        """Say goodbye."""
        ...
