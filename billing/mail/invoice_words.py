"""What the mails about invoices say: words for the order's mails, of the event that an invoice leaves on its
order."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orders.hooks.words import MailWords
from orders.states.mail_parts import PAYER

#: For each part that is told that an invoice was issued, its words.
INVOICE_ISSUED = {
    PAYER: MailWords(
        _("New invoice"),
        _("Open order"),
        _("A new invoice or credit note for this order is available as a PDF on the order’s page."),
    )
}
