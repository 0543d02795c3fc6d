"""An invoice as a PDF: drawn from the stored document alone. Colour and layout are in
agencies/pages/pdf_sheet.py; the words are the invoice's."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from agencies.pages.pdf import in_one_language, new_sheet
from billing.models import Invoice
from billing.pages.sepa import code_of
from billing.pages.transfer import Transfer
from billing.pricing.corrections import corrected_by
from billing.rules import called, number_of
from orders.pricing.ledger_balances import ZERO

if TYPE_CHECKING:
    from agencies.pages.pdf_sheet import Sheet


def title_of(invoice: Invoice) -> str:
    """What kind of document it is."""
    return _("Credit note") if invoice.is_credit else _("Invoice")


def corrections_of(invoice: Invoice) -> list[Invoice]:
    """The invoices that a credit note corrects. One query; none for an invoice."""
    if not invoice.is_credit:
        return []
    return corrected_by(invoice, list(invoice.order.invoices.order_by("number")))


def open_when_issued(invoice: Invoice) -> Decimal:
    """What was still to be paid of an invoice when it was issued. Reads what was received for it."""
    return invoice.total - sum((payment.amount for payment in invoice.received.all()), ZERO)


def transfer_of(invoice: Invoice, amount: Decimal) -> Transfer | None:
    """How `amount` of an invoice is paid by bank transfer; None when it names no account, or nothing is to be
    paid."""
    if not invoice.seller_iban or amount <= 0:
        return None
    return Transfer(
        holder=invoice.account_holder,
        iban=invoice.seller_iban,
        bic=invoice.seller_bic,
        reference=invoice.payment_reference,
        amount=amount,
        currency=invoice.currency,
    )


@in_one_language()
def render_invoice(invoice: Invoice, *, code: str, colour: str, head: str = "", logo: bytes = b"") -> bytes:
    """The document as PDF bytes, the same for whoever fetches it. `code` is the agency's, the
    rest its paper (agencies.pages.pdf). Reads the invoice's lines and what was received; of a credit note its
    order's documents."""
    number, seller_tax = number_of(invoice, code), _tax_words(invoice.seller_tax_number)
    sheet = new_sheet(
        title=f"{title_of(invoice)} {number}",
        author=invoice.seller_name,
        foot=" · ".join(part for part in (invoice.seller_name, seller_tax) if part),
        colour=colour,
        head=head,
        logo=logo,
        currency=invoice.currency,
        made=invoice.issued_at,
    )
    sheet.add_page()
    small = "\n".join(part for part in (invoice.seller_address, seller_tax) if part)
    sheet.heading(invoice.seller_name, small, title_of(invoice), number)
    buyer = (invoice.buyer_name, invoice.buyer_address, _tax_words(invoice.buyer_tax_number))
    sheet.parties("\n".join(part for part in buyer if part), _facts(invoice, sheet))
    if corrected := _corrected(invoice, sheet, code):
        sheet.note(_("This credit note corrects"), corrected)
        sheet.ln(6)
    sheet.priced(
        invoice.order.title, [(line.label, line.detail, line.amount) for line in invoice.lines.all()]
    )
    sheet.sums(
        invoice.net, invoice.tax, invoice.tax_label, invoice.total, included=invoice.prices_include_tax
    )
    sheet.note(_("Reverse charge"), invoice.tax_note)
    if not invoice.is_credit:
        _payment(sheet, invoice)
    return sheet.as_bytes()


def _facts(invoice: Invoice, sheet: Sheet) -> list[tuple[str, str]]:
    facts = [(_("Date"), sheet.day(invoice.issued_on)), (_("Order"), invoice.order.number)]
    parts = [
        (_("Due %(day)s") % {"day": sheet.day(each.due_on)}, sheet.money(each.amount))
        for each in invoice.parts.all()
    ]
    due = [] if invoice.is_credit else parts or [(_("Due"), sheet.day(invoice.due_on))]
    return [facts[0], *due, *facts[1:]]


def _corrected(invoice: Invoice, sheet: Sheet, code: str) -> str:
    """Each invoice that a credit note corrects, with its date."""
    words = _("Invoice %(number)s of %(day)s")
    return "\n".join(
        words % {"number": called(each.number, code), "day": sheet.day(each.issued_on)}
        for each in corrections_of(invoice)
    )


def _payment(sheet: Sheet, invoice: Invoice) -> None:
    """What was received, what is still open, and how that is paid."""
    received = list(invoice.received.all())
    amount = open_when_issued(invoice)
    if received:
        words = _("Payment received on %(day)s")
        rows = [
            (words % {"day": sheet.day(each.on)} if each.on else _("Settled before"), -each.amount)
            for each in received
        ]
        sheet.settled(rows, _("Still open"), amount)
    transfer = transfer_of(invoice, amount)
    if transfer:
        sheet.boxed(
            _("Payment"), transfer_facts(sheet, transfer, sheet.day(invoice.due_on)), code_of(transfer)
        )
    if amount > 0:
        sheet.note(_("Payment instructions"), invoice.payment_text)


def transfer_facts(sheet: Sheet, transfer: Transfer, due: str) -> list[tuple[str, str]]:
    """Label and value of what a bank asks for."""
    facts = [
        (_("Amount"), sheet.money(transfer.amount)),
        (_("Due"), due),
        (_("Account holder"), transfer.holder),
        (_("IBAN"), transfer.iban_in_fours),
        (_("BIC"), transfer.bic),
        (_("Reference"), transfer.reference),
    ]
    return [(label, value) for label, value in facts if value]


def _tax_words(number: str) -> str:
    return _("Tax number %(number)s") % {"number": number} if number else ""
