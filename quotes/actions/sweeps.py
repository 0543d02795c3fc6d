"""What the clock does with quotes: end those whose time is over, remind of those that are about to end. Each
sweep may run twice and beside itself, and is a step of one in slices (project.base.sweeps)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from agencies.models import Agency
from project.base.viewer import System
from quotes.models import OrderQuote, QuoteEvent
from quotes.pricing.quote_terms import settings_of
from quotes.states import QuoteState

from .moving import locked_quote, note_quote, settle

#: Quotes that one call ends, or reminds of, at most.
MOST = 100


def expire_quotes(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """End the sent quotes whose time is over. Returns how many this call ended; safe to run twice and beside
    itself."""
    clock, ended = System(agency), 0
    due = OrderQuote.objects.filter(agency=agency, state=QuoteState.SENT, valid_until__lte=now)
    for quote in due.order_by("valid_until", "id")[:most]:
        with transaction.atomic():
            stored = locked_quote(clock, quote)
            ended += settle(stored, now)
    return ended


def remind_of_quotes(*, agency: Agency, now: dt.datetime, most: int = MOST) -> int:
    """Tell the addressees of sent quotes that end within the agency's hours of reminding, once for each
    version. A quote that was sent within those hours is not reminded of: its mail has just said when it
    ends."""
    lead = dt.timedelta(hours=settings_of(agency).reminder_hours)
    reminded = QuoteEvent.objects.filter(quote=OuterRef("pk"), verb="remind", version=OuterRef("version"))
    due = OrderQuote.objects.filter(
        agency=agency, state=QuoteState.SENT, valid_until__gt=now, valid_until__lte=now + lead
    ).exclude(Exists(reminded))
    due = due.filter(versions__number=F("version"), versions__sent_at__lte=F("valid_until") - lead)
    clock, told = System(agency), 0
    for quote in due.order_by("valid_until", "id")[:most]:
        with transaction.atomic():
            stored = locked_quote(clock, quote)
            again = stored.events.filter(verb="remind", version=stored.version).exists()
            if (stored.state, stored.version) == (QuoteState.SENT, quote.version) and not again:
                note_quote(stored, "remind", actor=clock, now=now)
                told += 1
    return told
