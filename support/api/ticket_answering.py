"""Who is answering a ticket just now: verbs of `/api/v1/support/tickets/`."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from project.base.api import fields
from project.base.api.bodies import Out
from project.base.api.endpoint import verb
from project.base.api.fields import moment_text
from support.actions.ticket_answering import keep_answering
from support.models import Ticket
from support.pages.ticket_answering import answering_now

from .ticket_company import DESK, TicketCompany
from .ticket_rows import person
from .ticket_shapes import PERSON, TicketPersonOut


class AnsweringOut(Out):
    """Somebody else is answering; `seen_at`: when they last said so."""

    person = TicketPersonOut()
    seen_at = fields.Moment()


class AnsweringsOut(Out):
    """Who else is answering a ticket just now."""

    results = AnsweringOut(many=True)

    example = {"results": [{"person": {"id": PERSON, "name": "Sam S."}, "seen_at": "2026-03-02T09:00:00Z"}]}


class TicketsAnswered(TicketCompany):
    """Whoever answers a ticket says so, and sees who else does."""

    @verb("answering", DESK, AnsweringsOut, method="get")
    def answering(self, request: Any, number: str) -> Response:
        """List who else is answering a ticket just now. It ends 90 seconds after they last said so."""
        return self._others(self.thing(number))

    @verb("begin-answer", DESK, AnsweringsOut)
    def begin_answer(self, request: Any, number: str) -> Response:
        """Say that you are answering a ticket; again while you are. Answers with who else is."""
        ticket = self.thing(number)
        keep_answering(actor=self.viewer, ticket=ticket, now=self.now)
        return self._others(ticket)

    def _others(self, ticket: Ticket) -> Response:
        rows = answering_now(self.viewer, ticket, self.now)
        found = [{"person": person(row.person), "seen_at": moment_text(row.seen_at)} for row in rows]
        return Response({"results": found})
