"""Telling webhooks of what happened to a quote."""

from __future__ import annotations

from agencies.actions.webhook_events import announce
from orders.actions.mail_jobs import is_quiet
from quotes.models import OrderQuote, QuoteEvent
from quotes.states import WEBHOOK_KIND_OF


def announce_event(quote: OrderQuote, event: QuoteEvent) -> None:
    """Announce an event of this quote, within its transaction: its numbers and states, no price. Nothing for
    verbs that have no kind, nor within orders.actions.mail_jobs.quietly."""
    kind = WEBHOOK_KIND_OF.get(event.verb)
    if kind is None or is_quiet():
        return
    data = {
        "number": quote.number,
        "version": event.version,
        "verb": event.verb,
        "from_state": event.from_state,
        "state": event.to_state,
    }
    announce(agency_id=quote.agency_id, kind=kind, data=data, now=event.at)
