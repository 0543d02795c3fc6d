"""The sentence of an issued invoice in the timeline of its order."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from orders.states.timeline import DESK, Line

INVOICE_ISSUED = Line("file-text", "neutral", DESK, {DESK: gettext_lazy("issued an invoice for {amount}")})
