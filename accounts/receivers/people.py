"""Remembering from which session somebody changed what others may do."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.dispatch import receiver

from accounts.actions.session_acts import note_act
from accounts.models import ActKind
from agencies.actions.security_log import Browser
from agencies.signals import people_acted
from project.base.viewer import Viewer


@receiver(people_acted)
def remember(sender: Any, actor: Viewer, kind: str, browser: Browser, now: dt.datetime, **facts: Any) -> None:
    """So that "Not me" can take it back; refuses it when the session has ended meanwhile."""
    membership = getattr(actor, "membership", None)
    if membership is not None:
        facts = {name: facts[name] for name in ("subject", "before")}
        note_act(ActKind(kind), user=membership.user_id, browser=browser, now=now, **facts)
