"""What acts on invoices are called when webhooks are told of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

INVOICE_ISSUED, CREDIT_NOTE_ISSUED = "invoice.issued", "credit_note.issued"
#: Name -> what happened.
WEBHOOK_KINDS = {INVOICE_ISSUED: _("Invoice issued"), CREDIT_NOTE_ISSUED: _("Credit note issued")}
