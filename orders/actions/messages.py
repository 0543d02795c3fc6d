"""Writing, editing and reading the messages of an order. Nothing is ever deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext as _

from agencies.actions.files import attach_all
from agencies.models import Membership
from orders.actions.mail_jobs import tell_of_message
from orders.models import InboxThread, Message, MessageMention, MessageRead, MessageText, Order
from orders.models.messages import MESSAGE_LIMIT, Side
from orders.querysets.orders import people_of_order
from orders.rules.messages import can_edit_message, can_message, reads_conversation, shares_notes
from orders.rules.orders import on_client_side, writes
from orders.rules.reviews import can_review
from orders.rules.sides import as_viewer
from project.base.compiled import Slot, compiled
from project.base.errors import Invalid, NotVisible, WrongState, require
from project.base.features import require_on
from project.base.ids import public_id
from project.base.locks import locked
from project.base.viewer import Member, Viewer

from .locking import locked_order
from .waiting_files import use_waiting

#: How long its author may change the words of a message.
EDIT_WINDOW = dt.timedelta(minutes=5)
#: How long people may still write after an order was completed or cancelled.
OPEN_AFTER = dt.timedelta(days=30)


@dataclass(frozen=True)
class Concern:
    """Somebody whom a message concerns, and whether it names them."""

    person: Membership
    mentioned: bool


def why_closed(order: Order, now: dt.datetime) -> str:
    """Why nothing more can be written on this order, "" while it can."""
    if order.closed_at is None or now < order.closed_at + OPEN_AFTER:
        return ""
    return _(
        "This order was closed more than %(days)s days ago, so you can no longer send messages here."
    ) % {"days": OPEN_AFTER.days}


def post_message(
    *,
    actor: Member,
    order: Order,
    internal: bool,
    text: str,
    now: dt.datetime,
    mentions: Iterable[Membership] = (),
    uploads: Sequence[Any] = (),
    waiting: Sequence[str] = (),
    key: str = "",
) -> Message:
    """Write into the conversation, or among the internal notes. `waiting` as in deliver. `key`
    names the form: sent twice, it posts once.

    Raises Invalid under "text", "files", "attachments" or "mentions"; WrongState when the order was closed
    too long ago.
    """
    may = shares_notes if internal else can_message
    require_on(actor.agency, "messages")
    require(may(actor, order))
    _check_words(text, bool(uploads or waiting))
    with transaction.atomic():
        order = locked_order(actor, order, now)
        order.agency = actor.agency  # asked of each of its readers
        require(may(actor, order))
        if key and (sent := _sent(order_id=order.pk, author_id=actor.member_id, key=key)):
            return sent[0]
        _check_open(order, now)
        people = readers(order, internal)
        named = _checked_mentions(people, mentions)
        message = Message.objects.create(
            agency_id=actor.agency_id,
            order=order,
            internal=internal,
            author_id=actor.member_id,
            side=side_of(actor, order, internal),
            writer_id=order.writer_id,
            sent_at=now,
            form_key=key or public_id(),
        )
        _word(message, 1, text, now)
        rows = [MessageMention(agency_id=actor.agency_id, message=message, person=person) for person in named]
        MessageMention.objects.bulk_create(rows)
        attach_all(message.attachments, actor=actor, uploads=uploads, now=now)
        use_waiting(message.attachments, actor=actor, order=order, waiting=waiting, now=now)
        _enter_in_inboxes(message, concerned(message, people, {person.pk for person in named}), people)
        tell_of_message(message)
    return message


@compiled
def _sent(order_id: Slot, author_id: Slot, key: Slot) -> Any:
    return Message.objects.filter(order_id=order_id, author_id=author_id, form_key=key)


def _enter_in_inboxes(message: Message, concerns: list[Concern], people: list[Membership]) -> None:
    """The thread is new again to all in whose inbox it stands; into those of its author and of whom the
    message concerns it comes now. Whoever is none of the `people` who read it loses it. Under the order's
    lock."""
    thread = {"order": message.order, "internal": message.internal}
    followed = InboxThread.objects.filter(**thread)
    told = {concern.person.pk for concern in concerns} | {message.author_id}
    rows = [
        InboxThread(agency_id=message.agency_id, **thread, membership_id=pk, latest=message, unread=True)
        for pk in sorted(told)
    ]
    InboxThread.objects.bulk_create(rows, ignore_conflicts=True)
    followed.exclude(membership_id__in=[person.pk for person in people]).delete()
    others = ExpressionWrapper(~Q(membership_id=message.author_id), BooleanField())
    followed.update(latest=message, unread=others)


def drop_lost_threads(*, actor: Member) -> None:
    """Take out of the actor's inbox what they may no longer read, such as an order that somebody else writes
    now."""
    kept = InboxThread.objects.visible_to(actor).values("pk")
    own = InboxThread.objects.filter(agency_id=actor.agency_id, membership_id=actor.member_id, unread=True)
    own.exclude(pk__in=kept).delete()


def edit_message(*, actor: Member, message: Message, text: str, now: dt.datetime) -> Message:
    """Change the words of one's own message within EDIT_WINDOW; the earlier words
    stay as a row. The same words do nothing."""
    require_on(actor.agency, "messages")
    require(can_edit_message(actor, message))
    with transaction.atomic():
        order = locked(actor, message.order)
        message.order = order
        require(can_edit_message(actor, message))
        if reason := why_not_edit(message, now):
            raise WrongState(reason)
        _check_words(text, message.attachments.exists())
        latest = message.texts.latest("number")
        if latest.text != text:
            _word(message, latest.number + 1, text, now)
    return message


def why_not_edit(message: Message, now: dt.datetime) -> str:
    """Why the words of a message stand, "" while its author may change them."""
    if now < message.sent_at + EDIT_WINDOW:
        return ""
    return _("You can edit a message for %(minutes)s minutes after sending it.") % {
        "minutes": int(EDIT_WINDOW.total_seconds()) // 60
    }


def mark_read(*, actor: Viewer, order: Order, internal: bool, upto: Message) -> None:
    """Note that the actor has read as far as `upto`. Never goes back, whichever of two pages comes last."""
    if not _readable(actor, pk=upto.pk, order_id=order.pk, internal=internal):
        raise NotVisible()
    own = {
        "agency_id": actor.agency_id,
        "order_id": order.pk,
        "internal": internal,
        "membership_id": actor.member_id,
    }
    earlier = MessageRead.objects.filter(**own, upto_id__lt=upto.pk)
    with transaction.atomic():
        if not earlier.update(upto=upto):
            MessageRead.objects.bulk_create([MessageRead(**own, upto=upto)], ignore_conflicts=True)
            earlier.update(upto=upto)  # what another page wrote in between
        InboxThread.objects.filter(**own, unread=True, latest_id__lte=upto.pk).update(unread=False)


@compiled
def _readable(viewer: Viewer, internal: bool, pk: Slot, order_id: Slot) -> Any:
    rows = Message.objects.visible_to(viewer).filter(pk=pk, order_id=order_id, internal=internal)
    return rows.order_by().values_list("pk")


def readers(order: Order, internal: bool) -> list[Membership]:
    """The live members who may read the order's conversation, or its
    internal notes. One query, two once there was a delivery."""
    right = shares_notes if internal else reads_conversation
    return [person for person in people_of_order(order) if right(as_viewer(order, person), order)]


def concerned(
    message: Message, people: list[Membership] | None = None, named: set[int] | None = None
) -> list[Concern]:
    """Whom to tell of a message, its author never: the people named in it; the client's people and the
    writer, or the order's editor of a note; and of the desk those who have written there before. `people`
    are those who read the message, and `named` those of its mentions, where they are known."""
    order = message.order
    if named is None:
        named = set(message.mentions.values_list("person_id", flat=True))
    wrote = set(_authors(order_id=order.pk, internal=message.internal))
    found = []
    for person in readers(order, message.internal) if people is None else people:
        party = side_of(as_viewer(order, person), order, message.internal) != Side.DESK
        if person.pk != message.author_id and (party or person.pk in named | wrote):
            found.append(Concern(person, person.pk in named))
    return found


@compiled
def _authors(order_id: Slot, internal: bool) -> Any:
    rows = Message.objects.filter(order_id=order_id, internal=internal)
    return rows.order_by().values_list("author_id", flat=True).distinct()


def side_of(viewer: Viewer, order: Order, internal: bool) -> Side:
    """From which side a viewer who may read there reads and writes: the
    client's and the writer's before the desk's."""
    if internal:
        return Side.EDITOR if can_review(viewer, order) else Side.DESK
    if on_client_side(viewer, order):
        return Side.CLIENT
    return Side.WRITER if writes(viewer, order) else Side.DESK


def _check_words(text: str, files: bool) -> None:
    if not text and not files:
        raise Invalid({"text": _("Write something or attach a file.")})
    if len(text) > MESSAGE_LIMIT:
        raise Invalid({"text": _("Use no more than %(most)s characters.") % {"most": f"{MESSAGE_LIMIT:,}"}})


def _check_open(order: Order, now: dt.datetime) -> None:
    if reason := why_closed(order, now):
        raise WrongState(reason)


def _checked_mentions(people: list[Membership], mentions: Iterable[Membership]) -> list[Membership]:
    wanted = {person.pk: person for person in mentions}
    if not set(wanted) <= {person.pk for person in people}:
        raise Invalid({"mentions": _("Choose only people who can read this message.")})
    return list(wanted.values())


def _word(message: Message, number: int, text: str, now: dt.datetime) -> None:
    MessageText.objects.create(agency_id=message.agency_id, message=message, number=number, text=text, at=now)
