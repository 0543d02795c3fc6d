"""What the viewsets of quotes share: a quote by its number, what it answers with, its verbs."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from clients.rules.accounts import is_client
from project.base.api.endpoint import only
from project.base.api.resource import Resource
from project.base.errors import Conflict, QuillhouseError, Stale
from quotes.actions.moving import QUOTES
from quotes.models import OrderQuote
from quotes.pages.quotes import choices_of
from quotes.rules.quotes import can_quote, sees_quotes
from quotes.views.quotes import quote_or_404

from .quote_rows import quote_shown

READERS, CLIENTS, DESK = only(sees_quotes), only(is_client), only(can_quote)
PATH = "/api/v1/orders/quotes/"
#: Verbs of the table whose path has another name.
NAMES = {"ask_again": "requote"}


class QuoteResource(Resource):
    """Quotes, by their number."""

    lookup_field = "number"
    lookup_value_converter = "quote_number"
    table = QUOTES

    def thing(self, key: str) -> OrderQuote:
        return quote_or_404(self.http, key)

    def shown(self, thing: OrderQuote) -> dict[str, Any]:
        return quote_shown(self.viewer, thing, self.verbs_of(thing))

    def verbs_of(self, thing: OrderQuote) -> dict[str, Any]:
        """As the page has them: a quote whose time is over cannot be answered, noted or not."""
        choices = choices_of(self.viewer, thing, self.now)
        named = [(NAMES.get(choice.transition.verb, choice.transition.verb), choice) for choice in choices]
        return {
            "allowed": [name for name, choice in named if choice.allowed],
            "blocked": {name: str(choice.reason) for name, choice in named if not choice.allowed},
        }

    def fresh(self, number: str) -> Response:
        """The quote as it stands after a verb."""
        return self.ok(self.thing(number))

    def conflict_facts(self, error: Exception) -> dict[str, Any]:
        """Of any conflict about a quote: how it stands now."""
        if (
            not isinstance(error, Conflict)
            or isinstance(error, Stale)
            or self.lookup_field not in self.kwargs
        ):
            return super().conflict_facts(error)
        try:
            thing = self.thing(self.kwargs[self.lookup_field])
        except QuillhouseError:
            return {}
        return {"state": thing.state, **self.verbs_of(thing)}
