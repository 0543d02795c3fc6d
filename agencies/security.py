"""The security log: one line per event about people and their rights."""

from __future__ import annotations

import logging
from typing import Any

from project.base.viewer import Viewer

from .models import Agency, Membership

logger = logging.getLogger("quillhouse.security")


def log_event(
    event: str, *, agency: Agency, person: Membership | None = None, actor: Viewer | None = None, **facts: Any
) -> None:
    """Write one line: the event's name, the agency, whom it concerns and who did it, by public ids.

    `facts` are short values such as role names; never addresses, tokens or passwords. The request id comes with the
    logging set-up.
    """
    membership = getattr(actor, "membership", None)
    extra = {
        "event": event,
        "agency": agency.code,
        "person": person.public_id if person else "",
        "by": membership.public_id if membership else type(actor).__name__.lower() if actor else "",
        **facts,
    }
    logger.info(event, extra=extra)
