"""`/api/v1/support/tickets/`: asking for help, and answering."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from orders.models import Order
from project.base.api.bodies import ActionsOut, bound
from project.base.api.endpoint import MEMBERS, endpoint, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.errors import Invalid, require
from support.actions.ticket_handling import handle_ticket, press_ticket
from support.actions.ticket_moves import TICKETS
from support.actions.ticket_ratings import rate_ticket
from support.actions.tickets import open_ticket, write_note, write_question, write_reply
from support.forms.ticket_replies import RateForm
from support.forms.tickets import HandleForm, NoteForm, OpenForm, ReplyForm, SayForm
from support.models import Ticket, TicketMessage
from support.pages.ticket import desk_people
from support.pages.ticket_sorting import tagged, with_tags
from support.pages.tickets import KINDS, ORDER, queue_order, queue_view
from support.rules.tickets import can_handle, works_on_tickets
from support.states.tickets import TicketState

from .breaches import TicketBreaches
from .escalation import TicketEscalations
from .ticket_answering import TicketsAnswered
from .ticket_company import DESK
from .ticket_rows import BESIDE, person
from .ticket_shapes import (
    NewTicket,
    TicketFilters,
    TicketHandling,
    TicketMessageOut,
    TicketNote,
    TicketOut,
    TicketRatingBody,
    TicketReply,
)
from .tickets_bulk import TicketBulk

PATH = "/api/v1/support/tickets/"


class TicketViewSet(TicketBulk, TicketBreaches, TicketEscalations, TicketsAnswered):
    """Tickets, by their number."""

    lookup_field = "number"
    lookup_value_converter = "ticket_number"
    table = TICKETS

    @endpoint(MEMBERS, TicketOut, listed=True, query=TicketFilters)
    def list(self, request: Any) -> Response:
        """List your tickets, the latest change first; for the desk those of a view of the queue, what is due
        next first."""
        view = self.asked.get("view")
        require(view in (None, "watched") or works_on_tickets(self.viewer))
        rows = queue_view(self.viewer, view, self.now) if view else Ticket.objects.opened_by(self.viewer)
        if works_on_tickets(self.viewer):
            rows = with_tags(tagged(rows, self.asked.get("tag", "")))
        return page(
            self,
            rows.select_related(*BESIDE),
            self.shown,
            order=queue_order(view) if view else ORDER,
            kinds=KINDS,
        )

    @endpoint(MEMBERS, TicketOut)
    def retrieve(self, request: Any, number: str) -> Response:
        """Read a ticket."""
        return self.ok(self.thing(number))

    @endpoint(MEMBERS, TicketOut, status=201, body=NewTicket, creates=True, moves=True)
    def create(self, request: Any) -> Response:
        """Open a ticket. The desk is told, and the clocks of its promise begin."""
        said = {"subject": self.body["subject"], "text": self.body["text"]}
        typed = bound(OpenForm, said).cleaned_data
        made = open_ticket(
            actor=self.viewer,
            subject=typed["subject"],
            text=typed["text"],
            now=self.now,
            order=self._order(),
            follows=self._follows(),
        )
        return self.created(self.thing(made.number), f"{PATH}{made.number}/")

    @verb("messages", MEMBERS, TicketMessageOut, method="get", listed=True)
    def messages(self, request: Any, number: str) -> Response:
        """List what was said on a ticket, the newest first; internal notes are for the desk."""
        rows = TicketMessage.objects.visible_to(self.viewer).read_on(self.thing(number))
        rows = rows.select_related("author", "sender", "inbound", "ticket").prefetch_related("files")
        return page(self, rows, _message, order=["-id"], kinds=[int])

    @verb("reply", MEMBERS, TicketMessageOut, status=201, body=TicketReply, creates=True, moves=True)
    def reply(self, request: Any, number: str) -> Response:
        """Say more on your ticket, or for the desk, reply to whoever opened it."""
        ticket = self.thing(number)
        facts = {"actor": self.viewer, "ticket": ticket, "now": self.now}
        if not can_handle(self.viewer, ticket):
            for name in {"then", "seen"} & set(self.body):
                raise Invalid({name: _("Only the agency enters this.")})
            text = bound(SayForm, {"text": self.body["text"]}).cleaned_data["text"]
            return self._said(write_question(**facts, text=text))
        said = {"text": self.body["text"], "then": self.body.get("then", TicketState.WAITING.value)}
        said["seen"] = self.body.get("seen", "")
        typed = bound(ReplyForm, said).cleaned_data
        names = ("text", "then", "seen")
        return self._said(write_reply(**facts, **{name: typed[name] for name in names}))

    @verb("notes", DESK, TicketMessageOut, status=201, body=TicketNote, creates=True)
    def notes(self, request: Any, number: str) -> Response:
        """Write an internal note. It stops no clock."""
        ticket = self.thing(number)
        text = bound(NoteForm, self.body).cleaned_data["text"]
        return self._said(write_note(actor=self.viewer, ticket=ticket, text=text, now=self.now))

    @verb("assign", DESK, TicketOut, body=TicketHandling, moves=True)
    def assign(self, request: Any, number: str) -> Response:
        """Say who takes care of a ticket, and how urgent it is."""
        ticket = self.thing(number)
        require(can_handle(self.viewer, ticket))
        kept = ticket.assignee.public_id if ticket.assignee else ""
        said = {
            "assignee": self.body.get("assignee", kept) or "",
            "priority": self.body.get("priority", ticket.priority),
        }
        typed = bound(HandleForm, said, people=desk_people(self.viewer, ticket)).cleaned_data
        handle_ticket(actor=self.viewer, ticket=ticket, now=self.now, **typed)
        return self.ok(self.thing(number))

    @verb("wait", DESK, TicketOut, moves=True)
    def wait(self, request: Any, number: str) -> Response:
        """Wait for whoever opened it: clocks pause."""
        return self._press(number, "wait")

    @verb("resume", DESK, TicketOut, moves=True)
    def resume(self, request: Any, number: str) -> Response:
        """Stop waiting: clocks go on."""
        return self._press(number, "resume")

    @verb("solve", MEMBERS, TicketOut, moves=True)
    def solve(self, request: Any, number: str) -> Response:
        """Mark a ticket as solved."""
        return self._press(number, "solve")

    @verb("reopen", MEMBERS, TicketOut, moves=True)
    def reopen(self, request: Any, number: str) -> Response:
        """Open a solved ticket again."""
        return self._press(number, "reopen")

    @verb("close", DESK, TicketOut, moves=True)
    def close(self, request: Any, number: str) -> Response:
        """Close a ticket: nothing more can be said on it."""
        return self._press(number, "close")

    @verb("actions", MEMBERS, ActionsOut, method="get")
    def actions(self, request: Any, number: str) -> Response:
        """Read what can be done with a ticket now."""
        return self.actions_of(self.thing(number))

    @verb("rate", MEMBERS, TicketOut, body=TicketRatingBody, moves=True)
    def rate(self, request: Any, number: str) -> Response:
        """Say whether you were helped with a ticket of yours that is solved or closed; again to change it."""
        ticket = self.thing(number)
        require(TICKETS.may("rate", self.viewer, ticket))
        typed = bound(RateForm, self.body).cleaned_data
        rate_ticket(actor=self.viewer, ticket=ticket, now=self.now, **typed)
        return self.ok(self.thing(number))

    def _press(self, number: str, verb_name: str) -> Response:
        press_ticket(actor=self.viewer, ticket=self.thing(number), verb=verb_name, now=self.now)
        return self.ok(self.thing(number))

    def _said(self, message: TicketMessage) -> Response:
        message.author = self.viewer.membership
        return Response(_message(message), status=201)

    def _order(self) -> Order | None:
        if not self.body.get("order"):
            return None
        found = Order.objects.visible_to(self.viewer).filter(number=self.body["order"]).first()
        if found is None:
            raise Invalid({"order": _("There is no order with this number.")})
        return found

    def _follows(self) -> Ticket | None:
        if not self.body.get("follows"):
            return None
        found = Ticket.objects.opened_by(self.viewer).filter(number=self.body["follows"]).first()
        if found is None:
            raise Invalid({"follows": _("There is no ticket with this number.")})
        return found


def _message(message: TicketMessage) -> dict[str, Any]:
    return {
        "id": message.public_id,
        "ticket": message.ticket.number,
        "kind": message.kind,
        "author": person(message.author),
        "sender": message.sender.address if message.sender else None,
        "quoted": message.inbound.quoted if hasattr(message, "inbound") else "",
        "text": message.text,
        "files": [file.name for file in message.files.all()],
        "sent_at": moment_text(message.sent_at),
    }
