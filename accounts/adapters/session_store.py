"""Where browser sessions are kept: Django's table, asked by a query that is compiled once."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session

from project.base.clock import now
from project.base.compiled import Slot, compiled_key


class SessionStore(DatabaseStore):
    """Django's, but for the reading, which every request does."""

    def _get_session_from_db(self) -> Session | None:
        found = _sessions(key=self.session_key, moment=now())
        if not found:
            self._session_key = None
            return None
        return found[0]


@compiled_key
def _sessions(key: Slot, moment: Slot) -> Any:
    return Session.objects.filter(session_key=key, expire_date__gt=moment)
