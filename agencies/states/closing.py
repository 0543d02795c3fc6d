"""How the closing of an agency stands, and the verbs between."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from project.base.states import Transition


class ClosingState(models.TextChoices):
    OPEN = "open", _("Requested")
    ERASING = "erasing", _("Being deleted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    STOPPED = "stopped", _("Stopped: something had to be finished first")


#: One of an agency at most.
UNDER_WAY = (ClosingState.OPEN, ClosingState.ERASING)
_OPEN = frozenset({ClosingState.OPEN.value})
CLOSING_TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        "withdraw",
        _("Keep the agency"),
        _OPEN | {ClosingState.ERASING.value},
        "closes_agency",
        ClosingState.WITHDRAWN,
        done=frozenset({ClosingState.WITHDRAWN.value, ClosingState.STOPPED.value}),
        guards=("in_time",),
    ),
    Transition("stop", _("Stop"), _OPEN, "is_closing_job", ClosingState.STOPPED),
    Transition("begin", _("Delete the agency"), _OPEN, "is_closing_job", ClosingState.ERASING),
)
