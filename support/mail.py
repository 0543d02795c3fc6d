"""Who is told of what happens on a ticket, by mail and in the application: that there is something to read,
and nothing of what it says."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.actions.mail import write_mail
from accounts.actions.notices import give_notice
from accounts.models import Mail, Notice, NoticeKind
from accounts.rules.notices import channels_of
from agencies.models import Agency, Membership
from agencies.rules.absolute_urls import agency_host, agency_url
from agencies.states.roles import MANAGEMENT, STAFF, Role
from project.base.jobs import Urgency
from support.actions.inbound_answers import answer_sender
from support.actions.reply_addresses import reply_address_for
from support.models import TicketEvent
from support.rules.inbound_addresses import thread_of
from support.rules.ticket_watchers import present_watchers
from support.states.sla_policies import StepAct, StepResult, Whom

KIND = "support"
#: Of each verb: the subject, and what has happened. `number` is the ticket's.
WORDS: dict[str, tuple[Any, Any]] = {
    "open": (_("New ticket %(number)s"), _("Someone asks for help: ticket %(number)s.")),
    "ask": (_("New message on ticket %(number)s"), _("There is a new message on ticket %(number)s.")),
    "reply": (_("Reply to your ticket %(number)s"), _("The agency replied to your ticket %(number)s.")),
    "solve": (
        _("Ticket %(number)s is solved"),
        _("Ticket %(number)s was marked as solved. If that’s wrong, write on it within 14 days."),
    ),
    "reopen": (_("Ticket %(number)s is open again"), _("Ticket %(number)s was reopened.")),
    "escalate": (
        _("Ticket %(number)s needs you"),
        _("A promised time of ticket %(number)s is running out, or has run out."),
    ),
    "assign": (_("Ticket %(number)s is yours"), _("Ticket %(number)s was assigned to you.")),
    "watch": (
        _("You watch ticket %(number)s"),
        _("You were added to ticket %(number)s: you can read it, and are told of what happens on it."),
    ),
    "wake": (
        _("Ticket %(number)s is back"),
        _("Ticket %(number)s was snoozed until now. It is in the queue again."),
    ),
    "rate": (_("Ticket %(number)s was rated"), _("Ticket %(number)s was rated. Read what it says.")),
    "merge": (
        _("Ticket %(number)s was merged into another"),
        _("Ticket %(number)s was merged into another one. It goes on there."),
    ),
}
#: The same for watchers, of the verbs of which they are told.
WATCHED: dict[str, tuple[Any, Any]] = {
    **dict.fromkeys(
        ("ask", "reply"),
        (_("New message on ticket %(number)s"), _("There is a new message on ticket %(number)s.")),
    ),
    "solve": (_("Ticket %(number)s is solved"), _("Ticket %(number)s was marked as solved.")),
    **{verb: WORDS[verb] for verb in ("reopen", "merge")},
}
#: People of the desk who are told of what nobody has taken yet, at most.
MOST_TOLD = 50


def write_about_ticket(*, event_id: int, now: dt.datetime) -> int:
    """Tell each person whom an act on a ticket concerns, once; nobody who has left, nor who acted. Returns
    how many."""
    with transaction.atomic():
        rows = TicketEvent.objects.select_for_update(of=("self",), no_key=True)
        related = (
            "agency__brand",
            "ticket__requester__user",
            "ticket__assignee__user",
            "ticket__order",
            "person__user",
        )
        event = rows.select_related(*related).filter(pk=event_id).first()
        told = _told(event) if event is not None and event.verb in WORDS else {}
        for person, words in told.items():
            _tell(person, event, words, now)
        if event is not None and event.verb == "reply":
            answer_sender(event=event, now=now)
    return len(told)


def _told(event: TicketEvent) -> dict[Membership, tuple[Any, Any]]:
    """Whom, in which words: who is concerned, then who watches; nobody twice."""
    found = dict.fromkeys(_concerned(event), WORDS[event.verb])
    if event.verb in WATCHED:
        rows = present_watchers(event.ticket).select_related("person__user")
        found = {**{row.person: WATCHED[event.verb] for row in rows}, **found}
    return {one: words for one, words in found.items() if _is_there(one) and one.pk != event.actor_id}


def _concerned(event: TicketEvent) -> list[Membership]:
    ticket = event.ticket
    if event.verb == "escalate":
        return [person for person in _escalated(event) if person.pk != ticket.requester_id]
    if event.verb in ("assign", "watch"):
        return [event.person] if event.person else []
    if event.verb == "wake":
        if event.actor_id:
            return []
        return [ticket.assignee] if ticket.assignee else _desk(event.agency, ticket.requester_id)
    if event.verb == "reply" or (event.actor_id != ticket.requester_id and event.verb != "open"):
        return [ticket.requester] if ticket.requester else []
    return [ticket.assignee] if ticket.assignee else _desk(event.agency, ticket.requester_id)


def _escalated(event: TicketEvent) -> list[Membership]:
    """Whom a step tells; the management of one that could not be taken. Whoever gets the ticket is told of
    that."""
    step, ticket = event.escalation, event.ticket
    if step.act == StepAct.NOTIFY and step.whom == Whom.PERSON:
        return [step.person] if step.person else []
    if step.act == StepAct.NOTIFY and step.whom == Whom.ASSIGNEE and ticket.assignee:
        return [ticket.assignee]
    if step.act == StepAct.NOTIFY and step.whom != Whom.MANAGERS:
        return _desk(event.agency, ticket.requester_id)
    managers = step.act == StepAct.NOTIFY or step.result == StepResult.IMPOSSIBLE
    return _managers(event.agency) if managers else []


def _managers(agency: Agency) -> list[Membership]:
    rows = Membership.objects.live().with_role(*MANAGEMENT).filter(agency=agency)
    return list(rows.select_related("user").order_by("pk")[:MOST_TOLD])


def _desk(agency: Agency, besides: int | None) -> list[Membership]:
    """Those of support, or where there are none all of the desk."""
    rows = Membership.objects.live().filter(agency=agency).exclude(pk=besides or 0).select_related("user")
    rows = rows.order_by("pk")
    return list(rows.with_role(Role.SUPPORT)[:MOST_TOLD]) or list(rows.with_role(*STAFF)[:MOST_TOLD])


def _is_there(person: Membership) -> bool:
    return person.ended_at is None and person.suspended_at is None and person.user.is_active


def _tell(person: Membership, event: Any, words: tuple[Any, Any], now: dt.datetime) -> None:
    """In the ways that they chose, each once."""
    user, agency = person.user, event.agency
    by_mail, by_notice = channels_of(user, agency, NoticeKind.MESSAGE)
    path = reverse("support:ticket", args=[event.ticket.number])
    with translation.override(user.speaks_at(agency)):
        subject, happened = (str(each) % {"number": event.ticket.number} for each in words)
    told: dict[str, Any] = {"user": user, "agency": agency, "path": path, "detail": subject}
    if by_notice and not Notice.objects.filter(**told, at=event.at).exists():
        give_notice(**told, kind=NoticeKind.MESSAGE, now=event.at)
    mail_id = _mail_id(agency, event, person)
    if not by_mail or Mail.objects.filter(message_id=mail_id).exists():
        return
    asks = person.pk == event.ticket.requester_id
    reply_to = reply_address_for(ticket=event.ticket, member=person, now=now) if asks else ""
    write_mail(
        agency=agency,
        kind=KIND,
        recipient=user.email,
        context={
            "title": subject,
            "happened": happened,
            "link": agency_url(agency, path),
            "by_reply": bool(reply_to),
            "choices_url": agency_url(agency, reverse("account_notice_settings")),
        },
        urgency=Urgency.SOON,
        now=now,
        message_id=mail_id,
        thread=thread_of(event.ticket),
        reply_to=reply_to,
        reader=user,
    )


def _mail_id(agency: Agency, event: TicketEvent, person: Membership) -> str:
    digest = hashlib.sha256(f"ticket {event.pk} {person.pk}".encode()).hexdigest()[:32]
    return f"<{digest}@{agency_host(agency)}>"
