"""`/api/v1/orders/catalog/imported/`: prices that were imported, as drafts to be published by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rest_framework.response import Response

from agencies.models import DataImport
from agencies.rules.agencies import edits_catalog, sees_catalog
from catalog.actions import drafted_prices
from catalog.pages.drafted_prices import draft_page, drafts_of, publication_of
from catalog.views.drafted_prices import draft_or_404, mark_of
from project.base.api import fields
from project.base.api.bodies import Body, Out
from project.base.api.endpoint import endpoint, only, verb
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource

from .catalog_rows import changes_shown
from .catalog_shapes import PriceChangeOut

MANAGERS, EDITORS = only(sees_catalog), only(edits_catalog)
ORDER, KINDS = ("-made_at", "-id"), (dt.datetime, int)


class PriceDraftRowOut(Out):
    """Imported prices, by the id of their import."""

    id = fields.Id()
    created_at = fields.Moment()
    published_at = fields.Moment(allow_null=True)
    published_by = fields.Text(allow_null=True, help_text="The public name.")

    example = {
        "id": "k7m2qx9ab4",
        "created_at": "2026-03-02T09:00:00Z",
        "published_at": None,
        "published_by": None,
    }


class PriceDraftPartOut(Out):
    """A part of the price list, and what publishing changes of it."""

    part = fields.Text()
    changes = PriceChangeOut(many=True)


class PriceDraftOut(PriceDraftRowOut):
    """The same, with what publishing changes of version `base` of the price list, which is current."""

    base = fields.Whole(most=2_147_483_647)
    parts = PriceDraftPartOut(many=True)

    example = {
        **PriceDraftRowOut.example,
        "base": 4,
        "parts": [{"part": "services", "changes": [PriceChangeOut.example]}],
    }


class PriceDraftBase(Body):
    """Beside which version of the price list the draft was read."""

    base = fields.Whole(most=2_147_483_647)

    example = {"base": 4}


class PriceDraftViewSet(Resource):
    """Prices that were imported by `agencies/imports/` as `catalog`."""

    def thing(self, key: str) -> DataImport:
        """The draft of that import."""
        return draft_or_404(self.http, key)

    def shown(self, thing: DataImport) -> dict[str, Any]:
        found = draft_page(self.viewer, thing)
        return {
            **draft_row(thing),
            "base": found["base"],
            "parts": [
                {"part": each["part"], "changes": changes_shown(each["changes"])} for each in found["parts"]
            ],
        }

    @endpoint(MANAGERS, PriceDraftRowOut, listed=True)
    def list(self, request: Any) -> Response:
        """List imported prices, the newest first."""
        return page(self, drafts_of(self.viewer), draft_row, order=ORDER, kinds=KINDS)

    @endpoint(MANAGERS, PriceDraftOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read imported prices, with what publishing them would change."""
        return self.ok(self.thing(public_id))

    @verb("publish", EDITORS, PriceDraftOut, body=PriceDraftBase, moves=True)
    def publish(self, request: Any, public_id: str) -> Response:
        """Make imported prices the price list. A second call changes nothing."""
        draft = self.thing(public_id)
        drafted_prices.publish_draft(
            actor=self.viewer, mark=mark_of(draft), base=self.body["base"], now=self.now
        )
        return self.ok(self.thing(public_id))

    @endpoint(EDITORS, status=204, moves=True)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Delete imported prices that were not published."""
        drafted_prices.discard_draft(actor=self.viewer, mark=mark_of(self.thing(public_id)))
        return Response(status=204)


def draft_row(draft: DataImport) -> dict[str, Any]:
    """Imported prices as the API shows them in a list."""
    done = publication_of(draft)
    return {
        "id": draft.public_id,
        "created_at": moment_text(draft.made_at),
        "published_at": moment_text(done.at) if done else None,
        "published_by": done.by.public_name if done else None,
    }
