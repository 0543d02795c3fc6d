"""Opening tickets, and what is said on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from orders.models import Order
from project.base.errors import Invalid, NotVisible, Stale, WrongState, require
from project.base.features import require_on
from project.base.ids import public_id
from project.base.locks import locked
from project.base.viewer import LinkHolder, Member, Viewer
from support.models import MailSender, Ticket, TicketAnswering, TicketMessage
from support.rules.saved_replies import left_in
from support.rules.ticket_answering import written_since
from support.rules.ticket_times import judged
from support.rules.tickets import can_ask, can_handle
from support.states.inbound import MAIL_SENDER
from support.states.tickets import MessageKind, TicketState

from .ticket_messages import check_words, say, sent_before
from .ticket_moves import TICKETS, locked_where_it_goes, move_ticket, settle
from .ticket_numbers import next_number

#: What leads to the state after a reply.
NEXT = {TicketState.WAITING: "wait", TicketState.SOLVED: "solve", TicketState.OPEN: "resume"}
#: Tickets that one person may have open at a time: more are no way to ask, but a flood.
MOST_OPEN = 50


def open_ticket(
    *,
    actor: Member,
    subject: str,
    text: str,
    now: dt.datetime,
    order: Order | None = None,
    follows: Ticket | None = None,
    uploads: Sequence[Any] = (),
    key: str = "",
) -> Ticket:
    """Ask the agency for help, perhaps about an order, or with what goes on from a closed ticket of one's
    own. `key` names the form: sent twice, it opens one ticket.

    The desk is told by mail, and the clocks of the promise begin. Raises FeatureDisabled; NotVisible for an
    order or a ticket that the actor may not see; Invalid under "subject", "text" or "files", and under
    "subject" too when MOST_OPEN are open; WrongState when the followed ticket is not closed.
    """
    require_on(actor.agency, "support")
    check_words(text, subject=subject)
    _check_origin(actor, order, follows, now)
    with transaction.atomic():
        locked(actor, actor.membership, no_key=True)
        own = Ticket.objects.opened_by(actor)
        if key and (made := own.filter(form_key=key).first()):
            return made
        if own.live().count() >= MOST_OPEN:
            words = _(
                "You have %(most)s open tickets. Mark those as solved that are, or write on one of them."
            )
            raise Invalid({"subject": words % {"most": MOST_OPEN}})
        ticket = Ticket.objects.create(
            agency=actor.agency,
            number=next_number(actor.agency, now),
            subject=subject,
            requester_id=actor.member_id,
            order=order,
            follows=follows,
            opened_at=now,
            touched_at=now,
            form_key=key or public_id(),
        )
        message = say(ticket, actor, MessageKind.QUESTION, text, uploads, ticket.form_key, now)
        settle(ticket, "open", actor=actor, now=now, message=message)
    return ticket


def open_ticket_of_sender(
    *,
    sender: MailSender,
    subject: str,
    text: str,
    now: dt.datetime,
    uploads: Sequence[Any] = (),
    follows: Ticket | None = None,
) -> Ticket:
    """Open a ticket for whoever wrote a mail without having shown who they are. It says nothing about any
    other, except the closed one of theirs that it goes on with. The desk is told, and the clocks begin.

    Asks no right: reading mail (actions/inbound.py) has judged it. Raises FeatureDisabled; Invalid under
    "subject" when MOST_OPEN of the sender’s are open, under "text" or "files".
    """
    actor = LinkHolder(sender.agency, kind=MAIL_SENDER, public_id=sender.public_id)
    require_on(sender.agency, "support")
    check_words(text, subject=subject)
    with transaction.atomic():
        MailSender.objects.select_for_update(of=("self",), no_key=True).get(pk=sender.pk)
        if Ticket.objects.opened_by(actor).live().count() >= MOST_OPEN:
            raise Invalid({"subject": _("Too many tickets are open.")})
        ticket = Ticket.objects.create(
            agency=sender.agency,
            number=next_number(sender.agency, now),
            subject=subject,
            sender=sender,
            follows=follows,
            opened_at=now,
            touched_at=now,
            form_key=public_id(),
        )
        message = say(ticket, actor, MessageKind.QUESTION, text, uploads, ticket.form_key, now)
        settle(ticket, "open", actor=actor, now=now, message=message)
    return ticket


def write_question(
    *, actor: Viewer, ticket: Ticket, text: str, now: dt.datetime, uploads: Sequence[Any] = (), key: str = ""
) -> TicketMessage:
    """Say more on a ticket of one's own. A solved one is open again, and whoever waits, waits no longer.
    Raises NotAllowed, WrongState for a closed one, Invalid under "text" or "files"."""
    require(can_ask(actor, ticket))
    check_words(text)
    with transaction.atomic():
        meant, ticket = ticket, locked_where_it_goes(actor, ticket, now)
        TICKETS.check("ask", actor, ticket)
        if sent := sent_before(actor, key, meant, ticket):
            return sent
        message = say(ticket, actor, MessageKind.QUESTION, text, uploads, key, now)
        if ticket.state == TicketState.SOLVED:
            move_ticket(ticket, "reopen", actor=actor, now=now)
        move_ticket(ticket, "ask", actor=actor, now=now, message=message)
    return message


def write_reply(
    *,
    actor: Member,
    ticket: Ticket,
    text: str,
    now: dt.datetime,
    then: str = TicketState.WAITING,
    uploads: Sequence[Any] = (),
    key: str = "",
    seen: str = "",
) -> TicketMessage:
    """Answer whoever asked. `then`: the state afterwards, that is whether the agency now waits, goes on, or
    has solved it. `seen`: the last message that the actor has read, if that is to be asked. Whoever answers
    first takes a ticket that nobody has.

    Raises NotAllowed, WrongState for a closed one, Invalid under "text", "files" or "then", Stale when
    somebody else wrote after `seen`.
    """
    require(can_handle(actor, ticket))
    check_words(text)
    if left := left_in(text):
        words = _("Replace %(names)s: on this ticket, nothing stands for it.")
        raise Invalid({"text": words % {"names": ", ".join(left)}})
    if then not in (TicketState.WAITING, TicketState.OPEN, TicketState.SOLVED):
        raise Invalid({"then": _("Choose what happens next.")})
    with transaction.atomic():
        meant, ticket = ticket, locked_where_it_goes(actor, ticket, now)
        TICKETS.check("reply", actor, ticket)
        if sent := sent_before(actor, key, meant, ticket):
            return sent
        _check_seen(actor, ticket, seen)
        TicketAnswering.objects.filter(ticket__in=(meant, ticket), person_id=actor.member_id).delete()
        message = say(ticket, actor, MessageKind.REPLY, text, uploads, key, now)
        _take(ticket, actor, now)
        settle(ticket, "reply", actor=actor, now=now, message=message)
        _go_on(ticket, actor, TicketState(then), now)
    return message


def write_note(
    *, actor: Member, ticket: Ticket, text: str, now: dt.datetime, uploads: Sequence[Any] = (), key: str = ""
) -> TicketMessage:
    """Write something that the desk alone reads. It answers nobody: no clock stops. Raises NotAllowed,
    Invalid under "text" or "files"."""
    require(can_handle(actor, ticket))
    check_words(text)
    with transaction.atomic():
        meant, ticket = ticket, locked_where_it_goes(actor, ticket, now)
        TICKETS.check("note", actor, ticket)
        if sent := sent_before(actor, key, meant, ticket):
            return sent
        message = say(ticket, actor, MessageKind.NOTE, text, uploads, key, now)
        settle(ticket, "note", actor=actor, now=now, message=message)
    return message


def _check_seen(actor: Member, ticket: Ticket, seen: str) -> None:
    """Nobody answers past what they haven't read, by the desk or by whoever asked."""
    if message := written_since(actor, ticket, seen):
        words = _("%(name)s wrote since you opened this page. Read it, then send your reply or change it.")
        raise Stale(words % {"name": message.speaker})


def _take(ticket: Ticket, actor: Member, now: dt.datetime) -> None:
    if ticket.assignee_id is None:
        ticket.assignee = actor.membership
        settle(ticket, "assign", actor=actor, now=now, person=actor.membership)


def _go_on(ticket: Ticket, actor: Member, then: TicketState, now: dt.datetime) -> None:
    """To the state after a reply, with the event that says so to the clock."""
    if ticket.state == TicketState.SOLVED and then != TicketState.SOLVED:
        move_ticket(ticket, "reopen", actor=actor, now=now)
    if ticket.state != then:
        move_ticket(ticket, NEXT[then], actor=actor, now=now)


def _check_origin(actor: Member, order: Order | None, follows: Ticket | None, now: dt.datetime) -> None:
    if order is not None and not Order.objects.visible_to(actor).filter(pk=order.pk).exists():
        raise NotVisible()
    if follows is not None and not Ticket.objects.opened_by(actor).filter(pk=follows.pk).exists():
        raise NotVisible()
    if follows is not None and follows.state == TicketState.MERGED:
        raise WrongState(_("This ticket was merged into another. Write on that one."))
    if follows is not None and not judged(follows, now).is_closed:
        raise WrongState(_("This ticket isn’t closed. Write on it."))
