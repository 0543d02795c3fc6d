"""`/api/v1/clients/favourites/`: a client's favourite writers. They are kept from an order
(orders/api/favourites.py)."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from clients.actions.favourites import remove_favourite
from clients.models import FavouriteWriter
from clients.pages.favourites import ORDER, favourites_of, works_here
from clients.rules.accounts import is_client
from project.base.api import fields
from project.base.api.bodies import Out
from project.base.api.endpoint import endpoint, only
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import NotVisible

CLIENTS = only(is_client)


class FavouriteOut(Out):
    """A favourite writer; `id` is the writer's. `completed_orders`: those of your accounts. `works_here`:
    still writes for the agency."""

    id = fields.Id()
    name = fields.Text()
    completed_orders = fields.Whole()
    works_here = fields.Flag()
    kept_at = fields.Moment()

    example = {
        "id": "m4r7w2k9ts",
        "name": "Wendell",
        "completed_orders": 4,
        "works_here": True,
        "kept_at": "2026-03-05T17:30:00Z",
    }


class FavouriteViewSet(Resource):
    """Favourite writers of the caller."""

    def thing(self, key: str) -> FavouriteWriter:
        found: FavouriteWriter | None = favourites_of(self.viewer).filter(writer__public_id=key).first()
        if found is None:
            raise NotVisible()
        return found

    def shown(self, thing: Any) -> dict[str, Any]:
        return {
            "id": thing.writer.public_id,
            "name": thing.writer.public_name,
            "completed_orders": thing.done,
            "works_here": works_here(self.http.agency, thing),
            "kept_at": moment_text(thing.at),
        }

    @endpoint(CLIENTS, FavouriteOut, listed=True)
    def list(self, request: Any) -> Response:
        """List your favourite writers by name."""
        key = lambda row: [row.writer.public_name, row.pk]  # noqa: E731
        rows = favourites_of(self.viewer)
        return page(self, rows, self.shown, order=ORDER, kinds=(str, int), key=key)

    @endpoint(CLIENTS, FavouriteOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a favourite writer."""
        return self.ok(self.thing(public_id))

    @endpoint(CLIENTS, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Take a writer off your favourites."""
        remove_favourite(actor=self.viewer, writer=self.thing(public_id).writer)
        return Response(status=204)
