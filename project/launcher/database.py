"""The embedded database for as long as a command of the launcher needs it."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from project.embedded_postgres.server import Server


def server_of(settings: ModuleType) -> Server | None:
    """The embedded server of these settings, not started; None when DATABASE_URL names another."""
    if settings.DATABASES["default"]["ENGINE"] != "project.embedded_postgres":
        return None
    return Server(settings.EMBEDDED_POSTGRES["data"], options=settings.EMBEDDED_POSTGRES["options"])


@contextmanager
def running(server: Server | None) -> Iterator[None]:
    """Have the server run inside the block. It is stopped afterwards if it was started here, else left alone.

    Raises:
        ServerError: it cannot be started.
    """
    started = server is not None and server.ensure()
    try:
        yield
    finally:
        if server is not None and started:
            server.stop()
