"""`/api/v1/orders/order-presets/{id}/apply/`: a preset fills a draft, or becomes an order."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from catalog.api.prices import price_shown
from clients.rules.accounts import is_client
from drafts.actions.preset_filling import Filled, begin_filled, fill_draft
from drafts.api.order_draft_rows import draft_shown
from drafts.api.order_draft_shapes import DraftOut
from drafts.api.order_drafts import PATH as DRAFTS
from drafts.api.order_drafts import draft_fields
from drafts.models import OrderDraft, OrderPreset
from drafts.models.commission import BRIEF_LIMIT
from drafts.rules.preset_difference import FIELDS
from drafts.views.fetching import draft_or_404
from drafts.views.presets import preset_or_404
from orders.actions.placing import PriceMoved
from orders.actions.preset_orders import order_with_preset
from orders.views.fetching import order_or_404
from project.base.api import fields as kinds
from project.base.api.bodies import Out, Versioned
from project.base.api.endpoint import only, verb
from project.base.api.resource import Resource
from project.base.converters import OrderNumber, PublicId
from project.base.errors import Invalid, Stale, WrongState

from .placed_orders import PlacedOrderOut, address_of, order_shown

#: What a preset cannot know of an order.
REST = ("title", "brief", "quantity", "deadline")


class Application(Versioned):
    """What the preset fills: a new draft, the draft `target_id`, or an order that is placed at once.

    `fields` and `version` are for a draft that is there, the others for a new one; `total` is the price, with
    tax, that you accept for an order.
    """

    target_type = kinds.Choice(choices=["draft", "order"])
    target_id = kinds.Key(f"{PublicId.regex}|{OrderNumber.regex}", required=False)
    title = kinds.Text(max_length=160, required=False)
    brief = kinds.Text(lines=True, max_length=BRIEF_LIMIT, required=False)
    quantity = kinds.Whole(least=1, required=False, help_text="Instead of the preset’s.")
    deadline = kinds.Moment(required=False)
    total = kinds.Money(required=False)
    fields = kinds.Items(
        child=kinds.Choice(choices=list(FIELDS)),
        min_length=1,
        max_length=len(FIELDS),
        required=False,
        help_text="What to replace; without it, what is still empty is filled.",
    )

    example = {"target_type": "draft"}


class ApplicationOut(Out):
    """The draft that was filled, or the order that was placed; `left_out` names what the preset wants but is
    no longer offered."""

    target_type = kinds.Text()
    draft = DraftOut(allow_null=True)
    order = PlacedOrderOut(allow_null=True)
    left_out = kinds.Items(child=kinds.Text())

    example = {"target_type": "draft", "draft": DraftOut.example, "order": None, "left_out": []}


class PresetApplicationViewSet(Resource):
    """Filling drafts, and placing orders, with presets."""

    def thing(self, key: str) -> OrderPreset:
        return preset_or_404(self.http, key)

    @verb(
        "apply",
        only(is_client),
        answers={200: ApplicationOut, 201: ApplicationOut},
        body=Application,
        creates=True,
        versioned=True,
        moves=True,
    )
    def apply(self, request: Any, public_id: str) -> Response:
        """Fill a draft with a preset, or place an order with it. Without `target_id` the draft is new (201).
        An order needs what a preset cannot know: title, brief, deadline and the price that you accept; what
        is missing stands in `errors`, and nothing is stored then."""
        preset = self.thing(public_id)
        if "target_id" in self.body:
            return self._fill(preset, self.body["target_id"])
        refuse(self.body, "fields", "version")
        said = {name: self.body[name] for name in REST if name in self.body}
        given = draft_fields(self.http, OrderDraft(account=preset.account), said)
        given = {name: given[name] for name in said}
        if self.body["target_type"] == "order":
            return self._place(preset, given)
        refuse(self.body, "total")
        filled = begin_filled(actor=self.viewer, preset=preset, now=self.now, fields=given)
        return self._filled(filled, 201)

    def _fill(self, preset: OrderPreset, key: str) -> Response:
        if self.body["target_type"] == "order":
            order_or_404(self.http, key)
            raise WrongState(_("This order has been placed, so a preset can no longer change it."))
        refuse(self.body, *REST, "total")
        draft = draft_or_404(self.http, key)
        version = self.version_if_sent() or draft.version
        names = self.body.get("fields")
        filled = fill_draft(
            actor=self.viewer, preset=preset, draft=draft, version=version, names=names, now=self.now
        )
        return self._filled(filled, 200)

    def _filled(self, filled: Filled, status: int) -> Response:
        draft = filled.draft
        shown = draft_shown(self.viewer, draft, self.now)
        response = self._answer("draft", shown, filled.gone, status)
        response["ETag"] = f'"{draft.version}"'
        if status == 201:
            response["Location"] = f"{DRAFTS}{draft.public_id}/"
        return response

    def _place(self, preset: OrderPreset, given: dict[str, Any]) -> Response:
        total = self.body.get("total")
        placed = order_with_preset(actor=self.viewer, preset=preset, fields=given, total=total, now=self.now)
        response = self._answer("order", order_shown(placed.order), placed.gone, 201)
        response["Location"] = address_of(placed.order)
        return response

    def _answer(self, kind: str, shown: dict[str, Any], gone: Any, status: int) -> Response:
        found = {"target_type": kind, "draft": None, "order": None, kind: shown, "left_out": list(gone)}
        return Response(found, status=status)

    def conflict_facts(self, error: Exception) -> dict[str, Any]:
        """Of a price that moved: the new one. Of a draft that somebody saved meanwhile: that draft."""
        if isinstance(error, PriceMoved):
            return {"current": price_shown(error.new)}
        if isinstance(error, Stale) and error.current is not None:
            return {"current": draft_shown(self.viewer, error.current, self.now)}
        return {}


def refuse(body: dict[str, Any], *names: str) -> None:
    """Raises Invalid for fields that have no meaning for this target."""
    words = _("This field does not apply to this target.")
    if wrong := {name: words for name in names if name in body}:
        raise Invalid(wrong)
