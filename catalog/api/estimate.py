"""`/api/v1/orders/estimate/`: what something would cost, for everybody, by the form of the calculator."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from agencies.rules.opening import require_shown
from catalog.forms.calculator import CalculatorForm
from catalog.pricing.offering import current_offering
from project.base.api import fields
from project.base.api.bodies import Body, Query, bound
from project.base.api.endpoint import ANYBODY, endpoint
from project.base.api.resource import Resource

from .prices import PricedOut, price_shown

PACE = "A tier of urgency; none for no rush. A deadline is priced by the tier that it falls in."
MOST_ADDONS = 50


class Choice(Body):
    """What is wanted, in keys of the catalog."""

    service = fields.Slug()
    quantity = fields.Whole(least=1, help_text="In the service’s unit.")
    quality = fields.Slug()
    pace = fields.Slug(required=False, allow_null=True, help_text=PACE)
    addons = fields.Items(child=fields.Slug(), max_length=MOST_ADDONS, required=False)

    example = {"service": "article", "quantity": 1200, "quality": "standard", "addons": []}


class ChoiceAsked(Query):
    """The same as parameters; add-ons are separated by commas."""

    service = fields.Slug()
    quantity = fields.Whole(least=1, help_text="In the service’s unit.")
    quality = fields.Slug()
    pace = fields.Slug(required=False, help_text=PACE)
    addons = fields.Items(child=fields.Slug(), max_length=MOST_ADDONS, required=False)


class EstimateViewSet(Resource):
    """Prices of what may be ordered. Nothing is stored."""

    @endpoint(ANYBODY, PricedOut, body=Choice, throttle="price")
    def create(self, request: Any) -> Response:
        """Estimate a price. The price of the calculator on the services page, with every line."""
        return self._price(self.body)

    @endpoint(ANYBODY, PricedOut, query=ChoiceAsked, throttle="price")
    def list(self, request: Any) -> Response:
        """Estimate a price, by parameters. The same as POST, for a link."""
        return self._price(self.asked)

    def _price(self, said: dict[str, Any]) -> Response:
        require_shown(self.viewer)
        form = bound(CalculatorForm, said, offering=current_offering(self.http.agency), now=self.now)
        assert form.price is not None  # of a valid form
        return Response(price_shown(form.price))
