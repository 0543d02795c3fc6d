"""Answering a quote by its mailed link, without signing in: a code goes to the
addressee's own address, and works once.

| limit | counted by | tries | in |
| --- | --- | --- | --- |
| CODES | quote | 5 codes mailed | 1 hour |
| TRIES | code | 5 codes typed | 15 minutes |
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.actions.mail import write_mail
from accounts.rules.limits import Limit, count_try
from agencies.models import Membership
from project.base.errors import Conflict, Invalid, NotVisible, require
from project.base.jobs import Urgency
from project.base.viewer import LinkHolder, Member
from quotes.actions.quote_answers import Expired, accept_quote, ask_change, decline_quote
from quotes.models import OrderQuote, QuoteCode
from quotes.models.quotes import LINK
from quotes.rules import quotes
from quotes.states import QuoteState

CODES = Limit("quote_codes", 5, 60 * 60)
TRIES = Limit("quote_tries", 5, 15 * 60)
LASTS = dt.timedelta(minutes=15)
DIGITS = 6
KIND = "quote_code"
VERBS: dict[str, Callable[..., Any]] = {
    "accept": accept_quote,
    "ask_change": ask_change,
    "decline": decline_quote,
}


def send_code(*, holder: LinkHolder, quote: OrderQuote, now: dt.datetime) -> None:
    """Mail a code to the addressee of a sent quote; only the newest works, for
    LASTS. Call it outside of a transaction.

    Raises TooMany beyond CODES, Conflict when there is nothing to answer, Expired when it is too late.
    """
    require(_opens(holder, quote))
    _check_open(quote, now)
    person = _addressee(holder, quote).membership
    count_try(CODES, quote.public_id, now=now)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    with transaction.atomic():
        QuoteCode.objects.create(
            agency_id=quote.agency_id,
            quote=quote,
            person=person,
            version=quote.version,
            hash=_hash(quote, code),
            made_at=now,
            ends_at=now + LASTS,
        )
        facts = {"number": quote.number, "code": code, "minutes": int(LASTS.total_seconds()) // 60}
        about = {"context": facts, "urgency": Urgency.PERSON, "now": now, "reader": person.user}
        write_mail(agency=holder.agency, kind=KIND, recipient=person.user.email, **about)


def answer_by_code(
    *,
    holder: LinkHolder,
    quote: OrderQuote,
    version: int,
    verb: str,
    code: str,
    now: dt.datetime,
    **words: str,
) -> Any:
    """Accept, decline or ask for a change as the addressee, whose mailbox the code proves. It works once, for
    the version that it was mailed for; of two clicks on accepting both find the order. Returns what the
    verb returns, and raises what that raises; Invalid under "code" for a wrong, used or old code, TooMany
    beyond TRIES. Call it outside of a transaction."""
    require(_opens(holder, quote) and verb in VERBS)
    _check_open(quote, now)
    newest = QuoteCode.objects.filter(quote=quote).order_by("-id").first()
    if newest is None:
        raise Invalid({"code": _("Request a code first.")})
    count_try(TRIES, str(newest.pk), now=now)
    fits = constant_time_compare(newest.hash, _hash(quote, code))
    if (
        not fits
        or newest.ends_at <= now
        or (newest.version, newest.person_id) != (version, quote.addressee_id)
    ):
        raise Invalid({"code": _("This code is wrong or no longer valid. Check the latest email.")})
    actor = _addressee(holder, quote)
    with transaction.atomic():
        used = not QuoteCode.objects.filter(pk=newest.pk, used_at=None).update(used_at=now)
        if used and not (verb == "accept" and _is_accepted(quote)):
            raise Invalid({"code": _("This code has already been used. Request a new one.")})
        return VERBS[verb](actor=actor, quote=quote, version=version, now=now, by_link=True, **words)


def _is_accepted(quote: OrderQuote) -> bool:
    """As of now: the other click may have come between."""
    return OrderQuote.objects.filter(pk=quote.pk, state=QuoteState.ACCEPTED).exists()


def _opens(holder: LinkHolder, quote: OrderQuote) -> bool:
    return (holder.agency_id, holder.kind, holder.public_id) == (quote.agency_id, LINK, quote.public_id)


def _check_open(quote: OrderQuote, now: dt.datetime) -> None:
    if quote.state != QuoteState.SENT:
        raise Conflict(_("This quote is not awaiting an answer."))
    if quote.valid_until is None or quote.valid_until <= now:
        raise Expired(_("This quote has expired. Sign in to request a new quote."))


def _addressee(holder: LinkHolder, quote: OrderQuote) -> Member:
    """Who may answer it, as of now. Raises NotVisible when they have left, or
    do not order for the account any more."""
    people = (
        Membership.objects.live()
        .select_related("user")
        .filter(agency_id=quote.agency_id, user__is_active=True)
    )
    person = people.filter(pk=quote.addressee_id).first()
    actor = Member(holder.agency, membership=person) if person else None
    if actor is None or not quotes.can_answer(actor, quote):
        raise NotVisible()
    return actor


def _hash(quote: OrderQuote, code: str) -> str:
    return salted_hmac(
        "orders.quote_code", f"{quote.public_id} {code.strip()}", algorithm="sha256"
    ).hexdigest()
