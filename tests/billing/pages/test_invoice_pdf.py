"""The PDF of an invoice, read back."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from billing.actions.invoices import issue_invoice, save_billing_details
from billing.models import Invoice
from billing.pages.invoice_pdf import render_invoice
from tests.helpers.cast import START, Cast
from tests.helpers.factories import SELLER, account_of, place_order, save_seller
from tests.orders.actions.test_ledger import change

pytestmark = pytest.mark.django_db


def words(invoice: Invoice) -> str:
    """What a reader finds on its pages."""
    body = render_invoice(invoice, code="INK", colour="#1f5f8b")
    assert body.startswith(b"%PDF-")
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages))


def issued(cast: Cast, **fields: Any) -> Invoice:
    save_seller(cast.max)
    return issue_invoice(actor=cast.clara, order=place_order(cast.clara, **fields), now=START)


def test_everything_that_is_billed_stands_on_it(cast: Cast) -> None:
    invoice = issued(cast)

    found = words(invoice)

    assert "Invoice INK-INV-00001" in found
    for expected in (
        SELLER["name"],
        "1 Quay Street",
        "GB 123",
        "IBAN GB00 INKW",
        invoice.buyer_name,
        invoice.order.title,
    ):
        assert str(expected) in found
    for line in invoice.lines.all():
        assert line.label in found
        assert f"€{line.amount:,.2f}" in found
    assert f"Total €{invoice.total:,.2f}" in found
    assert "Due" in found


def test_a_credit_note_is_called_one_and_asks_for_no_payment(cast: Cast) -> None:
    order = issued(cast).order
    change(cast.max, order, "12.00", less=True, note="Late by a day")

    found = words(issue_invoice(actor=cast.max, order=order, now=START))

    assert "Credit note INK-INV-00002" in found
    assert "Late by a day" in found
    assert "IBAN" not in found and "Due" not in found


@pytest.mark.parametrize(
    "name",
    ["Žofie Kovářová", "Ольга Лебедева", "Ελένη Παππά", "مريم", "李明", "A" * 120, "<b>&amp;</b> (x) \\"],
)
def test_any_name_can_be_billed(cast: Cast, name: str) -> None:
    save_billing_details(
        now=START,
        actor=cast.clara,
        account=account_of(cast.clara),
        fields={"name": name, "address": "x\n" * 30},
    )

    found = words(issued(cast))

    if name.isprintable() and not any(letter in name for letter in "مر李"):
        assert name.replace(" ", "")[:20] in found.replace(" ", "")


def test_it_is_the_same_whenever_it_is_fetched(cast: Cast) -> None:
    invoice = issued(cast)

    first, again = (render_invoice(Invoice.objects.get(), code="INK", colour="#1f5f8b") for _time in range(2))

    assert first == again
    assert PdfReader(io.BytesIO(first)).metadata.title == "Invoice INK-INV-00001"
    assert invoice.issued_at == START


def test_a_hundred_changes_go_on_to_more_pages(cast: Cast) -> None:
    save_seller(cast.max)
    order = place_order(cast.clara)
    for number in range(60):
        change(cast.max, order, "1.00", note=f"Change {number}")

    body = render_invoice(
        issue_invoice(actor=cast.clara, order=order, now=START), code="INK", colour="#1f5f8b"
    )

    pages = PdfReader(io.BytesIO(body)).pages
    assert len(pages) > 2
    assert "Change 59" in "".join(page.extract_text() for page in pages)


def test_a_long_name_does_not_run_into_the_page_number(cast: Cast) -> None:
    invoice = issued(cast)
    invoice.seller_name, invoice.seller_tax_number = "Wide Words Weltweit " * 6, "W" * 40

    found = words(invoice)

    assert re.search(r"Wide Words [^…]*… Page 1", found)


def test_a_short_name_stands_whole_beside_the_page_number(cast: Cast) -> None:
    found = words(issued(cast))

    assert "…" not in found and re.search(rf"{re.escape(SELLER['name'])}[^…]* Page 1", found)
