"""`/api/v1/orders/order-drafts/{id}/convert-to-order/`: a draft becomes an order, once."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from catalog.api.prices import price_shown
from catalog.pricing.offering import current_offering
from clients.rules.accounts import is_client
from drafts.api.order_draft_rows import draft_shown
from drafts.models import OrderDraft
from drafts.views.fetching import draft_or_404
from orders.actions import placing
from project.base.api import fields
from project.base.api.bodies import Versioned
from project.base.api.endpoint import only, verb
from project.base.api.resource import Resource

from .placed_orders import PlacedOrderOut, address_of, order_shown


class Accepted(Versioned):
    """The price that you accept, as `calculate-price` showed it. With a `version`, only that text is
    ordered."""

    total = fields.Money(help_text="With tax.")

    example = {"total": "172.80", "version": 1}


class DraftConversionViewSet(Resource):
    """Placing orders of drafts."""

    def thing(self, key: str) -> OrderDraft:
        return draft_or_404(self.http, key)

    def shown(self, thing: OrderDraft) -> dict[str, Any]:
        return draft_shown(self.viewer, thing, self.now)

    @verb(
        "convert-to-order",
        only(is_client),
        answers={200: PlacedOrderOut, 201: PlacedOrderOut},
        body=Accepted,
        creates=True,
        versioned=True,
        moves=True,
    )
    def convert_to_order(self, request: Any, public_id: str) -> Response:
        """Place the order of a draft, at the price that you accept. A draft that became an order answers 200
        with that order. When the draft costs something else by now, the answer is 409, and `current` the new
        price."""
        order = placing.convert_draft(
            actor=self.viewer,
            draft=self.thing(public_id),
            seen=placing.SeenPrice(self.body["total"], current_offering(self.http.agency).book_id, self.now),
            version=self.version_if_sent(),
            now=self.now,
        )
        status = 201 if order.placed_at == self.now else 200  # else another call placed it
        response = Response(order_shown(order), status=status)
        response["Location"] = address_of(order)
        return response

    def conflict_facts(self, error: Exception) -> dict[str, Any]:
        """Of a price that moved: the new one."""
        if isinstance(error, placing.PriceMoved):
            return {"current": price_shown(error.new)}
        return super().conflict_facts(error)
