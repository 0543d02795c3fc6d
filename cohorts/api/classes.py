"""`/api/v1/orders/classes/`: class orders of the caller’s accounts, and for the desk all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from catalog.pricing.offering import current_offering
from clients.models import ClientAccount
from cohorts.actions.cohorts import end_cohort, make_cohort, save_cohort
from cohorts.actions.fields import add_field, remove_field
from cohorts.actions.moving import COHORTS
from cohorts.actions.placing import place_orders
from cohorts.models import Cohort
from cohorts.pages import class_list
from cohorts.pricing.prices import price_class
from cohorts.rules.cohorts import sees_classes
from cohorts.views.fetching import accounts_for, cohort_or_404
from drafts.api.order_drafts import draft_fields
from orders.actions.placing import SeenPrice
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import money_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import Invalid

from .class_rows import beside, class_shown, placing_shown
from .class_shapes import (
    ClassFieldOut,
    ClassFields,
    ClassFilters,
    ClassOut,
    ClassPriceOut,
    NewClass,
    NewField,
    PlaceOrders,
    PlacingOut,
)

PLANNERS = only(sees_classes)
PATH = "/api/v1/orders/classes/"
SETTINGS = ("name", "receiver", "asks_members", "budget")


class ClassViewSet(Resource):
    """Class orders."""

    table = COHORTS

    def thing(self, key: str) -> Cohort:
        return cohort_or_404(self.viewer, key)

    def shown(self, thing: Cohort) -> dict[str, Any]:
        return class_shown(thing, beside(thing.agency_id, [thing]))

    @endpoint(PLANNERS, ClassOut, listed=True, query=ClassFilters)
    def list(self, request: Any) -> Response:
        """List classes, the newest first."""
        rows = Cohort.objects.visible_to(self.viewer).select_related("account")
        if state := self.asked.get("state"):
            rows = rows.filter(state=state)
        for word in self.asked.get("search", "").split():
            rows = rows.containing(word)
        order, kinds = class_list.ORDER, class_list.KINDS
        return page(self, rows, self._row, order=order, kinds=kinds, prepare=self._prepare)

    def _prepare(self, rows: Sequence[Cohort]) -> None:
        self._beside = beside(self.viewer.agency_id, rows)

    def _row(self, row: Cohort) -> dict[str, Any]:
        row.agency = self.viewer.agency
        return class_shown(row, self._beside)

    @endpoint(PLANNERS, ClassOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a class."""
        return self.ok(self.thing(public_id))

    @endpoint(PLANNERS, ClassOut, status=201, body=NewClass, creates=True)
    def create(self, request: Any) -> Response:
        """Begin a class. Nothing is ordered yet."""
        said = dict(self.body)
        account = self._account(said.pop("account", None))
        made = make_cohort(actor=self.viewer, account=account, now=self.now, **said)
        return self.created(self.thing(made.public_id), f"{PATH}{made.public_id}/")

    def _account(self, wanted: str | None) -> ClientAccount:
        found = [row for row in accounts_for(self.viewer) if wanted in (None, row.public_id)]
        if len(found) != 1:
            raise Invalid({"account": _("Choose one of the accounts that you can place orders for.")})
        return found[0]

    @endpoint(PLANNERS, ClassOut, body=ClassFields, versioned=True, partial=True)
    def partial_update(self, request: Any, public_id: str) -> Response:
        """Change settings or the common brief of a class."""
        cohort = self.thing(public_id)
        said = {name: value for name, value in self.body.items() if name != "version"}
        fields = self._fields(cohort, said)
        stored = save_cohort(
            actor=self.viewer, cohort=cohort, version=self.version(), fields=fields, now=self.now
        )
        return self.ok(stored)

    def _fields(self, cohort: Cohort, said: Mapping[str, Any]) -> dict[str, Any]:
        own = {name: said[name] for name in SETTINGS if name in said}
        if own.get("budget") is not None:
            own["budget"] = Decimal(own["budget"])
        brief = {name: value for name, value in said.items() if name not in SETTINGS}
        found = draft_fields(self.http, cohort, brief) if brief else {}  # type: ignore[arg-type]
        return {**own, **{name: found[name] for name in brief}}

    @verb("fields", PLANNERS, ClassFieldOut, status=201, body=NewField, moves=True)
    def fields(self, request: Any, public_id: str) -> Response:
        """Add a field that members fill. One of that name again is the same."""
        made = add_field(actor=self.viewer, cohort=self.thing(public_id), now=self.now, **self.body)
        return Response({"key": made.key, "label": made.label}, status=201)

    @verb("fields/<slug:key>", PLANNERS, status=204, method="delete", moves=True)
    def field_remove(self, request: Any, public_id: str, key: str) -> Response:
        """Take a field away, with what members fill it with."""
        remove_field(actor=self.viewer, cohort=self.thing(public_id), key=key, now=self.now)
        return Response(status=204)

    @verb("price", PLANNERS, ClassPriceOut, method="get", moves=True, refusals=(400,))
    def price(self, request: Any, public_id: str) -> Response:
        """Price ordering for the members without an order. What the brief lacks stands in `errors`."""
        cohort = self.thing(public_id)
        found = price_class(cohort, cohort.members.to_place().count(), self.now)
        names = ("unit", "total", "committed", "budget", "over")
        shown = {name: money_text(getattr(found, name)) for name in names}
        return Response({"count": found.count, **shown, "currency": found.each.currency})

    @verb("place-orders", PLANNERS, PlacingOut, body=PlaceOrders, moves=True, creates=True, status=201)
    def place_orders(self, request: Any, public_id: str) -> Response:
        """Place an order for each member without one, at the total that `price` gave: by a job, whose state
        `placing` tells."""
        seen = SeenPrice(Decimal(self.body["total"]), current_offering(self.viewer.agency).book_id, self.now)
        cohort = self.thing(public_id)
        placing = place_orders(actor=self.viewer, cohort=cohort, seen=seen, now=self.now)
        return Response(placing_shown(placing), status=201)

    @verb("placing", PLANNERS, PlacingOut, method="get")
    def placing(self, request: Any, public_id: str) -> Response:
        """Read how far the last placing is."""
        cohort = self.thing(public_id)
        last = cohort.placings.order_by("-pk").first()
        if last is None:
            return Response(
                {"id": cohort.public_id, "state": "none", "count": 0, "done": 0, "total": "0.00"}
                | {"refusal": None}
            )
        return Response(placing_shown(last))

    @verb("close", PLANNERS, ClassOut, moves=True)
    def close(self, request: Any, public_id: str) -> Response:
        """Close a class. Orders that were placed go on."""
        return self._end(public_id, "close")

    @verb("reopen", PLANNERS, ClassOut, moves=True)
    def reopen(self, request: Any, public_id: str) -> Response:
        """Open a closed class again."""
        return self._end(public_id, "reopen")

    @verb("cancel", PLANNERS, ClassOut, moves=True)
    def cancel(self, request: Any, public_id: str) -> Response:
        """Cancel a class: nothing more is ordered, no brief is waited for; orders that were placed go on."""
        return self._end(public_id, "cancel")

    def _end(self, public_id: str, named: str) -> Response:
        cohort = self.thing(public_id)
        end_cohort(actor=self.viewer, cohort=cohort, verb=named, now=self.now)
        return self.ok(self.thing(public_id))
