"""`/api/v1/orders/order-drafts/{id}/send-quote/`: the client asks for a quote of a draft; the desk sends the
one that it has prepared for it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.response import Response

from drafts.views.fetching import draft_or_404
from project.base.api.bodies import bound
from project.base.api.endpoint import verb
from project.base.errors import Invalid, NotVisible, Stale
from quotes.actions import asking
from quotes.forms.quotes import AskForm
from quotes.models import OrderQuote
from quotes.rules.quotes import can_quote
from quotes.views.quotes import quote_or_404

from .quote_preparation import prepared, send
from .quote_preparation_shapes import QuoteRequest
from .quote_resource import PATH, READERS, QuoteResource
from .quote_shapes import QuoteOut


class QuoteRequestViewSet(QuoteResource):
    """Quotes of drafts."""

    lookup_field = "public_id"
    lookup_value_converter = "public_id"

    def thing(self, key: str) -> OrderQuote:
        """The newest quote of the draft of that id, in the desk's scope."""
        rows = OrderQuote.objects.visible_to(self.viewer).filter(draft__public_id=key)
        number = rows.order_by("-id").values_list("number", flat=True).first() if self._is_desk else None
        if number is None:
            raise NotVisible()
        return quote_or_404(self.http, number)

    @verb(
        "send-quote",
        READERS,
        answers={200: QuoteOut, 201: QuoteOut},
        body=QuoteRequest,
        creates=True,
        versioned=True,
        moves=True,
    )
    def send_quote(self, request: Any, public_id: str) -> Response:
        """Request a quote of a draft, or for the desk, send the quote that is prepared for it. The draft
        rests until the quote is answered. A request that is open already is answered with 200."""
        if self._is_desk:
            return self._send(public_id)
        if wrong := {"valid_until", "version"} & self.body.keys():
            raise Invalid({name: _("Only the agency enters this.") for name in wrong})
        draft = draft_or_404(self.http, public_id)
        form = bound(AskForm, {"wish": self.body.get("wish", "")})
        quote = asking.ask_quote(actor=self.viewer, draft=draft, wish=form.cleaned_data["wish"], now=self.now)
        return self._made(quote, 201 if quote.created_at == self.now else 200)

    def _send(self, public_id: str) -> Response:
        if "wish" in self.body:
            raise Invalid({"wish": _("Only the client enters this.")})
        quote = self.thing(public_id)
        send(self, quote)
        return self._made(quote, 200)

    def _made(self, quote: OrderQuote, status: int) -> Response:
        response = self.ok(quote_or_404(self.http, quote.number), status=status)
        response["Location"] = f"{PATH}{quote.number}/"
        return response

    @property
    def _is_desk(self) -> bool:
        return can_quote(self.viewer)

    def conflict_facts(self, error: Exception) -> dict[str, Any]:
        """Of what a colleague saved meanwhile: that."""
        if isinstance(error, Stale):
            return {"current": prepared(self, self.thing(self.kwargs["public_id"]))}
        return super().conflict_facts(error)
