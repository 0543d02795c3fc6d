"""An invoice as a PDF: drawn from the stored document alone. Colour and layout are in
agencies/pages/pdf_sheet.py; the words are the invoice's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from agencies.pages.pdf import new_sheet
from billing.models import Invoice
from billing.rules import number_of

if TYPE_CHECKING:
    from agencies.pages.pdf_sheet import Sheet


def title_of(invoice: Invoice) -> str:
    """What kind of document it is."""
    return _("Credit note") if invoice.is_credit else _("Invoice")


def render_invoice(invoice: Invoice, *, code: str, colour: str) -> bytes:
    """The document as PDF bytes. `code` is the agency's, `colour` its brand's
    (#rrggbb). Reads the invoice's lines."""
    number, seller_tax = number_of(invoice, code), _tax_words(invoice.seller_tax_number)
    sheet = new_sheet(
        title=f"{title_of(invoice)} {number}",
        author=invoice.seller_name,
        foot=" · ".join(part for part in (invoice.seller_name, seller_tax) if part),
        colour=colour,
        currency=invoice.currency,
        made=invoice.issued_at,
    )
    sheet.add_page()
    small = "\n".join(part for part in (invoice.seller_address, seller_tax) if part)
    sheet.heading(invoice.seller_name, small, title_of(invoice), number)
    buyer = (invoice.buyer_name, invoice.buyer_address, _tax_words(invoice.buyer_tax_number))
    sheet.parties("\n".join(part for part in buyer if part), _facts(invoice, sheet))
    sheet.priced(
        invoice.order.title, [(line.label, line.detail, line.amount) for line in invoice.lines.all()]
    )
    sheet.sums(invoice.net, invoice.tax, invoice.tax_label, invoice.total)
    if not invoice.is_credit:
        sheet.note(_("Payment instructions"), invoice.payment_text)
    return sheet.as_bytes()


def _facts(invoice: Invoice, sheet: Sheet) -> list[tuple[str, str]]:
    facts = [(_("Date"), sheet.day(invoice.issued_on)), (_("Order"), invoice.order.number)]
    if not invoice.is_credit:
        facts.insert(1, (_("Due"), sheet.day(invoice.due_on)))
    return facts


def _tax_words(number: str) -> str:
    return _("Tax number %(number)s") % {"number": number} if number else ""
