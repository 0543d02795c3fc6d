"""`/api/v1/orders/quotes/`: quotes of one's own accounts, or of the agency for its desk; beginning one, and
the client's answers. What the desk prepares is quote_preparation.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from clients.models import ClientAccount
from project.base.api.bodies import ActionsOut, bound
from project.base.api.endpoint import endpoint, verb
from project.base.api.lists import page
from project.base.errors import Invalid
from quotes.actions import asking, quote_answers
from quotes.actions.order_in_name import prepare_in_name
from quotes.forms.quotes import WordsForm
from quotes.pages import preparing, quote_pdf
from quotes.pages.quote_list import ORDER, in_states, narrowed, on_side
from quotes.rules.quotes import can_quote
from quotes.views.quotes import ANSWERS

from .quote_resource import CLIENTS, DESK, PATH, READERS, QuoteResource
from .quote_rows import columns, quote_row
from .quote_shapes import (
    AddresseeFilters,
    AddresseeOut,
    Answered,
    ChangeWanted,
    Declined,
    NewQuote,
    QuoteFilters,
    QuoteOut,
    QuoteRowOut,
    VersionAsked,
)

KINDS = (dt.datetime, int)
PEOPLE, PEOPLE_KINDS = ("account__name", "membership__public_name", "id"), (str, str, int)


class QuoteViewSet(QuoteResource):
    """Quotes."""

    @endpoint(READERS, QuoteRowOut, listed=True, query=QuoteFilters)
    def list(self, request: Any) -> Response:
        """List the quotes of your accounts; for the desk, those of the agency. Newest first."""
        side = self.asked.get("side") or ("desk" if can_quote(self.viewer) else "client")
        rows = on_side(self.viewer, side)
        if states := self.asked.get("state"):
            rows = in_states(rows, states, self.now)
        found = columns(narrowed(rows.with_sent(), self.asked.get("search", "").split(), side))
        return page(self, found, lambda row: quote_row(self.viewer, row), order=ORDER, kinds=KINDS)

    @endpoint(READERS, QuoteOut)
    def retrieve(self, request: Any, number: str) -> Response:
        """Read a quote: its versions, what happened, and what can be done now."""
        return self.fresh(number)

    @verb("actions", READERS, ActionsOut, method="get")
    def actions(self, request: Any, number: str) -> Response:
        """Read what can be done with a quote now."""
        return self.actions_of(self.thing(number))

    @verb("document", READERS, method="get", query=VersionAsked, media_types=("application/pdf",))
    def document(self, request: Any, number: str) -> Any:
        """Download a version as a PDF."""
        return quote_pdf.response(self.http, self.thing(number))

    @endpoint(DESK, QuoteOut, status=201, body=NewQuote, creates=True)
    def create(self, request: Any) -> Response:
        """Begin a quote for a client. They see nothing of it until it is sent."""
        if "addressee" not in self.body:
            known = ClientAccount.objects.visible_to(self.viewer)
            account = known.filter(public_id=self.body["account"]).first()
            if account is None:
                raise Invalid({"account": _("Choose a client account.")})
            begun = prepare_in_name(actor=self.viewer, account=account, now=self.now)
            return self.created(self.thing(begun.number), f"{PATH}{begun.number}/")
        wanted = {
            "account__public_id": self.body["account"],
            "membership__public_id": self.body["addressee"],
        }
        chosen = preparing.addressees(self.viewer).filter(**wanted).first()
        if chosen is None:
            raise Invalid({"addressee": _("Choose someone who can place orders for this account.")})
        quote = asking.prepare_quote(
            actor=self.viewer, account=chosen.account, addressee=chosen.membership, now=self.now
        )
        return self.created(self.thing(quote.number), f"{PATH}{quote.number}/")

    @verb("addressees", DESK, AddresseeOut, method="get", detail=False, listed=True, query=AddresseeFilters)
    def addressees(self, request: Any) -> Response:
        """List to whom you can address a quote: people who order for a client account."""
        rows = preparing.named(preparing.addressees(self.viewer), self.asked.get("search", ""))
        found = rows.values(*PEOPLE, "account__public_id", "membership__public_id")
        return page(self, found, _addressee, order=PEOPLE, kinds=PEOPLE_KINDS)

    @verb("accept", CLIENTS, QuoteOut, body=Answered, versioned=True, creates=True)
    def accept(self, request: Any, number: str) -> Response:
        """Accept a quote. The order is placed exactly as the version says: `order` is its number."""
        return self._answer(number, quote_answers.accept_quote)

    @verb("decline", CLIENTS, QuoteOut, body=Declined, versioned=True)
    def decline(self, request: Any, number: str) -> Response:
        """Decline a quote. The draft is yours to edit again."""
        return self._answer(number, quote_answers.decline_quote, words=self._words("decline"))

    @verb("ask-change", CLIENTS, QuoteOut, body=ChangeWanted, versioned=True)
    def ask_change(self, request: Any, number: str) -> Response:
        """Request a change of a quote. The agency sends a new version."""
        return self._answer(number, quote_answers.ask_change, words=self._words("ask_change"))

    @verb("requote", CLIENTS, QuoteOut, moves=True)
    def requote(self, request: Any, number: str) -> Response:
        """Request a new quote for one that expired, was declined or withdrawn."""
        asking.ask_again(actor=self.viewer, quote=self.thing(number), now=self.now)
        return self.fresh(number)

    @verb("call-back", CLIENTS, QuoteOut, moves=True)
    def call_back(self, request: Any, number: str) -> Response:
        """Withdraw your request, to edit the draft again."""
        asking.call_back(actor=self.viewer, quote=self.thing(number), now=self.now)
        return self.fresh(number)

    def _answer(self, number: str, act: Callable[..., Any], **facts: Any) -> Response:
        act(actor=self.viewer, quote=self.thing(number), version=self.version(), now=self.now, **facts)
        return self.fresh(number)

    def _words(self, name: str) -> str:
        label, needed, _said = ANSWERS[name]
        form = bound(WordsForm, {"words": self.body.get("words", "")}, label=label, needed=needed)
        return str(form.cleaned_data["words"])


def _addressee(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "account": {"id": row["account__public_id"], "name": row["account__name"]},
        "addressee": {"id": row["membership__public_id"], "name": row["membership__public_name"]},
    }
