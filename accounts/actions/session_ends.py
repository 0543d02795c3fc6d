"""Ending sessions: the one place where a session row gets its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from accounts.models import PersonSession
from agencies.actions.security_log import Browser, log_event


def end_rows(rows: Iterable[PersonSession], why: str, now: dt.datetime) -> int:
    """End those of the locked `rows` that live. Returns how many."""
    live = [row for row in rows if row.ended_at is None]
    for row in live:
        row.ended_at, row.ended_why = max(now, row.started_at), why
        row.save(update_fields=["ended_at", "ended_why"])
        log_event("session_ended", agency=row.agency, user=row.user, browser=browser_of(row), why=why)
    return len(live)


def browser_of(row: PersonSession) -> Browser:
    """What is known of the browser, for the security log."""
    device = row.device.public_id if row.device else ""
    return Browser(row.address, row.country, row.browser, row.system, device, row.public_id)
