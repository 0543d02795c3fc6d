"""What a suspension of an agency took from those who had time to answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F
from django.db.models.functions import Greatest

#: So long everybody has at least to answer, once an agency works again.
LEAST_LEFT = dt.timedelta(days=1)


def given_back(field: str, *, since: dt.datetime, now: dt.datetime) -> Any:
    """What a deadline in `field` becomes when an agency that was suspended `since` works again: later by the
    time that was lost, and never within LEAST_LEFT of now."""
    return Greatest(F(field) + (now - since), now + LEAST_LEFT)
