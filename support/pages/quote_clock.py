"""The clock of the quote from which an order came, on the order page: how long it was with whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from orders.hooks.panels import Panel, Place
from orders.models import Order
from orders.rules.sides import Sides
from project.base.compiled import Slot, compiled
from project.base.viewer import Viewer
from quotes.models import OrderQuote, QuoteEvent
from support.rules.quote_clock import read_quote
from support.rules.tickets import hours_of

from .ticket import paused_words, span_words


class QuoteClockPanel:
    """Registered in orders.hooks.panels."""

    place = Place.SIDE

    def prepare(self, viewer: Viewer, order: Order, sides: Sides, now: dt.datetime) -> Panel | None:
        """For the client’s side and the desk, which read quotes. One query where the order came from one,
        none otherwise."""
        quote: OrderQuote | None = getattr(order, "quote", None)
        if quote is None or not (sides.client or sides.staff):
            return None
        reading = read_quote(viewer.agency, _events(agency_id=order.agency_id, quote_id=quote.pk), now)
        if reading is None:
            return None
        working = hours_of(viewer.agency) is not None
        used = _("%(time)s of working time with the agency.") if working else _("%(time)s with the agency.")
        parts = (
            used % {"time": span_words(reading.elapsed, working)},
            paused_words(sides.client, reading, working),
        )
        return Panel(
            "support/_quote_clock.html",
            {
                "number": quote.number,
                "url": reverse("quotes:quote", args=[quote.number]),
                "why": " ".join(part for part in parts if part),
            },
        )


@compiled
def _events(agency_id: Slot, quote_id: Slot) -> Any:
    return QuoteEvent.objects.filter(agency_id=agency_id, quote_id=quote_id).order_by("id")
