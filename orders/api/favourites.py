"""`/api/v1/orders/orders/{number}/favourite/`: keep the writer of an order as a favourite."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from clients.actions.favourites import remove_favourite
from clients.rules.accounts import is_client
from orders.actions.favourites import add_favourite
from orders.models import Order
from orders.rules.favourites import can_favour
from orders.views.fetching import order_or_404
from project.base.api import fields
from project.base.api.bodies import Out
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.resource import Resource
from project.base.errors import require

CLIENTS = only(is_client)


class OrderFavouriteOut(Out):
    """The writer of an order, and whether they are one of your favourites."""

    order = fields.Number()
    writer = fields.Id()
    is_favourite = fields.Flag()

    example = {"order": "INK-2026-00042", "writer": "m4r7w2k9ts", "is_favourite": True}


class OrderFavouriteViewSet(Resource):
    """The writer of an order as a favourite."""

    lookup_field, lookup_value_converter = "number", "order_number"

    def thing(self, key: str) -> Order:
        order = order_or_404(self.http, key)
        require(can_favour(self.viewer, order))
        return order

    @verb("favourite", CLIENTS, OrderFavouriteOut)
    def favourite(self, request: Any, number: str) -> Response:
        """Keep the writer of an order as a favourite. Beyond 50 the one kept longest ago makes room."""
        order = self.thing(number)
        add_favourite(actor=self.viewer, order=order, now=self.now)
        return self._answer(order, is_favourite=True)

    @favourite.mapping.delete
    @endpoint(CLIENTS, OrderFavouriteOut)
    def unfavourite(self, request: Any, number: str) -> Response:
        """Take the writer of an order off your favourites."""
        order = self.thing(number)
        assert order.writer is not None  # by the right
        remove_favourite(actor=self.viewer, writer=order.writer)
        return self._answer(order, is_favourite=False)

    def _answer(self, order: Order, *, is_favourite: bool) -> Response:
        assert order.writer is not None  # by the right
        writer = order.writer.public_id
        return Response({"order": order.number, "writer": writer, "is_favourite": is_favourite})
