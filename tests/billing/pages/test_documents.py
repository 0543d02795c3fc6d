"""What each document has to name, and that it says the same to whoever fetches it."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from agencies.rules.printable import CannotPrint
from billing.actions.invoices import issue_invoice, save_billing_details, save_letterhead
from billing.models import Invoice, InvoiceCounter
from billing.pages.invoice_pdf import open_when_issued, render_invoice, transfer_of
from billing.pages.sepa import code_of
from clients.models import ClientAccount
from orders.models import Order
from tests.helpers.cast import START, Cast
from tests.helpers.factories import DAY, SELLER, account_of, place_order
from tests.helpers.story import Story
from tests.orders.actions.test_ledger import TODAY, change, pay, total
from tests.quotes.helpers import quote_pages

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
BANK = {
    **SELLER,
    "payment_text": "Thank you",
    "iban": "DE89370400440532013000",
    "bic": "COBADEFFXXX",
    "account_holder": "Inkwell Trust",
    "reference": "invoice",
}


def words(body: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return re.sub(r"\s+", " ", " ".join(pages))


def printed(invoice: Invoice) -> str:
    return words(render_invoice(invoice, code="INK", colour="#1f5f8b"))


def order_with_bank(cast: Cast, **fields: Any) -> Order:
    save_letterhead(actor=cast.max, fields={**BANK, **fields})
    return place_order(cast.clara)


def issued(cast: Cast, order: Order, now: dt.datetime = START) -> Invoice:
    return issue_invoice(actor=cast.max, order=order, now=now)


def test_an_invoice_names_what_it_must(cast: Cast) -> None:
    invoice = issued(cast, order_with_bank(cast))

    found = printed(invoice)

    for expected in (
        "Invoice INK-INV-00001",
        "Date 2 March 2026",
        "Due 1 April 2026",
        f"Order {invoice.order.number}",
        "1 Quay Street",
        "Tax number GB 123",
        invoice.buyer_name,
        "Account holder Inkwell Trust",
        "IBAN DE89 3704 0044 0532 0130 00",
        "BIC COBADEFFXXX",
        "Reference INK-INV-00001",
        f"Amount €{invoice.total}",
        "Thank you",
    ):
        assert expected in found


def test_after_deposits_an_invoice_names_each_and_asks_for_the_rest(cast: Cast) -> None:
    order = order_with_bank(cast)
    pay(cast.sam, order, "30.00", on=TODAY - 2 * DAY)
    pay(cast.sam, order, "5.50", on=TODAY)

    invoice = issued(cast, order)
    found = printed(invoice)

    rest = total(order) - Decimal("35.50")
    assert open_when_issued(invoice) == rest
    assert "Payment received on 28 February 2026 -€30.00" in found
    assert "Payment received on 2 March 2026 -€5.50" in found
    assert f"Still open €{rest}" in found and f"Amount €{rest}" in found


def test_what_is_paid_later_does_not_change_the_document(cast: Cast) -> None:
    invoice = issued(cast, order_with_bank(cast))
    before = render_invoice(invoice, code="INK", colour="#1f5f8b")

    pay(cast.sam, invoice.order, "30.00")
    change(cast.max, invoice.order, "12.00", less=True, note="Late")
    issued(cast, invoice.order)

    assert render_invoice(Invoice.objects.get(number=1), code="INK", colour="#1f5f8b") == before


def test_paid_beforehand_it_asks_for_nothing(cast: Cast) -> None:
    order = order_with_bank(cast)
    pay(cast.sam, order, str(total(order)))

    found = printed(issued(cast, order))

    assert "Still open €0.00" in found
    assert "IBAN" not in found and "Thank you" not in found


def test_a_payment_beyond_the_first_invoice_is_named_by_the_second(cast: Cast) -> None:
    order = order_with_bank(cast)
    first = issued(cast, order)
    pay(cast.sam, order, str(first.total + 10), on=TODAY, unusual=True)
    change(cast.max, order, "25.00")

    second = issued(cast, order)

    assert [(each.on, each.amount) for each in second.received.all()] == [(TODAY, Decimal("10.00"))]
    assert open_when_issued(second) == Decimal("15.00")


def test_what_was_paid_back_is_not_named_as_received(cast: Cast) -> None:
    order = order_with_bank(cast)
    pay(cast.sam, order, "30.00")
    pay(cast.sam, order, "20.00", back=True, unusual=True)

    assert [each.amount for each in issued(cast, order).received.all()] == [Decimal("10.00")]


def test_a_credit_note_names_the_invoice_and_its_date(cast: Cast) -> None:
    order = order_with_bank(cast)
    issued(cast, order)
    change(cast.max, order, "12.00", less=True, note="Late by a day")

    found = printed(issued(cast, order, START + 3 * DAY))

    assert "Credit note INK-INV-00002" in found
    assert "This credit note corrects Invoice INK-INV-00001 of 2 March 2026" in found
    assert "Date 5 March 2026" in found
    assert "Late by a day" in found
    assert "IBAN" not in found and "Due" not in found


def test_a_credit_note_corrects_the_newest_invoices_that_have_something_left(cast: Cast) -> None:
    order = order_with_bank(cast)
    first = issued(cast, order)
    change(cast.max, order, "10.00")
    issued(cast, order)
    change(cast.max, order, "10.00", less=True)
    third = issued(cast, order)
    change(cast.max, order, "4.00", less=True)
    fourth = issued(cast, order)

    assert "corrects Invoice INK-INV-00002 of" in printed(third)
    assert "INK-INV-00001" not in printed(third)
    assert f"corrects Invoice INK-INV-0000{first.number} of" in printed(fourth)
    assert "INK-INV-00002" not in printed(fourth)


@pytest.mark.parametrize(
    ("currency", "amount", "iban", "drawn"),
    [
        ("EUR", "12.00", BANK["iban"], True),
        ("GBP", "12.00", BANK["iban"], False),
        ("EUR", "0.00", BANK["iban"], False),
        ("EUR", "12.00", "", False),
    ],
)
def test_only_euros_to_an_iban_have_a_code(
    cast: Cast, currency: str, amount: str, iban: str, drawn: bool
) -> None:
    invoice = Invoice(
        total=Decimal(amount),
        currency=currency,
        seller_iban=iban,
        seller_bic="",
        account_holder="X",
        payment_reference="R 1",
    )

    assert (code_of(transfer_of(invoice, invoice.total)) is not None) == drawn


def test_the_order_number_is_the_reference_where_the_agency_says_so(cast: Cast) -> None:
    invoice = issued(cast, order_with_bank(cast, reference="order"))

    assert invoice.payment_reference == invoice.order.number


def test_a_quote_names_what_it_must_in_the_agencys_zone(cast: Cast) -> None:
    save_letterhead(actor=cast.max, fields=BANK)
    quote = quote_pages.sent(cast, now=START, lasts=5 * DAY)
    version = quote.versions.get()

    from quotes.pages.quote_pdf import render_quote

    found = words(render_quote(quote, version, agency=cast.inkwell))

    for expected in (
        f"{quote.number} · Version 1",
        "Inkwell Writing Ltd",
        "1 Quay Street",
        "Date 2 March 2026",
        f"Valid until {(START + 5 * DAY).astimezone(cast.inkwell.zone):%-d March %Y, %H:%M} (Europe/London)",
        "Delivery due",
        version.title,
        "Total €",
        quote.addressee.public_name,
        "harbour at dusk",
    ):
        assert expected in found, expected


@pytest.mark.usefixtures("monday")
def test_every_document_is_the_same_for_three_people_in_three_zones(cast: Cast, sign_in: SignIn) -> None:
    order = order_with_bank(cast)
    issued(cast, order)
    change(cast.max, order, "5.00", less=True)
    issued(cast, order)
    quote = quote_pages.sent(cast, now=START)
    readers = (
        (cast.clara, "Asia/Tokyo", "en-us"),
        (cast.max, "America/Los_Angeles", "en-gb"),
        (cast.otto, "", "en"),
    )
    found: dict[str, set[bytes]] = {}
    for reader, zone, language in readers:
        user = reader.membership.user
        user.timezone, user.language = zone, language
        user.save()
        client = sign_in(reader)
        for path in ("/invoices/1/", "/invoices/2/", f"/orders/quotes/{quote.number}/document/"):
            answer = client.get(path)
            assert answer.status_code == 200, path
            found.setdefault(path, set()).add(answer.content)

    assert {path: len(bodies) for path, bodies in found.items()} == dict.fromkeys(found, 1)


@pytest.mark.usefixtures("monday")
def test_a_statement_of_fees_names_who_pays_whom_for_which_month(cast: Cast) -> None:
    from writers.pages.earnings_pdf import render_statement
    from writers.rules.earnings import Month

    save_letterhead(actor=cast.max, fields=BANK)
    story = Story(cast).completed()

    found = words(render_statement(cast.inkwell, cast.wendell.membership, Month(2026, 3)))

    for expected in (
        "Inkwell Writing Ltd 1 Quay Street",
        cast.wendell.membership.public_name,
        "Month March 2026 Time zone Europe/London",
        story.order.number,
        "Total €",
    ):
        assert expected in found, expected


@pytest.mark.parametrize("where", ["buyer", "seller", "title"])
def test_what_cannot_be_printed_is_said_before_a_number_is_taken(cast: Cast, where: str) -> None:
    order = order_with_bank(cast)
    if where == "buyer":
        ClientAccount.objects.filter(pk=order.account_id).update(name="བོད Ltd")
    elif where == "seller":
        save_letterhead(actor=cast.max, fields={**BANK, "address": "བོད"})
    else:
        Order.objects.filter(pk=order.pk).update(title="On བོད")

    with pytest.raises(CannotPrint, match="བ ོ ད"):
        issued(cast, Order.objects.get(pk=order.pk))

    assert not Invoice.objects.exists()
    assert not InvoiceCounter.objects.filter(last__gt=0).exists()


def test_a_quote_that_cannot_be_printed_is_not_sent(cast: Cast) -> None:
    quote = quote_pages.asked(cast, now=START)
    type(quote.draft).objects.filter(pk=quote.draft_id).update(brief="བོད " * 20)

    with pytest.raises(CannotPrint, match="brief"):
        quote_pages.send(cast.max, quote, now=START)

    assert not quote_pages.again(quote).versions.exists()


def test_billing_details_in_any_common_script_are_on_the_invoice(cast: Cast) -> None:
    for name in ("ภาษาไทย จำกัด", "株式会社 北京", "شركة الكتب"):
        save_billing_details(
            now=START, actor=cast.clara, account=account_of(cast.clara), fields={"name": name}
        )
        order = order_with_bank(cast)

        assert name in printed(issued(cast, order))
