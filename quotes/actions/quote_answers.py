"""What the addressee of a quote answers: accept, decline, ask for a change. Signed
in, or with a mailed code (quote_codes)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from orders.actions.placing import Placement, place_order
from orders.models import Order
from project.base.errors import Conflict, Invalid, WrongState, require
from project.base.viewer import Member
from quotes.models import OrderQuote, QuoteAnswer, QuoteVersion
from quotes.models.quotes import WISH_LIMIT
from quotes.rules import quotes

from .moving import QUOTES, check_version, locked_quote, move_quote


class Expired(Conflict):
    """The quote's time is over, whether or not the clock has noted it yet."""


def accept_quote(
    *, actor: Member, quote: OrderQuote, version: int, now: dt.datetime, by_link: bool = False
) -> Order:
    """Accept version `version`: the order is placed exactly as that version
    says, at its price, and the draft is closed.

    Exactly one order comes of it: a second call, however close and by whichever door, returns the same order.
    Raises Expired once its time is over, Conflict when another version stands by now, WrongState when it was
    not sent.
    """
    require(quotes.can_answer(actor, quote))
    with transaction.atomic():
        stored = locked_quote(actor, quote)
        if not QUOTES.check("accept", actor, stored):
            assert stored.order is not None  # by constraint
            return stored.order
        check_version(stored, version)
        _check_time(stored, now)
        if stored.draft.converted_at:
            raise WrongState(_("This draft is now an order."))
        offered = stored.versions.get(number=version)
        stored.order = place_order(actor, stored.draft, placement(stored, offered), now)
        stored.draft.converted_at = now
        stored.draft.save(update_fields=["converted_at"])
        move_quote(stored, "accept", actor=actor, now=now, by_link=by_link)
    return stored.order


def decline_quote(
    *, actor: Member, quote: OrderQuote, version: int, words: str, now: dt.datetime, by_link: bool = False
) -> OrderQuote:
    """Decline version `version`, saying why (may be empty). Twice does
    nothing; the draft is the client's again."""
    return _answer("decline", actor, quote, version, words, now, by_link)


def ask_change(
    *, actor: Member, quote: OrderQuote, version: int, words: str, now: dt.datetime, by_link: bool = False
) -> OrderQuote:
    """Ask for another version, saying what should be different. Raises Invalid without words."""
    require(quotes.can_answer(actor, quote))
    if not words.strip():
        raise Invalid({"words": _("Describe what should change.")})
    return _answer("ask_change", actor, quote, version, words, now, by_link)


def _answer(
    verb: str, actor: Member, quote: OrderQuote, version: int, words: str, now: dt.datetime, by_link: bool
) -> OrderQuote:
    require(quotes.can_answer(actor, quote))
    if len(words) > WISH_LIMIT:
        raise Invalid({"words": _("Enter at most %(most)s characters.") % {"most": WISH_LIMIT}})
    with transaction.atomic():
        stored = locked_quote(actor, quote)
        if not QUOTES.check(verb, actor, stored):
            return stored
        check_version(stored, version)
        _check_time(stored, now)
        QuoteAnswer.objects.create(
            agency_id=stored.agency_id,
            quote=stored,
            version=version,
            verb=verb,
            words=words,
            by_id=actor.member_id,
            at=now,
        )
        move_quote(stored, verb, actor=actor, now=now, by_link=by_link)
    return stored


def _check_time(quote: OrderQuote, now: dt.datetime) -> None:
    if quotes.is_over(quote, now):
        raise Expired(quotes.OVER)


def placement(quote: OrderQuote, offered: QuoteVersion) -> Placement:
    """The order that a version of a quote becomes, asked for by its addressee."""
    return Placement(
        source=offered,
        requested_by_id=quote.addressee_id,
        deadline=offered.deadline,
        urgency_id=offered.urgency_id,
        price_book=offered.price_book,
        lines=offered.lines.all(),
        total=offered.total,
        currency=offered.currency,
    )
