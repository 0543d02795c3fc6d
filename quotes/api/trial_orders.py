"""`/api/v1/orders/trial/`: an order for trying out, for management."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.rules.marks import handles_marks
from orders.models import Order
from project.base.api import fields
from project.base.api.bodies import Out
from project.base.api.endpoint import endpoint, only
from project.base.api.resource import Resource
from quotes.actions.trial_orders import delete_trial_order, place_trial_order
from quotes.rules.trial_orders import standing_trial

MANAGERS = only(handles_marks)


class TrialOrderOut(Out):
    """The number of the trial order that stands; null while none does."""

    number = fields.Number(allow_null=True)

    example = {"number": "INK-T-2026-00001"}


class TrialOrderViewSet(Resource):
    """The trial order of the agency."""

    single = True

    def shown(self, thing: Order | None) -> dict[str, Any]:
        return {"number": thing.number if thing else None}

    @endpoint(MANAGERS, TrialOrderOut)
    def retrieve(self, request: Any) -> Response:
        """Read which order is for trying out."""
        return self.ok(standing_trial(self.viewer))

    @endpoint(MANAGERS, TrialOrderOut, status=201, creates=True)
    def create(self, request: Any) -> Response:
        """Place a trial order for a client who does not exist. While one stands, it is the one that is
        answered."""
        order = place_trial_order(actor=self.viewer, now=self.now)
        return self.created(order, f"/api/v1/orders/orders/{order.number}/")

    @endpoint(MANAGERS, status=204)
    def destroy(self, request: Any) -> Response:
        """Delete the trial order with everything that was done with it."""
        delete_trial_order(actor=self.viewer, now=self.now)
        return Response(status=204)
