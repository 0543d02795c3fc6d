"""The sentences of what was done about invoices, in the timeline of their order."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from orders.states.timeline import DESK, Line

LINES = {
    "issue_invoice": Line(
        "file-text", "neutral", DESK, {DESK: gettext_lazy("issued an invoice for {amount}")}
    ),
    "remind_payment": Line(
        "bell", "warn", DESK, {DESK: gettext_lazy("sent a payment reminder for {amount}")}
    ),
    "dispute_invoice": Line(
        "alert-triangle", "warn", DESK, {DESK: gettext_lazy("marked the invoice for {amount} as disputed")}
    ),
    "undispute_invoice": Line(
        "check",
        "neutral",
        DESK,
        {DESK: gettext_lazy("removed the disputed mark from the invoice for {amount}")},
    ),
}
