"""When the time of a session is over, and what a request knows of its session."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.db.models import OuterRef, Subquery

from accounts.models import Ending, PersonSession
from agencies.models import Agency
from project.base.compiled import Slot


def hash_of(token: str) -> str:
    """How the token is stored: who reads this table cannot take a session over."""
    return hashlib.sha256(token.encode()).hexdigest()


def why_over(agency: Agency, seen_at: dt.datetime, started_at: dt.datetime, now: dt.datetime) -> str:
    """Why a session's time is over by the agency's bounds; "" while it is not."""
    if now - seen_at >= dt.timedelta(hours=agency.idle_hours):
        return str(Ending.IDLE)
    return str(Ending.OLD) if now - started_at >= dt.timedelta(days=agency.session_days) else ""


def live_columns(key: Slot, person: str = "user_id") -> dict[str, Any]:
    """Annotations that bring the state of the session with this `hash_of` its token along with the query that
    resolves the person: `session_seen`, `session_started` and `session_public_id`, all None when the session
    was ended."""
    row = PersonSession.objects.live().filter(key=key, user=OuterRef(person))
    return {
        "session_seen": Subquery(row.values("seen_at")),
        "session_started": Subquery(row.values("started_at")),
        "session_public_id": Subquery(row.values("public_id")),
    }
