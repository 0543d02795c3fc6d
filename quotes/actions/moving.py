"""The one door to a quote's state, its event row, and the opening steps that its verbs share."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from agencies.actions.numbering import next_in_year
from agencies.models import Agency
from drafts.models import OrderDraft
from orders.actions.mail_jobs import tell_of_quote
from project.base.errors import Conflict, NotVisible, WrongState, require
from project.base.states import TransitionTable
from project.base.viewer import Viewer
from quotes.models import OrderQuote, QuoteCounter, QuoteEvent
from quotes.rules import quotes
from quotes.states import QUOTE_TRANSITIONS, QuoteState

QUOTES = TransitionTable(
    transitions=QUOTE_TRANSITIONS,
    labels={state.value: state.label for state in QuoteState},
    rights={row.right: getattr(quotes, row.right) for row in QUOTE_TRANSITIONS},
)


def locked_quote(actor: Viewer, quote: OrderQuote) -> OrderQuote:
    """The quote afresh, with its draft (`.draft`), both locked, the draft first. Within an open transaction.

    Raises NotVisible for a stranger.
    """
    drafts = OrderDraft.objects.filter(agency_id=actor.agency_id, pk=quote.draft_id)
    draft = drafts.select_for_update(of=("self",)).first()
    rows = OrderQuote.objects.filter(agency_id=actor.agency_id, pk=quote.pk)
    stored = rows.select_for_update(of=("self",)).first()
    if draft is None or stored is None:
        raise NotVisible()
    stored.draft = draft
    stored.agency = draft.agency = actor.agency
    return stored


def check_quote(verb: str, actor: Viewer, quote: OrderQuote) -> bool:
    """Right first, then state, as moving.check does for orders: False when the verb's effect is in place already."""
    require(QUOTES.may(verb, actor, quote))
    if quote.state in QUOTES[verb].done:
        return False
    if reason := QUOTES.why_not(verb, quote):
        raise WrongState(reason)
    return True


def check_version(quote: OrderQuote, version: int) -> None:
    """Raises Conflict unless `version`, which somebody has read, is the one that stands."""
    if quote.version != version:
        raise Conflict(_("There is another version by now. Please look at that one before you answer."))


def move_quote(quote: OrderQuote, verb: str, *, actor: Viewer, now: dt.datetime, by_link: bool = False) -> QuoteEvent:
    """Move a locked, checked quote along `verb`, save what else the caller set on it, and leave its event row."""
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
    """Leave an event and have whom it concerns told by mail. The clock's own are stored without an actor."""
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
    return event


def next_quote_number(agency: Agency, now: dt.datetime) -> str:
    """The next quote number of the agency, such as INK-Q-2026-00007; counted apart from orders."""
    year, last = next_in_year(QuoteCounter, agency, now)
    return f"{agency.code}-Q-{year}-{last:05d}"
