"""Who is to be told of an event or a message: asked when the mail is
written, of the rights that people have then."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, prefetch_related_objects

from agencies.models import Membership
from agencies.rules.agencies import is_writer
from agencies.states.roles import MANAGEMENT, Role
from clients.models import AccountPerson
from clients.querysets import MAY_ORDER
from clients.rules.accounts import can_order, pays_for
from orders.actions.messages import concerned
from orders.hooks.words import MailWords
from orders.models import Message, MessageRead, Offer, Order, OrderEvent, RevisionRequest
from orders.models.order_facts import OrderFacts
from orders.models.revisions import Scope
from orders.querysets.orders import GIVING
from orders.rules.extensions import open_ask
from orders.rules.live_revision import reviser_id
from orders.rules.offers import can_assign
from orders.rules.review_window import judged_revision
from orders.rules.sides import Sides, as_viewer, sides_of
from orders.states.mail_parts import (
    ASKED,
    CLIENT,
    DESK,
    EDITOR,
    EDITORS,
    FAREWELL,
    FORMER,
    PAYER,
    SUPPORT,
    TALK,
    UNASKED,
    WRITER,
)
from orders.states.offers import OfferState
from orders.states.orders import State
from project.base.viewer import Member

from .words import REVISION_WORDS, words_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: One event writes to no more people than this, the longest-standing first. Agencies are not that large;
#: mistakes are.
MOST = 100


@dataclass(frozen=True)
class Reader:
    """Somebody who is told, as what, and how they stand to the order."""

    viewer: Member
    part: str
    sides: Sides
    named: bool = False

    @property
    def person(self) -> Any:
        return self.viewer.membership


def prepare(order: Order, now: dt.datetime) -> None:
    """Read once what rules and panels ask of the (judged) order for each reader."""
    offers = Offer.objects.select_related("writer").order_by("-id")
    revisions = RevisionRequest.objects.with_change_waiting(now).order_by("number")
    prefetch_related_objects(
        [order], Prefetch("offers", offers), Prefetch("revisions", revisions), "revisions__points"
    )
    for revision in order.revisions.all():
        judged_revision(revision, order)
    order.facts = OrderFacts(open_ask=order.extension_asks.waiting().first(), reviser_id=reviser_id(order))


def of_event(event: OrderEvent, order: Order) -> list[Reader]:
    """The readers of an event, nobody twice, its actor for a confirmation alone, and only people who may see
    the order now (but for the farewells, which go to people who may not)."""
    found: dict[int, Reader] = {}
    for part, words in words_of(event.verb).items():
        if order.receiver_id is not None and words.confirms:
            continue  # a class is confirmed once, not member by member
        if _moved_on(words, event, order) or not _is_theirs(part, event, order):
            continue
        for person in _people(order, part, event):
            reader = _reader(order, person, part)
            concerned_too = words.confirms or person.pk != event.actor_id
            if person.pk not in found and concerned_too and _may(reader, order):
                found[person.pk] = reader
    return list(found.values())[:MOST]


def of_message(message: Message, order: Order) -> list[Reader]:
    """Whom a message concerns, those it names first, but for those who
    have read it already or may not any more."""
    read = MessageRead.objects.filter(order=order, internal=message.internal, upto_id__gte=message.pk)
    known = set(read.values_list("membership_id", flat=True))
    concerns = sorted(concerned(message), key=lambda concern: not concern.mentioned)[:MOST]
    prefetch_related_objects([concern.person for concern in concerns], "user")
    found = []
    for concern in concerns:
        person, viewer = concern.person, as_viewer(order, concern.person)
        sees = Message.objects.visible_to(viewer).filter(pk=message.pk).exists()
        if sees and person.pk not in known and person.user.is_active:
            found.append(Reader(viewer, TALK, sides_of(viewer, order), concern.mentioned))
    return found


def _moved_on(words: MailWords, event: OrderEvent, order: Order) -> bool:
    """Whether the event led elsewhere, or the order has gone on from where it led."""
    if words.leads_to not in ("", event.to_state):
        return True
    answered = event.verb == "ask_extension" and open_ask(order) != event.extension
    return words.waits and (answered or order.state != event.to_state)


def _is_theirs(part: str, event: OrderEvent, order: Order) -> bool:
    """Whether the event makes it this part's business, where the verb alone does not say."""
    if event.verb == "change_deadlines" and part == CLIENT:
        return bool(event.revision_id) or event.until != _deadline_before(event, order)
    if event.verb == "cancel" and part == DESK:
        return event.actor_id is not None and event.actor_id in _ids(order, CLIENT, event)
    if event.revision_id and event.verb in REVISION_WORDS:
        return _is_theirs_in_revision(part, event, order)
    if event.verb == "change_deadlines" and part == WRITER:
        return event.extension_id is None  # who asked for it is told that it is granted
    return part != CLIENT or event.verb != "deliver" or event.to_state == State.DELIVERED


def _is_theirs_in_revision(part: str, event: OrderEvent, order: Order) -> bool:
    """A pending scope is the desk's business before the writer's; a time is proposed to the other side; what
    the desk took back is told to the client, what the client took back to who worked on it."""
    by_client = event.actor_id in _ids(order, CLIENT, event)
    if event.verb == "request_revision":
        return (part == DESK) == (event.revision is not None and event.revision.scope == Scope.PENDING)
    if event.verb == "judge_scope":
        return part == CLIENT or event.to_state == State.REVISION_REQUESTED
    if event.verb == "propose_deadline":
        return (part == CLIENT) != by_client
    if event.verb in ("accept_deadline", "cancel_revision"):
        return part == WRITER or (part == CLIENT) != by_client
    return True


def _deadline_before(event: OrderEvent, order: Order) -> Any:
    moved = order.events.filter(verb__in=["change_deadlines", "resume"], revision=None, pk__lt=event.pk)
    last = moved.order_by("-id").values_list("until", flat=True).first()
    return last or (order.draft.deadline if order.draft else None)


def _people(order: Order, part: str, event: OrderEvent) -> QuerySet[Membership]:
    """Who may be of that part. Bounded; a person's rights are still to be asked."""
    rows = Membership.objects.live().filter(agency_id=order.agency_id, user__is_active=True)
    if part == DESK:
        rows = rows.with_role(*MANAGEMENT)
    elif part == SUPPORT:
        rows = rows.with_role(Role.SUPPORT)
    elif part == EDITORS:
        # Whose review was given back by somebody else knows that it waits.
        rows = rows.with_role(Role.EDITOR).exclude(pk=event.person_id or 0)
        rows = rows if order.state == State.IN_REVIEW and order.editor_id is None else rows.none()
    else:
        rows = rows.filter(pk__in=[pk for pk in _ids(order, part, event) if pk])
    of_account = AccountPerson.objects.filter(account_id=order.account_id)
    return (
        rows.select_related("user")
        .prefetch_related(Prefetch("account_people", of_account))
        .order_by("id")[:MOST]
    )


def _ids(order: Order, part: str, event: OrderEvent) -> set[int | None]:
    """The people of a part that the order itself names."""
    if part == CLIENT:
        people = AccountPerson.objects.filter(account_id=order.account_id, role__in=MAY_ORDER)
        return {order.requested_by_id, *people.order_by("id").values_list("membership_id", flat=True)[:MOST]}
    if part == PAYER:
        payers = AccountPerson.objects.filter(account_id=order.account_id, role="payer").order_by("id")
        return set(payers.values_list("membership_id", flat=True)[:MOST])
    if part == ASKED:
        # An offer is made to one person; when the order goes on, all whose offers are open are asked again.
        waiting: set[int | None] = {
            offer.writer_id for offer in order.offers.all() if offer.state == OfferState.OPEN
        }
        return waiting & {event.person_id} if event.person_id else waiting
    if part == FORMER:
        return {_writer_by(order, pk__lt=event.pk)}
    if part == WRITER and (reviser := reviser_id(order)):
        return {reviser}
    if part == WRITER:
        # Whoever has got the order since was told of that, and reads the rest on its page.
        return {order.writer_id} & {_writer_by(order, pk__lte=event.pk)}
    return {{EDITOR: order.editor_id, UNASKED: event.person_id}[part]}


def _writer_by(order: Order, **until: int) -> int | None:
    """Who had been given the order by then, from its events."""
    given = order.events.filter(verb__in=GIVING, **until)
    return given.order_by("-id").values_list("person_id", flat=True).first()


def _reader(order: Order, person: Membership, part: str) -> Reader:
    viewer = as_viewer(order, person)
    return Reader(viewer, part, sides_of(viewer, order))


def _may(reader: Reader, order: Order) -> bool:
    """Whether the reader really has the part now, and may see the order. A
    farewell is for a writer who has it no more."""
    if reader.part in FAREWELL:
        return is_writer(reader.viewer) and not reader.sides.writer and reader.sides.offer is None
    if reader.part == ASKED:  # what has ended meanwhile is written, and does not leave (sending.may_leave)
        return _has(reader, order) and order.state == State.OFFERED
    rows = Order.objects.known_to if reader.part == PAYER else Order.objects.visible_to
    return _has(reader, order) and rows(reader.viewer).filter(pk=order.pk).exists()


def _has(reader: Reader, order: Order) -> bool:
    sides = reader.sides
    if reader.part == DESK:
        return sides.desk and not sides.writer and can_assign(reader.viewer, order)
    if reader.part == CLIENT:
        return sides.client and can_order(reader.viewer, order.account_id)
    if reader.part == PAYER:
        return pays_for(reader.viewer, order.account_id)
    return {
        SUPPORT: sides.desk and not sides.writer,
        WRITER: sides.writer,
        EDITOR: sides.editor,
        EDITORS: sides.editor,
        ASKED: sides.offer is not None,
    }[reader.part]
