"""What every viewset of orders shares: an order by its number, its verbs, and one act as its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rest_framework.response import Response

from orders.actions.moving import ORDERS
from orders.models import Order
from orders.pages.order.reading import read_around
from orders.pages.order.verbs import timely
from orders.rules.sides import sides_of
from orders.views.fetching import order_or_404
from project.base.api.bodies import bound
from project.base.api.resource import Resource
from project.base.errors import require
from project.base.forms import ActionForm
from project.base.states import Choice

from .order_answers import order_answer

PATH = "orders/orders"


class OrderResource(Resource):
    """Orders, each by its number in the viewer's scope."""

    lookup_field = "number"
    lookup_value_converter = "order_number"
    table = ORDERS

    def thing(self, key: str) -> Order:
        order = order_or_404(self.http, key)
        read_around(self.viewer, order)
        return order

    def shown(self, thing: Order) -> dict[str, Any]:
        choices = self.choices(thing)
        return order_answer(self.viewer, thing, choices, self.now) | _verbs(choices)

    def verbs_of(self, thing: Order) -> dict[str, Any]:
        return _verbs(self.choices(thing))

    def choices(self, order: Order) -> list[Choice]:
        """What the viewer may do with the order, as its page has it."""
        sides = sides_of(self.viewer, order)
        return timely(order, ORDERS.choices(self.viewer, order), sides, self.now)

    def press(
        self,
        number: str,
        verb: str,
        act: Callable[..., Any],
        form: type[ActionForm] | None = None,
        **facts: Any,
    ) -> Response:
        """One verb: the right first, then the body, bound by the `form` of the page, then the action with
        that and `facts`, then the order as it is now."""
        order = self.allowed(number, verb)
        typed = bound(form, self.body).cleaned_data if form else {}
        act(actor=self.viewer, order=order, now=self.now, **typed, **facts)
        return self.ok(self.thing(number))

    def allowed(self, number: str, verb: str) -> Order:
        """The order, if the viewer has a right to the verb of the table. Raises NotVisible, NotAllowed."""
        order = order_or_404(self.http, number)
        require(ORDERS.may(verb, self.viewer, order))
        return order


def _verbs(choices: list[Choice]) -> dict[str, Any]:
    return {
        "allowed": [choice.transition.verb for choice in choices if choice.allowed],
        "blocked": {choice.transition.verb: str(choice.reason) for choice in choices if not choice.allowed},
    }
