"""The one door to a quote's state, its event row, and the opening steps that its verbs share."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from project.base.errors import Conflict
from project.base.locks import locked
from project.base.states import TransitionTable, by_name
from project.base.viewer import System, Viewer
from quotes.models import OrderQuote, QuoteEvent
from quotes.rules import quotes
from quotes.states import QUOTE_TRANSITIONS, QuoteState

from .mail_jobs import tell_of_quote
from .webhook_events import announce_event

QUOTES = TransitionTable(
    transitions=QUOTE_TRANSITIONS,
    labels={state.value: state.label for state in QuoteState},
    rights=by_name(
        quotes.can_answer, quotes.can_ask, quotes.can_prepare, quotes.can_order_in_name, quotes.is_clock
    ),
)


def locked_quote(actor: Viewer, quote: OrderQuote) -> OrderQuote:
    """The quote afresh, with its draft (`.draft`), both locked, the draft first. Within an open transaction.

    Raises NotVisible for a stranger.
    """
    draft = locked(actor, quote.draft)
    stored = locked(actor, quote)
    stored.draft = draft
    stored.agency = draft.agency = actor.agency
    return stored


def settle(quote: OrderQuote, now: dt.datetime) -> bool:
    """Note of a locked quote that its time is over, if it is and nobody has; says whether. What the sweep
    would do a little later, before a verb that follows."""
    if not quotes.is_over(quote, now):
        return False
    clock = System(quote.agency)
    QUOTES.check("expire", clock, quote)
    move_quote(quote, "expire", actor=clock, now=now)
    return True


def check_version(quote: OrderQuote, version: int) -> None:
    """Raises Conflict unless `version`, which somebody has read, is the one that stands."""
    if quote.version != version:
        raise Conflict(_("There is a newer version. Read it before you respond."))


def move_quote(
    quote: OrderQuote, verb: str, *, actor: Viewer, now: dt.datetime, by_link: bool = False
) -> QuoteEvent:
    """Move a locked, checked quote along `verb`, save what else the
    caller set on it, and leave its event row."""
    before = quote.state
    quote.state = QUOTES[verb].target or quote.state
    quote.updated_at = now
    quote.save()
    return note_quote(quote, verb, actor=actor, now=now, from_state=before, by_link=by_link)


def note_quote(
    quote: OrderQuote,
    verb: str,
    *,
    actor: Viewer,
    now: dt.datetime,
    from_state: str | None = None,
    by_link: bool = False,
) -> QuoteEvent:
    """Leave an event, have whom it concerns told by mail, and webhooks. The clock's own are stored without an
    actor."""
    event = QuoteEvent.objects.create(
        agency_id=quote.agency_id,
        quote=quote,
        actor_id=actor.member_id or None,
        verb=verb,
        from_state=quote.state if from_state is None else from_state,
        to_state=quote.state,
        at=now,
        version=quote.version,
        by_link=by_link,
    )
    tell_of_quote(event)
    announce_event(quote, event)
    return event
