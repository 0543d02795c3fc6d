"""`/api/v1/writer-management/shortlist/`: the writers that a client keeps to choose from."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from clients.rules.accounts import is_client
from project.base.api import fields
from project.base.api.bodies import Body, Out
from project.base.api.endpoint import endpoint, only
from project.base.api.fields import moment_text
from project.base.api.lists import page
from project.base.api.resource import Resource
from project.base.errors import Invalid, NotVisible
from writers.actions.shortlist import add_to_shortlist, remove_from_shortlist
from writers.models import ShortlistedWriter, WriterPortfolio
from writers.pages.shortlist import on_list

CLIENTS = only(is_client)
ORDER, KINDS = ("-added_at", "-id"), (dt.datetime, int)


class ShortlistedOut(Out):
    """A writer on your shortlist; `id` is their portfolio's."""

    id = fields.Id()
    name = fields.Text()
    slug = fields.Slug()
    headline = fields.Text()
    added_at = fields.Moment()

    example = {
        "id": "p5t8wq2mz4",
        "name": "Wendell",
        "slug": "wendell",
        "headline": "Long reads about the sea",
        "added_at": "2026-03-05T17:30:00Z",
    }


class NewShortlisted(Body):
    """Whom to put on your shortlist."""

    portfolio = fields.Id(help_text="The id of their portfolio.")

    example = {"portfolio": "p5t8wq2mz4"}


class ShortlistViewSet(Resource):
    """The caller's shortlist of writers."""

    def thing(self, key: str) -> ShortlistedWriter:
        found: ShortlistedWriter | None = on_list(self.viewer).filter(portfolio__public_id=key).first()
        if found is None:
            raise NotVisible()
        return found

    def shown(self, thing: Any) -> dict[str, Any]:
        return {
            "id": thing.portfolio.public_id,
            "name": thing.portfolio.member.public_name,
            "slug": thing.portfolio.slug,
            "headline": thing.portfolio.shown_headline,
            "added_at": moment_text(thing.added_at),
        }

    @endpoint(CLIENTS, ShortlistedOut, listed=True)
    def list(self, request: Any) -> Response:
        """List your shortlist, the last added first."""
        return page(self, on_list(self.viewer), self.shown, order=ORDER, kinds=KINDS)

    @endpoint(CLIENTS, ShortlistedOut, status=201, body=NewShortlisted, creates=True)
    def create(self, request: Any) -> Response:
        """Put a writer on your shortlist. Doing it again changes nothing. You can keep up to 20."""
        shown = WriterPortfolio.objects.for_clients(self.viewer.agency)
        found = shown.filter(public_id=self.body["portfolio"]).first()
        if found is None:
            raise Invalid({"portfolio": _("There is no writer with this portfolio.")})
        add_to_shortlist(actor=self.viewer, portfolio=found, now=self.now)
        address = f"/api/v1/writer-management/shortlist/{found.public_id}/"
        return self.created(self.thing(found.public_id), address)

    @endpoint(CLIENTS, ShortlistedOut)
    def retrieve(self, request: Any, public_id: str) -> Response:
        """Read a writer on your shortlist."""
        return self.ok(self.thing(public_id))

    @endpoint(CLIENTS, status=204)
    def destroy(self, request: Any, public_id: str) -> Response:
        """Take a writer off your shortlist."""
        remove_from_shortlist(actor=self.viewer, portfolio_id=self.thing(public_id).portfolio_id)
        return Response(status=204)
