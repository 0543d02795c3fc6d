"""Quotes for tests: Clara asks, Max sends, made through the actions that people use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from catalog.pricing.offering import current_offering
from catalog.pricing.terms import Adjustment, CustomLine, Terms
from orders.models import Order
from project.base.compiled import Slot, compiled
from project.base.viewer import Member
from quotes.actions import asking, quote_answers, sending, sweeps
from quotes.models import OrderQuote
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, HOUR, account_of, make_draft
from tests.helpers.stages import stage

WISH = "Everything in one price, please."
VISIT = CustomLine("c1", "Interview", "Half a day in your office", Decimal("120.00"))
#: How long the quotes of these tests hold; their deadline is in ten days.
HOLDS = 5 * DAY


def cheaper(member: Member, delta: str = "-10.00", reason: str = "You sent the research") -> Adjustment:
    """A change of the work line of `make_draft`."""
    return Adjustment("work", current_offering(member.agency).services[0].key, Decimal(delta), reason)


def fresh(quote: OrderQuote) -> OrderQuote:
    """The quote as a request would read it."""
    return _quotes(pk=quote.pk)[0]


@compiled
def _quotes(pk: Slot) -> Any:
    return OrderQuote.objects.select_related("draft", "addressee__user", "account", "order").filter(pk=pk)


@stage
def asked(cast: Cast, *, now: dt.datetime = START, wish: str = WISH, **fields: Any) -> OrderQuote:
    """Clara asks for a price of a complete draft."""
    draft = make_draft(cast.clara, now=now, **fields)
    return fresh(asking.ask_quote(actor=cast.clara, draft=draft, wish=wish, now=now))


@stage
def begun(cast: Cast, *, now: dt.datetime = START) -> OrderQuote:
    """Max begins one for Clara, with everything that it needs; she knows nothing of it."""
    quote = asking.prepare_quote(
        actor=cast.max, account=account_of(cast.clara), addressee=cast.clara.membership, now=now
    )
    return save(cast, quote, now=now, fields=complete(cast, now))


def complete(cast: Cast, now: dt.datetime = START) -> dict[str, Any]:
    """Fields of a draft that can be priced."""
    offering = current_offering(cast.inkwell)
    return {
        "title": "Annual report",
        "brief": "The year of the harbour, for those who paid for it.",
        "service": offering.services[0],
        "quality": offering.qualities[0],
        "quantity": 2_000,
        "deadline": now + 10 * DAY,
    }


@stage
def save(cast: Cast, quote: OrderQuote, terms: Terms | None = None, **changed: Any) -> OrderQuote:
    """Max saves what he prepares, on the draft as it is stored."""
    quote = fresh(quote)
    facts: dict[str, Any] = {
        "actor": cast.max,
        "version": quote.draft.version,
        "fields": {},
        "assumptions": quote.assumptions,
        "terms": Terms() if terms is None else terms,
        "addressee": quote.addressee,
        "now": START,
    }
    return fresh(sending.save_quote(quote=quote, **{**facts, **changed}))


@stage
def send(
    cast: Cast, quote: OrderQuote, *, now: dt.datetime = START, holds: dt.timedelta = HOLDS, **changed: Any
) -> OrderQuote:
    """Max sends it, to hold for five days."""
    quote = fresh(quote)
    facts: dict[str, Any] = {
        "actor": cast.max,
        "version": quote.draft.version,
        "valid_until": now + holds,
        "now": now,
    }
    sending.send_quote(quote=quote, **{**facts, **changed})
    return fresh(quote)


@stage
def sent(cast: Cast, terms: Terms | None = None, *, now: dt.datetime = START, **fields: Any) -> OrderQuote:
    """Asked for and sent, on these terms."""
    return send(cast, save(cast, asked(cast, now=now, **fields), terms, now=now), now=now)


@stage
def accept(cast: Cast, quote: OrderQuote, *, now: dt.datetime = START + HOUR, **changed: Any) -> Order:
    """Clara accepts the version that stands."""
    facts = {"actor": cast.clara, "version": quote.version, "now": now}
    return quote_answers.accept_quote(quote=quote, **{**facts, **changed})


@stage
def accepted(cast: Cast, terms: Terms | None = None) -> OrderQuote:
    quote = sent(cast, terms)
    accept(cast, quote)
    return fresh(quote)


@stage
def change_asked(cast: Cast) -> OrderQuote:
    quote = sent(cast)
    return fresh(
        quote_answers.ask_change(actor=cast.clara, quote=quote, version=1, words="Shorter", now=START + HOUR)
    )


@stage
def declined(cast: Cast) -> OrderQuote:
    quote = sent(cast)
    return fresh(
        quote_answers.decline_quote(actor=cast.clara, quote=quote, version=1, words="", now=START + HOUR)
    )


@stage
def expired(cast: Cast) -> OrderQuote:
    quote = sent(cast)
    sweeps.expire_quotes(agency=cast.inkwell, now=START + HOLDS)
    return fresh(quote)


@stage
def withdrawn(cast: Cast, quote: OrderQuote | None = None) -> OrderQuote:
    """Given up by Max, after it was sent unless it is given."""
    quote = quote or sent(cast)
    return fresh(sending.withdraw_quote(actor=cast.max, quote=quote, reason="No capacity", now=START + HOUR))


@stage
def reworked(cast: Cast) -> OrderQuote:
    return fresh(sending.rework_quote(actor=cast.max, quote=sent(cast), now=START + HOUR))


#: How a quote comes to stand there. Two ways where it makes a difference whether the client has ever seen it.
WAYS: dict[str, Callable[[Cast], OrderQuote]] = {
    "preparing": reworked,
    "preparing unseen": begun,
    "requested": asked,
    "sent": sent,
    "change_asked": change_asked,
    "accepted": accepted,
    "declined": declined,
    "expired": expired,
    "withdrawn": withdrawn,
    "withdrawn unseen": lambda cast: withdrawn(cast, begun(cast)),
}
