"""Reviews given to whoever has most room: verbs of `/api/v1/orders/orders/`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from orders.actions.offers_bulk import MOST
from orders.actions.review_picking import give_review_to_least_loaded, give_reviews_to_least_loaded
from orders.rules.offers import gives_out
from orders.views.review_picking import waiting_reviews
from project.base.api import fields
from project.base.api.bodies import Body, Out
from project.base.api.endpoint import MEMBERS, only, verb
from project.base.errors import Invalid

from .order_resource import OrderResource
from .order_shapes import MEMBER, NUMBER, NamedOut, OrderOut


class ReviewsBody(Body):
    """Orders whose reviews wait for an editor."""

    orders = fields.Items(child=fields.Number(), max_length=MOST, min_length=1)

    example = {"orders": [NUMBER]}


class ReviewOutcomeOut(Out):
    """What became of one review, and who has it now."""

    number = fields.Number()
    done = fields.Flag()
    editor = NamedOut(allow_null=True)
    reasons = fields.Items(child=fields.Text(), help_text="Why it was refused.")


class ReviewOutcomesOut(Out):
    """What became of each review, in the order of its deadline."""

    results = ReviewOutcomeOut(many=True)

    example = {
        "results": [
            {"number": NUMBER, "done": True, "editor": {"id": MEMBER, "name": "Edith Ink"}, "reasons": []}
        ]
    }


class ReviewPickingViewSet(OrderResource):
    """Reviews that the agency gives out without choosing the editor."""

    @verb("pick-editor", MEMBERS, OrderOut, moves=True)
    def pick_editor(self, request: Any, number: str) -> Response:
        """Assign a waiting review to the editor who has the fewest reviews for what they take. 400 with what
        speaks against each editor when nobody can take it."""
        order = self.allowed(number, "give_review")
        give_review_to_least_loaded(actor=self.viewer, order=order, now=self.now)
        return self.ok(self.thing(number))

    @verb("pick-editors", only(gives_out), ReviewOutcomesOut, detail=False, body=ReviewsBody)
    def pick_editors(self, request: Any) -> Response:
        """The same of several orders. Each for itself: what one refuses keeps no other back."""
        numbers = self.body["orders"]
        orders = waiting_reviews(self.viewer, numbers)
        if missing := sorted(set(numbers) - {order.number for order in orders}):
            raise Invalid(
                {"orders": [_("There is no order %(number)s.") % {"number": each} for each in missing]}
            )
        found = give_reviews_to_least_loaded(actor=self.viewer, orders=orders, now=self.now)
        return Response({"results": [_outcome(each) for each in found]})


def _outcome(found: Any) -> dict[str, Any]:
    editor = found.order.editor if found.done else None
    return {
        "number": found.order.number,
        "done": found.done,
        "editor": {"id": editor.public_id, "name": editor.public_name} if editor else None,
        "reasons": list(found.reasons),
    }
