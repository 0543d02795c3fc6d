"""The choices of the history of feedback: what is counted, over which days, and where it goes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .feedback import Direction

#: What people receive: feedback on a client account is none of anybody's history.
RECEIVED = (Direction.EDITOR_TO_WRITER, Direction.CLIENT_TO_WRITER, Direction.CLIENT_TO_EDITOR)
#: The days whose averages are shown: the shorter against what the longer has before it gives the trend.
SHORT, LONG = 30, 90
#: Orders with an editor's points that are looked at for recurring tags.
LAST_ORDERS = 10


class Trend(models.TextChoices):
    """Where a figure goes."""

    RISING = "rising", _("Rising")
    STEADY = "steady", _("Steady")
    FALLING = "falling", _("Falling")
    TOO_FEW = "too_few", _("Too few to tell")
