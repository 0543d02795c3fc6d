"""Undoing an automatic acceptance: a verb of `/api/v1/orders/orders/`."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.rules.agencies import is_writer
from orders.api.order_resource import OrderResource
from orders.views.fetching import offered_or_404
from project.base.api.endpoint import only, verb
from writers.actions.auto_acceptance import undo_acceptance


class UndoingViewSet(OrderResource):
    """What a rule accepted, undone."""

    @verb("undo-acceptance", only(is_writer), status=204, moves=True)
    def undo_acceptance(self, request: Any, number: str) -> Response:
        """Undo what one of your rules accepted, within ten minutes and before you start. You no longer see
        the order then."""
        undo_acceptance(actor=self.viewer, order=offered_or_404(self.http, number), now=self.now)
        return Response(status=204)
