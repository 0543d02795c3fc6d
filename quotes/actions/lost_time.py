"""Time that a suspended agency took from who had a quote to answer, given back."""

from __future__ import annotations

import datetime as dt

from agencies.models import Agency
from agencies.rules.lost_time import given_back
from quotes.models import OrderQuote
from quotes.states import QuoteState


def give_time_back(*, agency: Agency, since: dt.datetime, now: dt.datetime) -> None:
    """Let sent quotes hold longer by the time in which nobody could answer. The operator's doing, hence
    without an actor; within that transaction. What a version says stays as it was sent."""
    sent = OrderQuote.objects.filter(agency=agency, state=QuoteState.SENT)
    sent.update(valid_until=given_back("valid_until", since=since, now=now))
