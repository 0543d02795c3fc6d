"""`/api/v1/orders/quotes/{number}/preparation/` and what else the desk does with a quote: send it, take it
back, withdraw it."""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from catalog.api.prices import price_shown
from catalog.pricing.formula import PricingProblem
from catalog.pricing.offering import current_offering
from catalog.pricing.terms import Terms, beyond_limit, price_agreed
from drafts.api.order_drafts import draft_fields
from drafts.pricing.draft_price import facts_of_draft
from project.base.api.bodies import bound
from project.base.api.endpoint import endpoint, verb
from project.base.api.fields import moment_text, money_text, number_text
from project.base.errors import Stale, require
from quotes.actions import sending
from quotes.actions.moving import QUOTES
from quotes.actions.order_in_name import order_in_name
from quotes.forms.quotes import WithdrawForm
from quotes.models import OrderQuote
from quotes.pages.preparing import suggested_end
from quotes.pricing.quote_terms import settings_of, terms_of
from quotes.rules import quotes

from .quote_preparation_shapes import Ordered, Preparation, PreparationOut, Sent, Withdrawn
from .quote_resource import DESK, QuoteResource
from .quote_rows import commission_shown
from .quote_shapes import QuoteOut
from .quote_terms import agreed_of

#: What a body says beside the commission.
BESIDE = {"adjustments", "customs", "discount", "discount_percent", "assumptions", "addressee", "version"}


class QuotePreparationViewSet(QuoteResource):
    """What the desk prepares."""

    @verb("preparation", DESK, PreparationOut, method="get")
    def preparation(self, request: Any, number: str) -> Response:
        """Read what is prepared. Nothing of it is the client’s to see before it is sent."""
        quote = self.thing(number)
        require(QUOTES.may("save", self.viewer, quote))
        return self._prepared(quote)

    @preparation.mapping.patch
    @endpoint(DESK, PreparationOut, body=Preparation, versioned=True, partial=True)
    def save(self, request: Any, number: str) -> Response:
        """Change what is prepared: the commission, the terms, the person it is addressed to."""
        quote = self.thing(number)
        said = {name: value for name, value in self.body.items() if name not in BESIDE}
        fields = draft_fields(self.http, quote.desk_draft, said)
        agreed = agreed_of(quote, self.body, self.now)
        sending.save_quote(
            actor=self.viewer,
            quote=quote,
            version=self.version(),
            fields={name: fields[name] for name in said},
            terms=agreed.terms,
            assumptions=agreed.assumptions,
            addressee=agreed.addressee,
            now=self.now,
        )
        return self._prepared(self.thing(number))

    @verb("send", DESK, QuoteOut, body=Sent, versioned=True, creates=True)
    def send(self, request: Any, number: str) -> Response:
        """Send what is prepared, as the next version. The addressee gets an email."""
        send(self, self.thing(number))
        return self.fresh(number)

    @verb("order-in-name", DESK, QuoteOut, body=Ordered, versioned=True, creates=True)
    def order_in_name(self, request: Any, number: str) -> Response:
        """Place the order of what is prepared in the client’s name: `order` is its number."""
        order_in_name(actor=self.viewer, quote=self.thing(number), version=self.version(), now=self.now)
        return self.fresh(number)

    @verb("rework", DESK, QuoteOut, moves=True)
    def rework(self, request: Any, number: str) -> Response:
        """Take a sent quote back to change it. Nobody can accept it until it is sent again."""
        sending.rework_quote(actor=self.viewer, quote=self.thing(number), now=self.now)
        return self.fresh(number)

    @verb("withdraw", DESK, QuoteOut, body=Withdrawn, moves=True)
    def withdraw(self, request: Any, number: str) -> Response:
        """Withdraw a quote, with a reason that the client reads."""
        form = bound(WithdrawForm, self.body)
        sending.withdraw_quote(actor=self.viewer, quote=self.thing(number), now=self.now, **form.cleaned_data)
        return self.fresh(number)

    def _prepared(self, quote: OrderQuote) -> Response:
        response = Response(prepared(self, quote))
        response["ETag"] = f'"{quote.draft.version}"'
        return response

    def conflict_facts(self, error: Exception) -> dict[str, Any]:
        """Of what a colleague saved meanwhile: that."""
        if isinstance(error, Stale):
            return {"current": prepared(self, self.thing(self.kwargs["number"]))}
        return super().conflict_facts(error)


def send(view: Any, quote: OrderQuote) -> None:
    """Send what is prepared of this quote, as the body says."""
    valid_until = view.body.get("valid_until") or suggested_end(view.http.agency, quote, view.now)
    sending.send_quote(
        actor=view.viewer, quote=quote, version=view.version(), valid_until=valid_until, now=view.now
    )


def prepared(view: Any, quote: OrderQuote) -> dict[str, Any]:
    """What is prepared of a quote as PreparationOut."""
    terms = terms_of(quote.terms.all())
    return {
        "version": quote.draft.version,
        "commission": commission_shown(quote.desk_draft),
        "adjustments": [
            {"line": f"{row.kind}:{row.key}", "amount": money_text(row.delta), "reason": row.reason}
            for row in terms.adjustments
        ],
        "customs": [
            {"key": row.key, "label": row.label, "reason": row.reason, "amount": money_text(row.amount)}
            for row in terms.customs
        ],
        "discount": money_text(terms.discount),
        "discount_percent": number_text(terms.discount_percent),
        "assumptions": quote.assumptions,
        "addressee": {"id": quote.addressee.public_id, "name": quote.addressee.public_name},
        "valid_until": moment_text(suggested_end(view.http.agency, quote, view.now)),
        **_price(view, quote, terms),
    }


def _price(view: Any, quote: OrderQuote, terms: Terms) -> dict[str, Any]:
    agency = view.http.agency
    facts = facts_of_draft(agency, quote.desk_draft, view.now)
    try:
        price = price_agreed(current_offering(agency).book, facts, terms)
    except PricingProblem as problem:
        return {"price": None, "missing": [str(text) for text in problem.errors.values()], "beyond": ""}
    limit = quotes.discount_limit(view.viewer, settings_of(agency))
    return {"price": price_shown(price), "missing": [], "beyond": beyond_limit(price, limit)}
