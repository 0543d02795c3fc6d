"""The security log: one row and one line per event about people, their sign-in and their rights."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from typing import Any

from agencies.models import Agency, Membership, SecurityEvent
from project.base import clock
from project.base.http import AgencyRequest
from project.base.viewer import Viewer

logger = logging.getLogger("quillhouse.security")


@dataclass(frozen=True)
class Browser:
    """What was known of the browser when something happened. `device` and `session` are public ids."""

    address: str | None = None
    country: str = ""
    browser: str = ""
    system: str = ""
    device: str = ""
    session: str = ""


UNKNOWN = Browser()


def session_only(request: AgencyRequest) -> Browser:
    """The session of a request, for events and acts of people whose browser is nobody else's business."""
    return Browser(session=request.session_public_id)


_told_at: ContextVar[dt.datetime | None] = ContextVar("told_at", default=None)


@contextmanager
def told_at(moment: dt.datetime) -> Iterator[None]:
    """Events within are dated `moment`: for the demo, which tells of the past."""
    token = _told_at.set(moment)
    try:
        yield
    finally:
        _told_at.reset(token)


def log_event(
    event: str,
    *,
    agency: Agency,
    person: Membership | None = None,
    actor: Viewer | None = None,
    user: Any = None,
    browser: Browser = UNKNOWN,
    suspicious: bool = False,
    **facts: Any,
) -> SecurityEvent:
    """Store the event, within whatever transaction is open, and write one line: its name, the agency, whom it
    concerns and who did it, by public ids.

    It concerns `person`, or `user` who is no member there (yet). `facts` are short values such as role names;
    never addresses, tokens or passwords. The request id comes with the logging set-up.
    """
    membership = getattr(actor, "membership", None)
    concerned = person.user if person else user
    row = SecurityEvent.objects.create(
        agency=agency,
        user=concerned,
        actor=membership if membership and membership.user_id != getattr(concerned, "pk", None) else None,
        kind=event,
        suspicious=suspicious,
        at=_told_at.get() or clock.now(),
        detail=" ".join(str(value) for name, value in facts.items() if name != "network")[:200],
        **asdict(browser),
    )
    extra = {
        "event": event,
        "agency": agency.code,
        "person": person.public_id if person else "",
        "by": membership.public_id if membership else type(actor).__name__.lower() if actor else "",
        **facts,
    }
    logger.info(event, extra=extra)
    return row


__all__ = ["UNKNOWN", "Browser", "log_event", "session_only", "told_at"]
