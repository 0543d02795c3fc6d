"""Who stands behind a session: asked by every request of somebody signed in, and so compiled once."""

from __future__ import annotations

from typing import Any

from psycopg.types.json import Jsonb

from accounts.models import User
from accounts.models.notices import unread_column
from agencies.models import Membership
from project.base import clock
from project.base.compiled import Slot, compiled, compiled_key
from project.base.menu import count_columns

from .factors import counting_column
from .sessions import hash_of, live_columns


def member_of_session(*, agency_id: int, user_id: int, token: str, host: str, counts: bool = True) -> Any:
    """The person's live membership with user, agency and branding, or None. Carries `unread` (notices, up to
    the cap), `second_factor` (whether one counts on this host), with `counts` what the menu counts, and the
    state of the session (`live_columns`)."""
    values: dict[str, Any] = {"host": Jsonb(host), "now": clock.now() if counts else None}
    found = _members(agency_id=agency_id, user_id=int(user_id), key=hash_of(token), **values)
    return found[0] if found else None


def person_of_session(*, user_id: int, token: str) -> Any:
    """The person alone, of whatever agency, with the state of the session; or None."""
    found = _people(user_id=int(user_id), key=hash_of(token))
    return found[0] if found else None


@compiled
def _members(agency_id: Slot, user_id: Slot, key: Slot, host: Slot, now: Slot | None) -> Any:
    rows = Membership.objects.live().select_related("user", "agency__brand")
    counts = {} if now is None else count_columns(now)
    rows = rows.annotate(**live_columns(key), unread=unread_column(), **counting_column(host), **counts)
    return rows.filter(agency_id=agency_id, user_id=user_id)[:1]


@compiled_key
def _people(user_id: Slot, key: Slot) -> Any:
    return User.objects.annotate(**live_columns(key, "pk")).filter(pk=user_id)
