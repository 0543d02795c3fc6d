"""What is proposed as a fee, for whoever gives an order out."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.models import Membership
from orders.hooks.fees import fees
from orders.rules.offers import can_assign
from orders.views.fetching import order_or_404
from project.base.api import fields
from project.base.api.bodies import Out, Query
from project.base.api.endpoint import MEMBERS, verb
from project.base.api.fields import money_text
from project.base.errors import NotVisible, require

from .order_resource import OrderResource


class SuggestedFeeQuery(Query):
    """For whom it would be; without somebody for a writer of whom nothing is known."""

    writer = fields.Id(required=False)


class SuggestedFeeOut(Out):
    """A fee to begin with, which you may change, and where it comes from."""

    fee = fields.Money()
    currency = fields.Text()
    why = fields.Text()

    example = {"fee": "102.00", "currency": "EUR", "why": "Suggested: 1,200 × €0.085."}


class SuggestedFeeViewSet(OrderResource):
    """The fee that pages propose."""

    @verb("suggested-fee", MEMBERS, SuggestedFeeOut, method="get", query=SuggestedFeeQuery)
    def suggested_fee(self, request: Any, number: str) -> Response:
        """Read which fee is suggested for an order, from the agency’s rates. For managers."""
        order = order_or_404(self.http, number)
        require(can_assign(self.viewer, order))
        fee, why = fees().propose(order=order, writer=self._writer(), now=self.now)
        return Response({"fee": money_text(fee), "currency": order.currency, "why": why})

    def _writer(self) -> Membership | None:
        key = self.asked.get("writer")
        if key is None:
            return None
        person = Membership.objects.visible_to(self.viewer).writers().filter(public_id=key).first()
        if person is None:
            raise NotVisible()
        return person
