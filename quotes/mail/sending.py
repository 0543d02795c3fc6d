"""Writing the mails about quotes: to each person once, to nobody who may not read what they are about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction

from accounts.models import Mail, NoticeKind
from agencies.models import Membership
from orders.mail import message_ids
from orders.mail.sending import reader_of, tell
from quotes.models import OrderQuote, QuoteEvent, SentQuoteMail

KIND = "quote"
#: Who is told of an event, as which part; and what the templates emails/quote.* print: see
#: quotes/mail/quote_letter.py.
Readers = Callable[[QuoteEvent, OrderQuote], Sequence[tuple[str, Membership]]]
Compose = Callable[[OrderQuote, QuoteEvent, str, Membership, dt.datetime], dict[str, Any]]


def write_about_quote(*, event_id: int, readers: Readers, compose: Compose, now: dt.datetime) -> int:
    """Write to everybody whom an event of a quote concerns and who was not written to yet. Returns how many
    mails were written.

    The event's row is locked meanwhile: a second worker with the same job waits, and finds all of it done.
    """
    with transaction.atomic():
        event = QuoteEvent.objects.select_for_update(of=("self",), no_key=True).filter(pk=event_id).first()
        if event is None:
            return 0
        rows = OrderQuote.objects.select_related("agency__brand", "account", "draft", "addressee", "order")
        quote = rows.prefetch_related("agency__domains").get(pk=event.quote_id)
        told = set(event.mails.values_list("membership_id", flat=True))
        people = [(part, person) for part, person in readers(event, quote) if person.pk not in told]
        for part, person in people:
            facts = compose(quote, event, part, person, now)
            mail_id = message_ids.mail_id(quote, person, f"quote event {event.pk}")
            SentQuoteMail.objects.create(
                agency_id=quote.agency_id, membership=person, event=event, mail_id=mail_id, at=now
            )
            tell(person, quote, facts, notice=NoticeKind.QUOTE, kind=KIND, mail_id=mail_id, now=now)
    return len(people)


def may_leave(mail: Mail) -> bool:
    """Whether a mail about a quote may still go to whom it was written: asked again at the last moment, since
    a mail server may be away for a day. Not when the membership has ended, the address has changed, or the
    quote is no longer theirs to read."""
    sent = SentQuoteMail.objects.filter(agency_id=mail.agency_id, mail_id=mail.message_id).first()
    viewer = reader_of(mail, sent.membership_id) if sent else None
    if sent is None or viewer is None:
        return False
    return OrderQuote.objects.visible_to(viewer).filter(events=sent.event_id).exists()
