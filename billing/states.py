"""What acts on invoices are called for webhooks, and the words that an agency begins with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

INVOICE_ISSUED, CREDIT_NOTE_ISSUED = "invoice.issued", "credit_note.issued"
#: Name -> what happened.
WEBHOOK_KINDS = {INVOICE_ISSUED: _("Invoice issued"), CREDIT_NOTE_ISSUED: _("Credit note issued")}


#: What an invoice says to a client who accounts for the tax, until an agency has its own words.
REVERSE_CHARGE_NOTE = _("Reverse charge: the recipient accounts for the tax.")


@dataclass(frozen=True)
class Step:
    """A reminder: the first, second or third, so many days after the due date, in an agency's words."""

    number: int
    days: int
    subject: Any
    text: Any


#: What the words of a reminder may name in braces, and an example of each.
PLACEHOLDERS = {
    "client": "Harbour Books",
    "invoice": "INK-INV-00042",
    "order": "INK-2026-00042",
    "amount": "€145.20",
    "due": "4 April 2026",
    "days": "14",
    "agency": "Inkwell",
}
#: The reminders of an agency that has not written its own.
DEFAULT_STEPS = (
    Step(
        1,
        3,
        _("Friendly reminder: invoice {invoice}"),
        _(
            "Hello,\n\ninvoice {invoice} for order {order} was due on {due}, and {amount} is still open. If "
            "you have paid in the meantime, please ignore this email.\n\nKind regards\n{agency}"
        ),
    ),
    Step(
        2,
        14,
        _("Second reminder: invoice {invoice}"),
        _(
            "Hello,\n\n{amount} of invoice {invoice} has been overdue for {days} days. Please transfer the "
            "amount within the next few days, or tell us if something is unclear.\n\nKind regards\n{agency}"
        ),
    ),
    Step(
        3,
        28,
        _("Final reminder: invoice {invoice}"),
        _(
            "Hello,\n\ndespite two reminders, {amount} of invoice {invoice}, due on {due}, is still open. "
            "Please pay within seven days.\n\nKind regards\n{agency}"
        ),
    ),
)
