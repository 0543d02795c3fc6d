"""The choices of the history of feedback: what is counted, over which days, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from .feedback import Direction

#: What people receive: feedback on a client account is none of anybody's history.
RECEIVED = (Direction.EDITOR_TO_WRITER, Direction.CLIENT_TO_WRITER, Direction.CLIENT_TO_EDITOR)
#: What clients and the public are told of: what clients said.
OUTSIDE = (Direction.CLIENT_TO_WRITER,)
#: The days whose averages are shown: the shorter against what the longer has before it gives the trend.
SHORT, LONG = 30, 90
#: Orders with an editor's points that are looked at for recurring tags.
LAST_ORDERS = 10


def drawn_from(directions: Sequence[str]) -> Sequence[Direction]:
    """Of which directions the agency's mean is made toward which figures of these are drawn: for outsiders of
    what clients said, for everybody inside of all, so that one figure has one value wherever it is read."""
    return OUTSIDE if tuple(directions) == OUTSIDE else RECEIVED


class Trend(models.TextChoices):
    """Where a figure goes."""

    RISING = "rising", _("Rising")
    STEADY = "steady", _("Steady")
    FALLING = "falling", _("Falling")
    TOO_FEW = "too_few", _("Too few to tell")
