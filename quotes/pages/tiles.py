"""How many quotes wait, among the figures above the lists of orders."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orders.hooks.tiles import Moment
from project.base.viewer import Viewer
from quotes.models import OrderQuote
from quotes.models.quotes import OrderQuoteQuerySet
from quotes.states import WITH_DESK, QuoteState


class ToAnswer:
    """For a client: quotes that wait for the answer of their side, and are still valid."""

    name = "quotes"
    position = 50
    label = _("Quotes to respond to")
    icon = "file-text"
    tone = "warn"

    def url(self) -> str:
        return f"{reverse('quotes:quotes')}?tab=answer"

    def rows(self, viewer: Viewer, now: Moment) -> OrderQuoteQuerySet:
        return OrderQuote.objects.as_client(viewer).filter(state=QuoteState.SENT, valid_until__gt=now)


class ToPrepare:
    """For the desk: quotes that it has to price and send."""

    name = "quotes"
    position = 80
    label = _("Quotes to prepare")
    icon = "file-text"
    tone = "warn"

    def url(self) -> str:
        return reverse("quotes:desk_quotes")

    def rows(self, viewer: Viewer, now: Moment) -> OrderQuoteQuerySet:
        return OrderQuote.objects.visible_to(viewer).filter(state__in=WITH_DESK)
