"""How the closing of an agency stands."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClosingState(models.TextChoices):
    OPEN = "open", _("Requested")
    ERASING = "erasing", _("Being deleted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    STOPPED = "stopped", _("Stopped: something had to be finished first")


#: One of an agency at most.
UNDER_WAY = (ClosingState.OPEN, ClosingState.ERASING)
