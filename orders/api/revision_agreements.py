"""Verbs of `/api/v1/orders/revision-requests/`: what is agreed on, its deadline, its scope, its change
orders."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from orders.actions import change_orders, revision_deadlines, revision_scope
from orders.forms.revision_answers import ChangeForm, ProposalForm, ScopeForm
from orders.models import RevisionRequest
from project.base.api.bodies import bound
from project.base.api.endpoint import MEMBERS, verb
from project.base.api.fields import money_text
from project.base.errors import Invalid

from .revision_answers import RevisionOut
from .revision_requests import RevisionResource
from .revision_shapes import (
    AgreedDeadline,
    ChangeOrderNumber,
    DeadlineProposalBody,
    NewChangeOrder,
    ScopeVerdictBody,
)


class RevisionAgreementViewSet(RevisionResource):
    """Deadlines, scope, change orders."""

    @verb("propose-deadline", MEMBERS, RevisionOut, body=DeadlineProposalBody, moves=True)
    def propose_deadline(self, request: Any, public_id: str) -> Response:
        """Propose another deadline. It answers one that the other side has proposed; the present deadline
        holds until the other side agrees."""
        revision = self.thing(public_id)
        typed = bound(ProposalForm, self.body).cleaned_data
        revision_deadlines.propose_deadline(actor=self.viewer, revision=revision, now=self.now, **typed)
        return self.fresh(public_id)

    @verb("agree-deadline", MEMBERS, RevisionOut, body=AgreedDeadline, moves=True)
    def agree_deadline(self, request: Any, public_id: str) -> Response:
        """Agree to the deadline that the other side proposed."""
        revision, due_at = self.thing(public_id), self.body["due_at"]
        revision_deadlines.accept_deadline(actor=self.viewer, revision=revision, due_at=due_at, now=self.now)
        return self.fresh(public_id)

    @verb("judge-scope", MEMBERS, RevisionOut, body=ScopeVerdictBody, moves=True)
    def judge_scope(self, request: Any, public_id: str) -> Response:
        """Decide whether it is part of the order. For the desk; a request that is not is closed as out of
        scope, and may be offered as a change order."""
        revision = self.thing(public_id)
        said = {**ScopeForm.said_of(revision), **self.body, "within": "yes" if self.body["within"] else "no"}
        facts = bound(ScopeForm, said).verdict()
        revision_scope.judge_scope(actor=self.viewer, revision=revision, now=self.now, **facts)
        return self.fresh(public_id)

    @verb("offer-change", MEMBERS, RevisionOut, body=NewChangeOrder, creates=True, moves=True)
    def offer_change(self, request: Any, public_id: str) -> Response:
        """Offer what is beyond the order at a price. For managers; nothing is charged until the client
        accepts."""
        revision, form = self.thing(public_id), self._change()
        change_orders.offer_change(actor=self.viewer, revision=revision, now=self.now, **form.facts)
        return self.fresh(public_id)

    @verb("accept-change", MEMBERS, RevisionOut, body=ChangeOrderNumber, moves=True)
    def accept_change(self, request: Any, public_id: str) -> Response:
        """Accept a change order. Its price is charged, and the revision is in work again."""
        return self._answer(change_orders.accept_change, public_id)

    @verb("drop-change", MEMBERS, RevisionOut, body=ChangeOrderNumber, moves=True)
    def drop_change(self, request: Any, public_id: str) -> Response:
        """Decline a change order. Nothing is charged."""
        return self._answer(change_orders.drop_change, public_id)

    @verb("withdraw-change", MEMBERS, RevisionOut, body=ChangeOrderNumber, moves=True)
    def withdraw_change(self, request: Any, public_id: str) -> Response:
        """Take a change order back. For managers, while it waits for the client."""
        return self._answer(change_orders.withdraw_change, public_id)

    def _answer(self, act: Any, public_id: str) -> Response:
        revision: RevisionRequest = self.thing(public_id)
        act(actor=self.viewer, revision=revision, number=self.body["change"], now=self.now)
        return self.fresh(public_id)

    def _change(self) -> ChangeForm:
        data = {name: self.body.get(name) for name in ("note", "hours", "writer_fee")}
        for at, item in enumerate(self.body["items"], start=1):
            data |= {f"label_{at}": item["label"], f"amount_{at}": money_text(item["amount"])}
        try:
            return bound(ChangeForm, data)
        except Invalid as refusal:
            raise Invalid({_place(name): texts for name, texts in refusal.errors.items()}) from None


def _place(name: str) -> str:
    """Where a field of the page's form stands in the body: "amount_2" is `items.1.amount`."""
    field, _dash, at = name.partition("_")
    return f"items.{int(at) - 1}.{field}" if at.isdigit() else name
