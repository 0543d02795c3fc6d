"""`/api/v1/support/disputes/{public_id}/messages/`: the conversation of the disputed order. A dispute has no
second one: it is that of orders/orders/{number}/messages/, by another address."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from orders.api.messages import MessageBody, MessageOut, list_messages, one_message, send_message
from orders.models import Order
from orders.pages.order.messages import may_read
from orders.views.fetching import order_or_404
from project.base.api.endpoint import MEMBERS, endpoint, verb
from project.base.api.resource import Resource
from project.base.errors import NotVisible
from support.actions.disputes_moving import DISPUTES
from support.models import Dispute


class DisputeMessageViewSet(Resource):
    """What is said in a dispute."""

    table = DISPUTES

    @verb("messages", MEMBERS, MessageOut, method="get", listed=True)
    def messages(self, request: Any, public_id: str) -> Response:
        """List the messages of the disputed order, the newest first. This marks nothing as read."""
        return list_messages(self, self._order(public_id), internal=False)

    @messages.mapping.post
    @endpoint(MEMBERS, MessageOut, status=201, body=MessageBody, creates=True, moves=True)
    def post_message(self, request: Any, public_id: str) -> Response:
        """Send a message to the other side and the desk. Upload files first, at orders/attachments/."""
        order = self._order(public_id)
        made = send_message(self, order, internal=False)
        answer = Response(one_message(self, order, made.public_id, internal=False), status=201)
        answer["Location"] = f"/api/v1/orders/orders/{order.number}/messages/{made.public_id}/"
        return answer

    def _order(self, public_id: str) -> Order:
        rows = Dispute.objects.visible_to(self.viewer).filter(public_id=public_id)
        number = rows.values_list("order__number", flat=True).first()
        if number is None:
            raise NotVisible()
        order = order_or_404(self.http, number)
        if not may_read(self.viewer, order, False):
            raise NotVisible()
        return order
