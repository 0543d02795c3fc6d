"""The page of a ticket: what was said, what happened, what the clock says and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agencies.models import Membership
from agencies.rules.sla_clock import Reading
from agencies.states.roles import STAFF
from agencies.states.sla import ClockState, Target
from orders.models import Order
from project.base import marks
from project.base.mail_addresses import shown_email
from project.base.viewer import Member, Viewer
from support.actions.ticket_moves import TICKETS
from support.actions.ticket_tags import names_of
from support.models import Ticket, TicketMessage
from support.rules.ticket_times import asleep_until
from support.rules.tickets import can_ask, can_handle, shown_readings, works_on_tickets
from support.states.inbound import Verdict
from support.states.tickets import CLOCK_TONES, PRESSED, TICKET_TONES, MessageKind, TicketState

from .breaches import of_ticket
from .ladder import escalation_context
from .ticket_answering import others_answering
from .ticket_replies import rating_context
from .ticket_watchers import watchers_context
from .tickets import SOON, priority_badge

MINUTE = dt.timedelta(minutes=1)
#: People that a ticket can be given to, at most.
MOST_PEOPLE = 200


def desk_people(viewer: Viewer, ticket: Ticket | None = None) -> list[Membership]:
    """Who may take care of tickets: the desk; of one of them, not whoever asked."""
    rows = Membership.objects.live().with_role(*STAFF).filter(agency_id=viewer.agency_id)
    asker = ticket.requester_id if ticket else None
    return list(rows.exclude(pk=asker or 0).order_by("public_name", "pk")[:MOST_PEOPLE])


def ticket_context(viewer: Member, ticket: Ticket, now: dt.datetime) -> dict[str, Any]:
    """What the page prints. Constant queries, whatever was said."""
    said = TicketMessage.objects.visible_to(viewer).read_on(ticket)
    said = said.select_related("author", "sender", "inbound__answers", "ticket")
    read = list(said.prefetch_related("files__file").order_by("pk"))
    handles, events = can_handle(viewer, ticket), list(ticket.events.order_by("pk"))
    readings = shown_readings(ticket, viewer.agency, events, now)
    return {
        "ticket": ticket,
        "handles": handles,
        "asks": can_ask(viewer, ticket),
        "state": marks.badge(TicketState(ticket.state).label, TICKET_TONES[TicketState(ticket.state)]),
        "priority": priority_badge(ticket),
        "lines": [_line(viewer, ticket, one) for one in read],
        "last": read[-1].public_id if read else "",
        "clock": clock_lines(viewer, ticket, readings, now),
        "missed": of_ticket(ticket, readings) if handles else [],
        "answering": others_answering(viewer, ticket, now) if handles else [],
        "escalation": escalation_context(viewer, ticket, events, now) if handles else None,
        "order": _order(viewer, ticket),
        "merged": ticket.state == TicketState.MERGED,
        **watchers_context(viewer, ticket),
        **rating_context(viewer, ticket, now),
        "tags": names_of(ticket) if handles else [],
        "snoozed": asleep_until(ticket, now) if handles else None,
        "verbs": [
            choice.transition
            for choice in TICKETS.choices(viewer, ticket, PRESSED)
            if choice.allowed and ticket.state not in choice.transition.done
        ],
    }


def _line(viewer: Viewer, ticket: Ticket, message: TicketMessage) -> dict[str, Any]:
    """One message as the viewer may read it: to whoever asked, the desk answers by name."""
    return {
        "from": message.ticket.number if message.ticket_id != ticket.pk else "",
        "anchor": f"message-{message.public_id}",
        "who": message.speaker,
        "side": "" if message.kind == MessageKind.QUESTION else MessageKind(message.kind).label,
        "mine": message.author_id == viewer.member_id,
        "internal": message.kind == MessageKind.NOTE,
        "sent_at": message.sent_at,
        "text": message.text,
        "mail": _mail(viewer, message),
        "files": [
            {
                "name": file.name,
                "url": reverse("agencies:file", args=[file.public_id]),
                "size": file.file.size,
                "content_type": file.file.content_type,
            }
            for file in message.files.all()
        ],
    }


def _mail(viewer: Viewer, message: TicketMessage) -> dict[str, Any] | None:
    """What there is to know of a message that came by mail. From where it came, and what it says that it
    answers, is the desk's to read."""
    mail = getattr(message, "inbound", None)
    if mail is None:
        return None
    desk = works_on_tickets(viewer)
    return {
        "unverified": message.sender_id is not None,
        "replied": mail.verdict == Verdict.ACCEPTED,
        "address": shown_email(mail.address) if desk else "",
        "name": message.sender.name if desk and message.sender else "",
        "quoted": mail.quoted,
        "left_out": mail.left_out.split("\n") if mail.left_out else [],
        "answers": mail.answers.number if desk and mail.answers else "",
    }


def _order(viewer: Viewer, ticket: Ticket) -> dict[str, str] | None:
    """The order that it is about, if the viewer may open it."""
    if ticket.order_id is None:
        return None
    found = Order.objects.visible_to(viewer).filter(pk=ticket.order_id).first()
    if found is None:
        return None
    return {"number": found.number, "title": found.title, "url": reverse("orders:order", args=[found.number])}


def clock_lines(
    viewer: Viewer, ticket: Ticket, readings: Mapping[Target, Reading], now: dt.datetime
) -> list[dict[str, Any]]:
    """How each target stands that is owed or was, in words, with why."""
    return [
        _clock_line(viewer, ticket, readings[target], now)
        for target in Target
        if readings[target].state != ClockState.IDLE
    ]


def _clock_line(viewer: Viewer, ticket: Ticket, reading: Reading, now: dt.datetime) -> dict[str, Any]:
    done = reading.ended is not None
    return {
        "label": reading.target.label,
        "state": marks.badge(reading.state.label, CLOCK_TONES[reading.state]),
        "due": marks.deadline(reading.due, now=now, done=done, soon=SOON) if reading.due else "",
        "why": why(can_ask(viewer, ticket), reading),
    }


def why(asks: bool, reading: Reading) -> str:
    """Why a clock stands where it stands: “4 hr of 8 hr used. Paused for 3 hr: waiting for you.”"""
    if reading.goal is None:
        return ""
    if not reading.measured:
        return _("Judged by the working hours of that time.")
    working = reading.goal.working
    facts = {"used": span_words(reading.elapsed, working), "goal": span_words(reading.goal.time, working)}
    used = _("%(used)s of %(goal)s working time used.") if working else _("%(used)s of %(goal)s used.")
    return " ".join(part for part in (used % facts, paused_words(asks, reading, working)) if part)


def paused_words(asks: bool, reading: Reading, working: bool) -> str:
    """What of the time didn't count; outside the working hours a pause takes none."""
    if reading.paused >= MINUTE:
        words = (
            _("Paused for %(time)s: waiting for you.")
            if asks
            else _("Paused for %(time)s: waiting for them.")
        )
        return words % {"time": span_words(reading.paused, working)}
    if reading.state == ClockState.PAUSED:
        return _("Paused: waiting for you.") if asks else _("Paused: waiting for them.")
    return ""


def span_words(time: dt.timedelta, working: bool) -> str:
    """So much time: “3 hr, 20 min”."""
    return marks.span(int(time.total_seconds()) // 60, get_language() or "en", working=working)
