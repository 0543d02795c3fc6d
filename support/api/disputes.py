"""`/api/v1/support/disputes/`: disputes for their sides and the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from orders.api.order_answers import file_answer
from orders.views.fetching import order_or_404
from project.base.api.bodies import bound
from project.base.api.endpoint import MEMBERS, endpoint, verb
from project.base.api.fields import moment_text, money_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import Invalid, require
from support.actions import disputes, disputes_settling
from support.actions.disputes_moving import DISPUTES
from support.forms.disputes import ClaimForm, CounterForm, StatementForm, TermsForm
from support.models import Dispute, DisputeProposal
from support.pages.disputes import Eyes, eyes_of, files_beside, verbs_of
from support.pages.disputes_list import KINDS, ORDER
from support.rules import disputes as rules
from support.states.disputes import Outcome, Side
from support.views.disputes_page import dispute_or_404, other_writers

from .disputes_shapes import (
    CounterBody,
    DisputeFilters,
    DisputeOut,
    DisputeRowOut,
    NewDispute,
    NumberBody,
    StatementBody,
    TermsBody,
)

ROOT = "/api/v1/support/disputes/"


class DisputeViewSet(Resource):
    """Disputes about orders: yours, or for the desk all of the agency."""

    table = DISPUTES

    def thing(self, key: str) -> Dispute:
        return dispute_or_404(self.http, key)

    def verbs_of(self, thing: Dispute) -> dict[str, Any]:
        found = verbs_of(self.viewer, thing, self.now)
        return {
            "allowed": [name for name, reason in found.items() if not reason],
            "blocked": {name: reason for name, reason in found.items() if reason},
        }

    def shown(self, thing: Dispute) -> dict[str, Any]:
        eyes = eyes_of(self.viewer, thing)
        return {
            **dispute_row(thing),
            "order_state": thing.order_state,
            "points": [point.text for point in thing.points.all()],
            "statements": [
                {
                    "kind": row.kind,
                    "side": row.side,
                    "text": row.text,
                    "at": moment_text(row.at),
                    "files": [file_answer(file) for file in files_beside(row, thing)],
                }
                for row in thing.statements.all()
            ],
            "proposals": [_proposal(row, eyes) for row in thing.proposals.all()],
            "currency": thing.order.currency,
            **self.verbs_of(thing),
        }

    @endpoint(MEMBERS, DisputeRowOut, listed=True, query=DisputeFilters)
    def list(self, request: Any) -> Response:
        """List disputes, the newest first."""
        rows = Dispute.objects.visible_to(self.viewer).select_related("order")
        if state := self.asked.get("state"):
            rows = rows.filter(state=state)
        if number := self.asked.get("order"):
            rows = rows.filter(order__number=number)
        return page(self, rows, dispute_row, order=ORDER, kinds=KINDS)

    @endpoint(MEMBERS, DisputeOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a dispute."""
        return self.ok(self.thing(public_id))

    @endpoint(MEMBERS, DisputeOut, status=201, body=NewDispute, creates=True, moves=True, refusals=(404,))
    def create(self, request: Any) -> Response:
        """Dispute an order. The same claim again answers with the same dispute. Upload files first, at
        orders/attachments/."""
        order = order_or_404(self.http, self.body["order"])
        require(rules.can_open_dispute(self.viewer, order))
        typed = {"reason": self.body["reason"], "text": self.body["text"]}
        form = bound(ClaimForm, {**typed, "points": "\n".join(self.body.get("points", ()))})
        facts = {**form.said(), "waiting": self.body.get("attachments", [])}
        made = disputes.open_dispute(actor=self.viewer, order=order, now=self.now, **facts)
        return self.created(self.thing(made.public_id), f"{ROOT}{made.public_id}/")

    @verb("respond", MEMBERS, DisputeOut, body=StatementBody, moves=True)
    def respond(self, request: Any, public_id: str) -> Response:
        """Respond to the claim, or to the appeal."""
        return self._do(public_id, "answer", disputes.respond, self._said)

    @verb("escalate", MEMBERS, DisputeOut, moves=True)
    def escalate(self, request: Any, public_id: str) -> Response:
        """Ask for a manager: only managers and owners settle it from then on."""
        return self._do(public_id, "escalate", disputes.escalate)

    @verb("propose", MEMBERS, DisputeOut, body=TermsBody, moves=True)
    def propose(self, request: Any, public_id: str) -> Response:
        """Propose a settlement. It is carried out once both sides accept, or nobody objects in time."""
        return self._do(public_id, "propose", disputes_settling.propose, self._terms)

    @verb("accept", MEMBERS, DisputeOut, body=NumberBody, moves=True)
    def accept(self, request: Any, public_id: str) -> Response:
        """Accept a proposal for your side."""
        return self._do(public_id, "accept", disputes_settling.accept, self._number)

    @verb("counter", MEMBERS, DisputeOut, body=CounterBody, moves=True)
    def counter(self, request: Any, public_id: str) -> Response:
        """Answer a proposal with one of your own. The agency considers it."""

        def typed(dispute: Dispute) -> dict[str, Any]:
            return {**self._number(dispute), "terms": bound(CounterForm, self.body).terms()}

        return self._do(public_id, "counter", disputes_settling.counter, typed)

    @verb("resolve", MEMBERS, DisputeOut, body=TermsBody, moves=True)
    def resolve(self, request: Any, public_id: str) -> Response:
        """Decide for both sides. It is carried out at once, or by the second person that its amount needs."""
        return self._do(public_id, "decide", disputes_settling.decide, self._terms)

    @verb("confirm", MEMBERS, DisputeOut, body=NumberBody, moves=True)
    def confirm(self, request: Any, public_id: str) -> Response:
        """Approve an amount as the second manager or owner."""
        return self._do(public_id, "confirm", disputes_settling.confirm, self._number)

    @verb("close", MEMBERS, DisputeOut, moves=True)
    def close(self, request: Any, public_id: str) -> Response:
        """Withdraw your claim, or your appeal."""
        return self._do(public_id, "withdraw", disputes.withdraw)

    @verb("reopen", MEMBERS, DisputeOut, body=StatementBody, moves=True)
    def reopen(self, request: Any, public_id: str) -> Response:
        """Appeal the decision, once."""
        return self._do(public_id, "appeal", disputes.appeal, self._said)

    def _do(
        self,
        public_id: str,
        name: str,
        act: Callable[..., Any],
        typed: Callable[[Dispute], dict[str, Any]] = lambda dispute: {},
    ) -> Response:
        """One verb of the table: the right, then the body, then the action."""
        dispute = self.thing(public_id)
        require(DISPUTES.may(name, self.viewer, dispute))
        act(actor=self.viewer, dispute=dispute, now=self.now, **typed(dispute))
        return self.ok(self.thing(public_id))

    def _said(self, dispute: Dispute) -> dict[str, Any]:
        waiting = self.body.get("attachments", [])
        return {**bound(StatementForm, {"text": self.body["text"]}).said(), "waiting": waiting}

    def _number(self, dispute: Dispute) -> dict[str, Any]:
        return {"number": self.body["number"]}

    def _terms(self, dispute: Dispute) -> dict[str, Any]:
        writers = other_writers(self.http, dispute)
        wanted = self.body.get("writer")
        if wanted and wanted not in {person.public_id for person in writers}:
            raise Invalid({"writer": _("Choose another writer.")})
        return {"terms": bound(TermsForm, self.body, writers=writers).terms()}


def dispute_row(dispute: Dispute) -> dict[str, Any]:
    """A dispute as every reader knows it."""
    return {
        "id": dispute.public_id,
        "order": dispute.order.number,
        "state": dispute.state,
        "side": dispute.side,
        "reason": dispute.reason,
        "opened_at": moment_text(dispute.opened_at),
        "answer_by": moment_text(dispute.answer_by),
        "reply_by": moment_text(dispute.reply_by),
        "decide_by": moment_text(dispute.decide_by),
        "escalated": rules.needs_manager(dispute),
        "ended_at": moment_text(dispute.ended_at),
    }


def _proposal(row: DisputeProposal, eyes: Eyes) -> dict[str, Any]:
    """With what its reader may know of money and people, as on the page."""
    named = row.writer is not None and (eyes.desk or eyes.prices)
    own = eyes.side == Side.WRITER and row.outcome != Outcome.REASSIGN
    return {
        "number": row.number,
        "kind": row.kind,
        "state": row.state,
        "side": row.side,
        "at": moment_text(row.at),
        "outcome": row.outcome,
        "percent": row.percent if eyes.prices else None,
        "amount": money_text(row.amount) if eyes.prices else None,
        "days": row.days,
        "writer": row.writer.public_id if named and row.writer else None,
        "fee": money_text(row.fee) if row.fee is not None and (eyes.desk or own) else None,
        "words": row.words,
        "accepted": [each.side for each in row.acceptances.all()],
        "needs_second": row.needs_second if eyes.desk else None,
    }
