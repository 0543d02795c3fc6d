"""Writing the mails about orders and quotes: to each person once, to nobody who may not read what they are about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from accounts.actions.mail import write_mail
from accounts.actions.notices import channels_of, give_notice
from accounts.models import Mail, NoticeKind
from agencies.models import Membership
from orders.mail import audience, headers
from orders.mail.words import FAREWELL, WORDS
from orders.models import Message, Order, OrderEvent, SentMail
from orders.pages import timeline
from project.base.viewer import Member
from quotes.models import OrderQuote, QuoteEvent

KIND = "order"
#: By what it is about, what a person chooses to be told how.
NOTICE_KIND = {"event": NoticeKind.ORDER, "message": NoticeKind.MESSAGE, "quote_event": NoticeKind.QUOTE}
#: (order, event or message, reader, now) -> what the templates emails/order.* print: see orders/mail/letter.py.
Compose = Callable[[Order, Any, audience.Reader, dt.datetime], dict[str, Any]]
#: The same for a quote: see quotes/mail/quote_letter.py.
QuoteReaders = Callable[[QuoteEvent, OrderQuote], Sequence[tuple[str, Membership]]]
QuoteCompose = Callable[[OrderQuote, QuoteEvent, str, Membership, dt.datetime], dict[str, Any]]


def write_about_event(*, event_id: int, compose: Compose, now: dt.datetime) -> int:
    """Write to everybody whom an event concerns and who was not written to yet. Returns how many mails were written.

    The event's row is locked meanwhile: a second worker with the same job waits, and finds all of it done.
    """
    with transaction.atomic():
        row = OrderEvent.objects.select_for_update(of=("self",), no_key=True).filter(pk=event_id).first()
        if row is None or row.verb not in WORDS:
            return 0
        event = timeline.with_numbers(OrderEvent.objects.filter(pk=row.pk)).get()
        order = _order(event.order_id)
        told = set(event.mails.values_list("membership_id", flat=True))
        readers = [reader for reader in audience.of_event(event, order) if reader.person.pk not in told]
        for reader in readers:
            facts = compose(order, event, reader, now)
            _write(order, reader.person, facts, now, f"event {event.pk}", event=event, farewell=reader.part in FAREWELL)
    return len(readers)


def write_about_message(*, message_id: int, compose: Compose, now: dt.datetime) -> int:
    """Write to everybody whom a message concerns, those it names first; who has read it by now is left alone. Returns how
    many mails were written. Locked like an event."""
    with transaction.atomic():
        row = Message.objects.select_for_update(of=("self",), no_key=True).filter(pk=message_id).first()
        if row is None:
            return 0
        order = _order(row.order_id)
        told = set(row.mails.values_list("membership_id", flat=True))
        readers = [reader for reader in audience.of_message(row, order) if reader.person.pk not in told]
        for reader in readers:
            facts = compose(order, row, reader, now)
            _write(order, reader.person, facts, now, f"message {row.pk}", message=row)
    return len(readers)


def write_about_quote(*, event_id: int, readers: QuoteReaders, compose: QuoteCompose, now: dt.datetime) -> int:
    """The same for an event of a quote."""
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
            _write(quote, person, facts, now, f"quote event {event.pk}", quote_event=event)
    return len(people)


def may_leave(mail: Mail) -> bool:
    """Whether a mail about an order may still go to whom it was written: asked again at the last moment, since a mail
    server may be away for a day. Not when the membership has ended, the address has changed, or the order (or the
    message) is no longer theirs to read, unless that is what the mail says."""
    sent = SentMail.objects.filter(agency_id=mail.agency_id, mail_id=mail.message_id).first()
    if sent is None:
        return False
    people = Membership.objects.live().select_related("user").filter(user__is_active=True, user__email=mail.recipient)
    person = people.filter(pk=sent.membership_id).first()
    if person is None:
        return False
    viewer = Member(mail.agency, membership=person)
    if sent.message_id:
        return Message.objects.visible_to(viewer).filter(pk=sent.message_id).exists()
    if sent.quote_event_id:
        return OrderQuote.objects.visible_to(viewer).filter(events=sent.quote_event_id).exists()
    return sent.farewell or Order.objects.visible_to(viewer).filter(events=sent.event_id).exists()


def _order(pk: int) -> Order:
    """The order with all that each of its mails asks for: per mail there remain the question of the right and the rows."""
    order = Order.objects.select_related("agency__brand", "draft").prefetch_related("agency__domains").get(pk=pk)
    audience.prepare(order)
    return order


def _path(url: str) -> str:
    """The part of an address that leads there on the host where the notice is read."""
    parts = urlsplit(url)
    return f"{parts.path}#{parts.fragment}" if parts.fragment else parts.path


def _write(
    order: Order | OrderQuote, person: Any, facts: dict[str, Any], now: dt.datetime, what: str, **about: Any
) -> None:
    mail_id = headers.mail_id(order, person, what)
    SentMail.objects.create(agency_id=order.agency_id, membership=person, mail_id=mail_id, at=now, **about)
    kind = NOTICE_KIND[next(iter(about))]
    mail, notice = channels_of(person.user, order.agency, kind)
    if notice:
        words = f"{facts['number']} {facts['subject']}: {facts['subject_title']}"
        give_notice(user=person.user, agency=order.agency, kind=kind, detail=words, path=_path(facts["url"]), now=now)
    if not mail:
        return
    write_mail(
        agency=order.agency,
        kind=KIND,
        recipient=person.user.email,
        context=facts,
        now=now,
        message_id=mail_id,
        thread=headers.thread_id(order, person),
        reader=person.user,
    )
