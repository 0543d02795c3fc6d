"""Writing the mails about orders: to each person once, to nobody who may not read what they are about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from accounts.actions.mail import write_mail
from accounts.actions.notices import give_notice
from accounts.models import Mail, NoticeKind
from accounts.rules.notices import channels_of
from agencies.models import Membership
from orders.actions.mail_jobs import mailed_verbs
from orders.hooks.receivers import receiver_mail
from orders.mail import audience, message_ids
from orders.models import Message, Order, OrderEvent, SentMail
from orders.pages import timeline
from orders.rules.review_window import judged
from orders.states.mail_parts import FAREWELL
from project.base.features import is_on
from project.base.jobs import Urgency
from project.base.viewer import Member

KIND = "order"
#: (order, event or message, reader, now) -> what the templates emails/order.* print: see
#: orders/mail/letter.py.
Compose = Callable[[Order, Any, audience.Reader, dt.datetime], dict[str, Any]]


def write_about_event(*, event_id: int, compose: Compose, now: dt.datetime) -> int:
    """Write to everybody whom an event concerns and who was not written to yet. Returns how many mails were
    written.

    The event's row is locked meanwhile: a second worker with the same job waits, and finds all of it done.
    """
    with transaction.atomic():
        row = OrderEvent.objects.select_for_update(of=("self",), no_key=True).filter(pk=event_id).first()
        if row is None or row.verb not in mailed_verbs():
            return 0
        event = timeline.with_numbers(OrderEvent.objects.filter(pk=row.pk)).get()
        order = _order(event.order_id, now)
        told = set(event.mails.values_list("membership_id", flat=True))
        readers = [reader for reader in audience.of_event(event, order) if reader.person.pk not in told]
        for reader in readers:
            facts = compose(order, event, reader, now)
            mail_id = message_ids.mail_id(order, reader.person, f"event {event.pk}")
            _note(reader.person, mail_id, now, event=event, farewell=reader.part in FAREWELL)
            tell(reader.person, order, facts, notice=NoticeKind.ORDER, kind=KIND, mail_id=mail_id, now=now)
        for app in receiver_mail if order.receiver_id is not None else ():
            app.of_event(order=order, event=event, now=now)
    return len(readers)


def write_about_message(*, message_id: int, compose: Compose, now: dt.datetime) -> int:
    """Write to everybody whom a message concerns, those it names first; who has read it by now is left alone.
    Returns how many mails were written; none while the agency has messages switched off. Locked like an
    event."""
    with transaction.atomic():
        row = Message.objects.select_for_update(of=("self",), no_key=True).filter(pk=message_id).first()
        if row is None:
            return 0
        order = _order(row.order_id, now)
        if not is_on(order.agency, "messages"):
            return 0
        told = set(row.mails.values_list("membership_id", flat=True))
        readers = [reader for reader in audience.of_message(row, order) if reader.person.pk not in told]
        for reader in readers:
            facts = compose(order, row, reader, now)
            mail_id = message_ids.mail_id(order, reader.person, f"message {row.pk}")
            _note(reader.person, mail_id, now, message=row)
            tell(reader.person, order, facts, notice=NoticeKind.MESSAGE, kind=KIND, mail_id=mail_id, now=now)
        for app in receiver_mail if order.receiver_id is not None and not row.internal else ():
            app.of_message(order=order, message=row, now=now)
    return len(readers)


def tell(
    person: Membership,
    about: message_ids.Numbered,
    facts: Mapping[str, Any],
    *,
    notice: NoticeKind,
    kind: str,
    mail_id: str,
    now: dt.datetime,
) -> None:
    """Tell a person in the ways they chose for what is of kind `notice`: in the application, by mail, or not
    at all.

    `facts` are what the templates emails/<kind>.* print; a notice needs the number, subject and
    url of them. Mails `about` the same thing are one conversation. Within an open transaction, once:
    `mail_id` may be used by one mail only, so the caller has noted it first.
    """
    by_mail, in_application = channels_of(person.user, about.agency, notice)
    told: dict[str, Any] = {"agency": about.agency, "kind": notice, "now": now}
    if in_application:
        said = {"about": facts["number"], "detail": facts["subject"], "path": _path(facts["url"])}
        give_notice(user=person.user, **said, **told)
    if not by_mail:
        return
    write_mail(
        agency=about.agency,
        kind=kind,
        recipient=person.user.email,
        context=facts,
        urgency=Urgency.SOON,
        now=now,
        message_id=mail_id,
        thread=message_ids.thread_id(about, person),
        reader=person.user,
    )


def may_leave(mail: Mail) -> bool:
    """Whether a mail about an order may still go to whom it was written: asked again at the last moment,
    since a mail server may be away for a day. Not when the membership has ended, the address has changed, or
    the order (or the message) is no longer theirs to read, unless that is what the mail says."""
    sent = SentMail.objects.filter(agency_id=mail.agency_id, mail_id=mail.message_id).first()
    viewer = reader_of(mail, sent.membership_id) if sent else None
    if sent is None or viewer is None:
        return False
    if sent.message_id:
        return Message.objects.visible_to(viewer).filter(pk=sent.message_id).exists()
    return sent.farewell or Order.objects.known_to(viewer).filter(events=sent.event_id).exists()


def reader_of(mail: Mail, membership_id: int) -> Member | None:
    """The person to whom a mail was written, as they stand now; None when the membership has ended, the
    person may not sign in, or has another address by now."""
    people = Membership.objects.live().filter(user__is_active=True, user__email=mail.recipient)
    person = people.select_related("user").filter(pk=membership_id).first()
    return Member(mail.agency, membership=person) if person else None


def _order(pk: int, now: dt.datetime) -> Order:
    """The order as it is at `now`, with all that each of its mails asks for: per mail there remain the
    question of the right and the rows."""
    rows = Order.objects.select_related("agency__brand", "draft").prefetch_related("agency__domains")
    order = judged(rows.get(pk=pk), now)
    audience.prepare(order, now)
    return order


def _path(url: str) -> str:
    """The part of an address that leads there on the host where the notice is read."""
    parts = urlsplit(url)
    return f"{parts.path}#{parts.fragment}" if parts.fragment else parts.path


def _note(person: Membership, mail_id: str, now: dt.datetime, **about: Any) -> None:
    SentMail.objects.create(agency_id=person.agency_id, membership=person, mail_id=mail_id, at=now, **about)
