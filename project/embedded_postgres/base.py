"""Django's PostgreSQL backend, over a server that starts when it is first needed."""

import time
from typing import Any

from django.conf import settings
from django.db.utils import OperationalError

from project.postgres import base, patience

from .repair import ensure_soon
from .server import PORT, Server, ServerError

# What a server says that is just starting, recovering or stopping, or that lost its database while being
# created.
NOT_YET = ("starting up", "shutting down", "not yet accepting", "recovery mode", "does not exist")
PATIENCE = (0.2, 0.5, 1, 2, 4)


def configured_server() -> Server:
    """The server that settings.EMBEDDED_POSTGRES describes."""
    return Server(settings.EMBEDDED_POSTGRES["data"], options=settings.EMBEDDED_POSTGRES["options"])


class DatabaseWrapper(base.DatabaseWrapper):
    """Reaches the embedded server by its socket, and has it started before a connection is opened."""

    def __init__(self, settings_dict: dict[str, Any], alias: str = "default") -> None:
        super().__init__(settings_dict, alias)
        self.server = configured_server()

    def get_connection_params(self) -> dict[str, Any]:
        """Django's, with the socket's place, which is found out only when somebody wants to connect."""
        return {**super().get_connection_params(), "host": str(self.server.socket_dir), "port": PORT}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not self.server.is_up():
            self._ensure()
        # Somebody who waits is told so instead.
        for pause in PATIENCE if patience.limit() is None else PATIENCE[:1]:
            try:
                return super().get_new_connection(conn_params)
            except self.Database.OperationalError as error:
                if not any(text in str(error) for text in NOT_YET):
                    raise
                self._ensure()
                time.sleep(pause if "does not exist" not in str(error) else 0)
        return super().get_new_connection(conn_params)

    def _ensure(self) -> None:
        try:
            if patience.limit() is None:
                self.server.ensure()
            else:
                ensure_soon(self.server)
        except ServerError as error:
            raise OperationalError(str(error)) from error
